// SPDX-License-Identifier: Apache-2.0
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { type BehindProxy, isProxyName, trustOf } from './proxies.ts';

async function seen(behindProxy: BehindProxy | undefined, from: string, forwarded: string): Promise<string> {
  const app = Fastify({ trustProxy: trustOf(behindProxy) });
  app.get('/', (request) => request.ip);
  const { body } = await app.inject({
    url: '/',
    remoteAddress: from,
    headers: { 'x-forwarded-for': forwarded },
  });
  await app.close();
  return body;
}

describe('X-Forwarded-For', () => {
  it('is believed from named proxies only, and only as far as they wrote it', async () => {
    const named = ['10.0.0.5', '10.1.0.0/16', 'fd00::/8'];
    expect(await seen(named, '10.0.0.5', '203.0.113.9')).toBe('203.0.113.9');
    expect(await seen(named, '10.1.200.3', '203.0.113.9')).toBe('203.0.113.9');
    expect(await seen(named, '::ffff:10.0.0.5', '203.0.113.9')).toBe('203.0.113.9');
    expect(await seen(named, 'fd00::7', '203.0.113.9')).toBe('203.0.113.9');
    // A client that writes it himself, directly or through the proxy, is still himself.
    expect(await seen(named, '192.0.2.1', '203.0.113.9')).toBe('192.0.2.1');
    expect(await seen(named, '10.0.0.5', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(await seen(named, '10.0.0.5', '198.51.100.1, 203.0.113.9, 10.1.0.2')).toBe('203.0.113.9');
  });

  it('is nobody’s to write where no proxy is named; `true` is a proxy on this machine', async () => {
    for (const none of [undefined, false, []])
      expect(await seen(none, '10.0.0.5', '203.0.113.9')).toBe('10.0.0.5');
    expect(await seen(true, '127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(await seen(true, '10.0.0.5', '203.0.113.9')).toBe('10.0.0.5');
  });

  it('wants addresses and networks, never everybody', () => {
    for (const good of ['10.0.0.5', '10.0.0.0/8', '::1', 'fd00::/8'])
      expect(isProxyName(good), good).toBe(true);
    for (const bad of ['*', 'proxy.example', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', ''])
      expect(isProxyName(bad), bad).toBe(false);
    expect(() => trustOf(['everybody'])).toThrow('names no proxy');
  });
});
