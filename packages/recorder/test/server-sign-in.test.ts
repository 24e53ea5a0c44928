// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, makeWorld, theirOwnPasswords, totp, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const added = async (user: string, role = 'operator'): Promise<{ id: string; password: string }> => {
  const { json } = await world.people.administrator.call('POST', '/api/people', { user, name: '演示', role });
  theirOwnPasswords(world.directory);
  if (!json.person) throw new Error(JSON.stringify(json));
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

  it('counts guesses that come all at once like those that come one by one', async () => {
    const { password } = await added('burst');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => new Client(world.running.url).signIn('burst', `wrong-${at}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect((await new Client(world.running.url).signIn('burst', password)).status).toBe(423);
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

  it('with a password that was handed out opens nothing but its change', async () => {
    const { json } = await world.people.administrator.call('POST', '/api/people', {
      user: 'fresh',
      name: '演示',
      role: 'manager',
    });
    const client = new Client(world.running.url);
    await client.signIn('fresh', json.password);
    for (const path of ['/api/overview', '/api/cameras', '/api/me/sign-ins', '/api/people'])
      expect((await client.call('GET', path)).json.code, path).toBe('recorder/password-change-required');
    expect((await client.call('GET', '/api/me')).json.person.mustChangePassword).toBe(true);
    const change = { current: json.password, next: 'chosen by myself' };
    expect((await client.call('PUT', '/api/me/password', change)).status).toBe(204);
    await client.signIn('fresh', 'chosen by myself');
    expect((await client.call('GET', '/api/overview')).status).toBe(200);
  });

  it('ends for whoever guesses with it', async () => {
    const { password } = await added('taken');
    const client = new Client(world.running.url);
    await client.signIn('taken', password);
    const statuses = [];
    for (let i = 0; i < 6; i += 1)
      statuses.push(
        (await client.call('PUT', '/api/me/password', { current: `guess-${i}`, next: 'long enough 演示' }))
          .status,
      );
    expect(statuses).toEqual([403, 403, 403, 403, 403, 401]);
    await client.signIn('taken', password);
    expect((await client.call('POST', '/api/me/second-factor', { password })).json.code).toBe(
      'recorder/sign-in-locked',
    );
  });

  it('elsewhere ends when the second factor is set up or ended, and the one that did it goes on', async () => {
    const { password } = await added('two-places');
    const [here, there] = [new Client(world.running.url), new Client(world.running.url)];
    await here.signIn('two-places', password);
    await there.signIn('two-places', password);
    const { json } = await here.call('POST', '/api/me/second-factor', { password });
    const secret = new URL(json.uri).searchParams.get('secret') ?? '';
    const confirmed = await here.call('POST', '/api/me/second-factor/confirmation', { code: totp(secret) });
    here.keepCookies(confirmed.headers);
    expect((await there.call('GET', '/api/me')).status).toBe(401);
    expect((await here.call('GET', '/api/me')).json.person.secondFactor).toBe(true);
    await there.signIn('two-places', password);
    const second = await there.call('POST', '/api/sign-in/second-factor', { code: json.backupCodes[0] });
    there.keepCookies(second.headers);
    const ended = await here.call('DELETE', '/api/me/second-factor', { password });
    here.keepCookies(ended.headers);
    expect([ended.status, (await there.call('GET', '/api/me')).status]).toEqual([204, 401]);
    expect((await here.call('GET', '/api/me')).status).toBe(200);
  });

  it('is in the list of events with its outcome and address, and in the log without them', async () => {
    const { json } = await world.people.auditor.call('GET', '/api/sign-in-events');
    const seen = new Set(json.events.map(({ event }: { event: string }) => event));
    for (const event of ['signed-in', 'wrong-password', 'locked', 'password-changed', 'second-factor-set-up'])
      expect(seen, event).toContain(event);
    expect(json.events[0].address).toBe('127.0.0.1');
    expect((await world.people.operator.call('GET', '/api/sign-in-events')).status).toBe(403);
  });

  it('keeps one administrator', async () => {
    const { json } = await world.people.administrator.call('GET', '/api/me');
    const answer = await world.people.administrator.call('PATCH', `/api/people/${json.person.id}`, {
      role: 'auditor',
    });
    expect([answer.status, answer.json.code]).toEqual([409, 'recorder/last-administrator']);
  });
});
