// SPDX-License-Identifier: Apache-2.0
/** A certificate made on the page: kept, served from the next start on, and exchanged without one after that. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { type StartOptions, startRecorder } from '../src/server.ts';
import { Client, theirOwnPasswords } from './server-world.ts';

/** The fingerprint of whoever answers there. */
function fingerprintAt(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${url}/healthz`, { rejectUnauthorized: false, agent: false }, (response) => {
      resolve((response.socket as TLSSocket).getPeerCertificate().fingerprint256);
      response.destroy();
    })
      .on('error', reject)
      .end();
  });
}

/** One call over TLS, to whoever answers. */
function overTls(url: string, body: object, cookie = '') {
  return new Promise<{ readonly json: Record<string, unknown>; readonly cookie: string }>(
    (resolve, reject) => {
      const headers = { cookie, 'content-type': 'application/json', 'user-agent': 'mingjing-test' };
      const options = { method: 'POST', rejectUnauthorized: false, agent: false, headers } as const;
      request(url, options, (response) => {
        const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]);
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ json: JSON.parse(text), cookie: cookies.join('; ') }));
      })
        .on('error', reject)
        .end(JSON.stringify(body));
    },
  );
}

it('is served from the next start on, and its successor at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-tls-'));
  const start: StartOptions = { directory: join(folder, 'data'), port: 0, workers: 0 };
  const plain = await startRecorder(start);
  const administrator = new Client(plain.url);
  await administrator.signIn(plain.admin!.user, plain.admin!.password);
  theirOwnPasswords(folder);
  const names = { names: ['nvr.example.com', '127.0.0.1'] };
  const wrong = await administrator.call('POST', '/api/tls-certificate/self-signed', { names: ['a b'] });
  expect([wrong.status, Object.keys(wrong.json.fields)]).toEqual([422, ['names.0']]);
  const made = await administrator.call('POST', '/api/tls-certificate/self-signed', names);
  expect(made.json).toMatchObject({ source: 'self-signed', servedNow: false, ...names });
  expect(made.bytes.toString()).not.toContain('PRIVATE KEY');
  await plain.close();

  const secure = await startRecorder(start);
  expect(secure.url).toMatch(/^https:/);
  expect(await fingerprintAt(secure.url)).toBe(made.json.fingerprint);
  const { user, password } = plain.admin!;
  const { cookie } = await overTls(`${secure.url}/api/sign-in`, { user, password });
  const { json: again } = await overTls(`${secure.url}/api/tls-certificate/self-signed`, names, cookie);
  expect(again['servedNow']).toBe(true);
  expect(again['fingerprint']).not.toBe(made.json.fingerprint);
  expect(await fingerprintAt(secure.url)).toBe(again['fingerprint']);
  await secure.close();
  rmSync(folder, { recursive: true });
});
