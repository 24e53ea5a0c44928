// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { servePages } from './pages.ts';

test('a part of a page goes out as the build compressed it, whole to who cannot read that, and is kept for a year', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-pages-'));
  mkdirSync(join(directory, 'assets'));
  const script = 'export const word = "明镜";\n'.repeat(100);
  writeFileSync(join(directory, 'assets', 'a.js'), script);
  writeFileSync(join(directory, 'assets', 'a.js.br'), brotliCompressSync(script));
  const app = fastify();
  await servePages(app, {
    directory,
    page: 'desk',
    sentences: { common: { notFound: (path) => ({ code: 'test/not-found', facts: { path } }) } },
  });
  const ask = (encoding: string) =>
    app.inject({ url: '/assets/a.js', headers: { 'accept-encoding': encoding } });

  const small = await ask('gzip, deflate, br');
  expect(small.headers['content-encoding']).toBe('br');
  expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(small.headers['content-type']).toContain('javascript');
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(script);

  const whole = await ask('identity');
  expect(whole.headers['content-encoding']).toBeUndefined();
  expect(whole.body).toBe(script);
  await app.close();
});
