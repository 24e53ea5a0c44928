// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, makeWorld, theirOwnPasswords, totp, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

describe('a one-time code', () => {
  it('opens one session, typed with or without the blank an authenticator shows', async () => {
    const { password } = (
      await world.people.administrator.call('POST', '/api/people', {
        user: 'once',
        name: '演示',
        role: 'operator',
      })
    ).json;
    theirOwnPasswords(world.directory);
    const client = new Client(world.running.url);
    await client.signIn('once', password);
    const { json } = await client.call('POST', '/api/me/second-factor', { password });
    const secret = new URL(json.uri).searchParams.get('secret') ?? '';
    await client.call('POST', '/api/me/second-factor/confirmation', { code: totp(secret) });
    // The step after this one is accepted already.
    const code = totp(secret, Date.now() + 30_000);
    const statuses: number[] = [];
    for (const typed of [`${code.slice(0, 3)} ${code.slice(3)}`, code]) {
      const later = new Client(world.running.url);
      await later.signIn('once', password);
      statuses.push((await later.call('POST', '/api/sign-in/second-factor', { code: typed })).status);
    }
    expect(statuses).toEqual([200, 401]);
  });
});
