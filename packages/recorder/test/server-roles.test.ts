// SPDX-License-Identifier: Apache-2.0

import { siteRoles } from '@mingjing/contracts';
import { siteOperations } from '@mingjing/contracts/site';
import { startMailServer } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

/** Answers that mean the door let the request through, whatever the handler thought of empty input. */
const passed = (status: number, code: string | undefined) =>
  status !== 401 && !(status === 403 && code === 'recorder/role-not-allowed');

const rows = siteOperations.map(({ id, method, path, roles }) => ({
  name: id,
  method,
  path: path.replaceAll(/:(\w+)/g, (_, key) => (key === 'number' ? '1' : 'none')),
  audience: roles,
}));
// Signing out ends the client's own sign-in; it is tried with the sign-in tests.
const walked = rows.filter(({ name }) => !['POST /api/sign-out', 'PUT /api/me/password'].includes(name));

describe('every route × every role', () => {
  it.each(walked)('$name', async ({ method, path, audience }) => {
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined;
    const anonymous = await world.nobody.call(method, path, body);
    if (audience === 'anyone') expect(anonymous.json?.code).not.toBe('recorder/not-signed-in');
    else expect([anonymous.status, anonymous.json?.code]).toEqual([401, 'recorder/not-signed-in']);
    if (audience === 'anyone') return;
    for (const role of siteRoles) {
      const answer = await world.people[role].call(method, path, body);
      const may = (audience as readonly string[]).includes(role);
      expect([role, passed(answer.status, answer.json?.code)]).toEqual([role, may]);
      expect(answer.status, `${role} ${method} ${path}`).not.toBe(500);
    }
  });

  it('refuses what is not in the table', async () => {
    const answer = await world.people.administrator.call('GET', '/api/secret');
    expect([answer.status, answer.json.code]).toEqual([404, 'recorder/not-found']);
  });

  it('lists every API route of the table in the reference', async () => {
    const { json } = await world.nobody.call('GET', '/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const listed = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(
      rows.map(({ name }) => name).filter((name) => name !== 'GET /openapi.json' && !listed.includes(name)),
    ).toEqual([]);
  });

  it('refuses changes and sockets that come from another site', async () => {
    const { administrator } = world.people;
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      const answer = await administrator.call('POST', '/api/access/duty', {}, headers);
      expect([answer.status, answer.json.code]).toEqual([403, 'recorder/origin-refused']);
    }
    const socket = administrator.socket('/api/media/none/live/none', { origin: 'http://evil.example' });
    expect((await socket.ended).status).toBe(403);
    const own = await administrator.call('POST', '/api/access/duty', {}, { origin: administrator.url });
    expect(own.json.code).toBe('recorder/not-found');
  });

  it('names the field that is wrong, in the language asked for', async () => {
    const answer = await world.people.administrator.call(
      'POST',
      '/api/cameras',
      { id: 'x' },
      { 'accept-language': 'en' },
    );
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/application\/problem\+json/);
    expect(Object.keys(answer.json.fields)).toEqual(['url']);
    expect(answer.json.title).toMatch(/^Something/);
  });

  it('takes no unit without a name, no wrong code, and no address that only this machine opens', async () => {
    const { administrator } = world.people;
    const change = (body: object) => administrator.call('PATCH', '/api/settings', body);
    const wrong = [
      await change({ unit: { name: '  ' } }),
      await change({ unit: { creditCode: '91110000000000000X' } }),
      await change({ publicUrl: 'http://127.0.0.1:8420' }),
    ];
    expect(wrong.map(({ status, json }) => [status, Object.keys(json.fields)])).toEqual([
      [422, ['unit.name']],
      [422, ['unit.creditCode']],
      [422, ['publicUrl']],
    ]);
    expect(wrong[0]?.json.fields['unit.name']).toBe('请填写');
    const right = await change({
      unit: { name: '演示宾馆', creditCode: '91350100m000100y43' },
      publicUrl: 'https://nvr.example.com',
    });
    expect([right.status, right.json.unit.creditCode]).toEqual([200, '91350100M000100Y43']);
  });

  it('sends alarms out as it is told, keeps the password to itself, and lets nothing critical wait', async () => {
    const { administrator, manager } = world.people;
    const mail = await startMailServer({ user: 'alarm', password: 'demo-secret-1' });
    const box = {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      user: '',
      from: 'alarm@example.invalid',
      to: ['duty@example.invalid'],
    };
    const change = (body: object) =>
      administrator.call('PUT', '/api/alarm-notices', {
        mail: null,
        webhook: null,
        quiet: null,
        waits: [],
        ...body,
      });
    const wrong = [
      await change({ mail: { ...box, to: ['nobody'] } }),
      await change({ mail: { ...box, user: 'alarm' } }),
      await change({ quiet: { from: '22:00', to: '22:00' } }),
      await change({ webhook: { url: 'ftp://example.invalid' } }),
      await change({ webhook: { url: 'https://user:secret@example.invalid' } }),
    ];
    expect(wrong.map(({ status, json }) => [status, Object.keys(json.fields)])).toEqual([
      [422, ['mail.to.0']],
      [422, ['mail.security']],
      [422, ['quiet.to']],
      [422, ['webhook.url']],
      [422, ['webhook.url']],
    ]);
    expect((await change({ waits: ['store-lost'] })).json.code).toBe('recorder/notice-critical');

    const kept = await change({ mail: { ...box, password: 'demo-secret-1' }, waits: ['camera-offline'] });
    expect([kept.status, kept.json.mail.hasPassword]).toEqual([200, true]);
    expect(kept.bytes.toString()).not.toContain('demo-secret-1');
    const shown = await manager.call('GET', '/api/alarm-notices');
    expect(shown.json.mail).toEqual({ ...box, hasPassword: true });
    const tried = await administrator.call('POST', '/api/alarm-notices/test', { channel: 'mail' });
    // No user name: the server of the house does not take it, and says why in words.
    expect(tried.json).toMatchObject({ kind: 'failed', sentence: { zh: expect.stringContaining('授权码') } });
    const { json } = await manager.call('GET', '/api/alarm-notices/deliveries?channel=mail&state=given-up');
    expect(json.deliveries).toMatchObject([{ kind: 'test', attempts: 1 }]);
    // The password was for that server: another one does not get it.
    const moved = await change({ mail: { ...box, host: 'mail.example.invalid' } });
    expect(moved.json.mail.hasPassword).toBe(false);
    await mail.close();
  });
});
