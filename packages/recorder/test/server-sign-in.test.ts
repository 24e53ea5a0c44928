// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, makeWorld, totp, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const added = async (user: string, role = 'operator'): Promise<{ id: string; password: string }> => {
  const { json } = await world.people.administrator.call('POST', '/api/people', { user, name: '演示', role });
  return { id: json.person.id, password: json.password };
};

describe('signing in', () => {
  it('locks an account after five wrong passwords, also for the right one', async () => {
    const { password } = await added('locked');
    const client = new Client(world.running.url);
    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await client.signIn('locked', 'wrong-password')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423]);
    expect((await client.signIn('locked', password)).json.code).toBe('recorder/sign-in-locked');
  });

  it('binds a sign-in to the program that opened it', async () => {
    const { password } = await added('bound');
    const client = new Client(world.running.url);
    await client.signIn('bound', password);
    expect((await client.call('GET', '/api/me', undefined, { 'user-agent': 'another' })).status).toBe(401);
    expect((await client.call('GET', '/api/me')).status).toBe(401);
  });

  it('ends sign-ins: signing out, revoking one, a new password, disabling', async () => {
    const { id, password } = await added('ends');
    const [first, second] = [new Client(world.running.url), new Client(world.running.url)];
    await first.signIn('ends', password);
    await second.signIn('ends', password);
    const { json } = await second.call('GET', '/api/me/sign-ins');
    const other = json.signIns.find((s: { current: boolean }) => !s.current);
    expect((await second.call('DELETE', `/api/me/sign-ins/${other.id}`)).status).toBe(204);
    expect((await first.call('GET', '/api/me')).status).toBe(401);

    const weak = await second.call('PUT', '/api/me/password', { current: password, next: 'short' });
    expect(weak.json.code).toBe('recorder/password-weak');
    expect(
      (await second.call('PUT', '/api/me/password', { current: password, next: 'long enough 演示' })).status,
    ).toBe(204);
    expect((await second.call('GET', '/api/me')).status).toBe(401);
    const again = await second.signIn('ends', 'long enough 演示');
    expect(again.json.person.mustChangePassword).toBe(false);
    expect((await second.call('POST', '/api/sign-out', {})).status).toBe(204);
    expect((await second.call('GET', '/api/me')).status).toBe(401);

    await second.signIn('ends', 'long enough 演示');
    await world.people.administrator.call('PATCH', `/api/people/${id}`, { disabled: true });
    expect((await second.call('GET', '/api/me')).status).toBe(401);
    expect((await second.signIn('ends', 'long enough 演示')).status).toBe(401);
  });

  it('asks for the second factor once it is confirmed, and takes a backup code', async () => {
    const { password } = await added('factor');
    const client = new Client(world.running.url);
    await client.signIn('factor', password);
    const { json } = await client.call('POST', '/api/me/second-factor', { password });
    const secret = new URL(json.uri).searchParams.get('secret') ?? '';
    const confirmed = await client.call('POST', '/api/me/second-factor/confirmation', { code: totp(secret) });
    expect(confirmed.status).toBe(204);

    const later = new Client(world.running.url);
    expect((await later.signIn('factor', password)).json).toEqual({ kind: 'second-factor' });
    expect((await later.call('GET', '/api/me')).status).toBe(401);
    expect((await later.call('POST', '/api/sign-in/second-factor', { code: '000000' })).status).toBe(401);
    const done = await later.call('POST', '/api/sign-in/second-factor', { code: json.backupCodes[0] });
    later.keepCookies(done.headers);
    expect(done.json.kind).toBe('signed-in');
    expect((await later.call('GET', '/api/me')).json.person.secondFactor).toBe(true);
  });

  it('keeps one administrator', async () => {
    const { json } = await world.people.administrator.call('GET', '/api/me');
    const answer = await world.people.administrator.call('PATCH', `/api/people/${json.person.id}`, {
      role: 'auditor',
    });
    expect([answer.status, answer.json.code]).toEqual([409, 'recorder/last-administrator']);
  });
});
