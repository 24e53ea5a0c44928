// SPDX-License-Identifier: Apache-2.0
/** Letters over TLS and STARTTLS to a real socket: an unknown certificate gets nothing, neither letter nor password. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startMailServer } from '@mingjing/simulator';
import { afterAll, expect, it } from 'vitest';
import { selfSign } from '../certificate/self-sign.ts';
import { sendMail } from './send-mail.ts';

const known = getCACertificates('default');
afterAll(() => setDefaultCACertificates(known));

const letter = { subject: '演示告警', text: '演示 1：没有图像' };
const send = (port: number, security: 'tls' | 'starttls') =>
  sendMail(
    {
      ...{ host: '127.0.0.1', port, security, user: 'unit', password: 'geheim' },
      ...{ from: 'recorder@unit.invalid', to: ['duty@unit.invalid'] },
    },
    letter,
    ['127.0.0.1'],
  );

it.each([
  ['tls', 'start'],
  ['starttls', 'starttls'],
] as const)('%s: to a trusted server only', async (security, from) => {
  const { chain, key } = await selfSign(['127.0.0.1'], Date.now());
  const account = { user: 'unit', password: 'geheim' };
  const server = await startMailServer({ ...account, tls: { from, key, cert: chain } });
  expect(await send(server.port, security)).toEqual({ kind: 'certificate' });
  expect(server.letters).toEqual([]);
  setDefaultCACertificates([...known, chain]);
  expect(await send(server.port, security)).toBeUndefined();
  expect(server.letters.map(({ to }) => to)).toEqual([['duty@unit.invalid']]);
  setDefaultCACertificates(known);
  await server.close();
});

it('says of a server without encryption that it has none, and gives it no password', async () => {
  const server = await startMailServer({ user: 'unit', password: 'geheim' });
  expect(await send(server.port, 'starttls')).toEqual({ kind: 'encryption' });
  expect(await send(server.port, 'tls')).toEqual({ kind: 'encryption' });
  expect(server.letters).toEqual([]);
  await server.close();
});
