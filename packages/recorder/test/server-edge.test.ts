// SPDX-License-Identifier: Apache-2.0
/** What a browser is told with every answer, and which addresses a person on the page may name for a camera. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecorder } from '../src/server.ts';
import { makeWorld, type World } from './server-world.ts';

describe('every answer', () => {
  let plain: World;
  let proxied: World;
  beforeAll(async () => {
    plain = await makeWorld({ start: { allowAddresses: [] } });
    proxied = await makeWorld({ start: { behindProxy: true } });
  });
  afterAll(async () => {
    await plain.end();
    await proxied.end();
  });

  it('forbids frames, foreign scripts, sniffing, and says where it came from to nobody', async () => {
    for (const path of ['/', '/healthz', '/api/sign-in', '/api/nothing', '/openapi.json', '/verify.html']) {
      const { headers } = await plain.nobody.call('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const directive of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "script-src-attr 'none'",
      ])
        expect([path, policy.split(';').includes(directive)]).toEqual([path, true]);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect(headers.get('x-frame-options')?.toLowerCase()).toMatch(/deny|sameorigin/);
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
    }
  });

  it('asks for TLS for good where TLS ends at a proxy before it, and only there', async () => {
    const of = async ({ nobody }: World) =>
      (await nobody.call('GET', '/')).headers.get('strict-transport-security');
    expect(await of(plain)).toBeNull();
    expect(await of(proxied)).toMatch(/^max-age=\d{7,}/);
  });

  it('keeps what one person is shown from caches, and its cookies from scripts and other sites', async () => {
    const { administrator } = plain.people;
    const answer = await administrator.call('GET', '/api/register');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const { json } = await administrator.call('POST', '/api/people', {
      user: 'once',
      name: '一次',
      role: 'operator',
    });
    const signedIn = await plain.nobody.call('POST', '/api/sign-in', {
      user: 'once',
      password: json.password,
    });
    const cookies = signedIn.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=(Strict|Lax)/i);
    }
  });

  it('to a camera on this machine is no, unless it is allowed; to a port of our own never', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { port } = listener.address() as { port: number };
    const tried = async (world: World, url: string) =>
      (await world.people.administrator.call('POST', '/api/cameras/test', { url })).json.reason;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '127.9.9.9', '[::ffff:127.0.0.1]'])
      expect([host, await tried(plain, `rtsp://${host}:${port}/1`)]).toEqual([host, 'address-refused']);
    const own = new URL(proxied.running.url).port;
    for (const host of ['127.0.0.1', 'localhost', '0.0.0.0'])
      expect([host, await tried(proxied, `rtsp://${host}:${own}/1`)]).toEqual([host, 'address-refused']);
    const added = await proxied.people.administrator.call('POST', '/api/cameras', {
      id: 'self',
      url: `rtsp://127.0.0.1:${own}/1`,
    });
    expect([added.status >= 400, added.json.code]).toEqual([true, 'recorder/camera-url-refused']);
    // Added it is, but a capture thread does not connect to it either.
    const looped = { id: 'loop', url: `rtsp://127.0.0.1:${port}/1` };
    expect((await plain.people.administrator.call('POST', '/api/cameras', looped)).status).toBeLessThan(300);
    let connections = 0;
    listener.on('connection', () => connections++);
    while (plain.running.core.cameras.find('loop')?.cause !== 'address-refused')
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(connections).toBe(0);
    listener.close();
  });

  it('in the configuration to a port of our own stops the start, before anything is recorded', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingjing-own-port-'));
    const cameras = [{ id: 'self', url: 'rtsp://localhost:18421/live' }];
    const start = startRecorder({ directory: join(directory, 'data'), port: 18_421, workers: 0, cameras });
    await expect(start).rejects.toMatchObject({
      code: 'recorder/camera-url-refused',
      facts: { camera: 'self' },
    });
    expect(existsSync(join(directory, 'data'))).toBe(false);
    rmSync(directory, { recursive: true });
  });
});
