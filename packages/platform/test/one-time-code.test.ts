// SPDX-License-Identifier: Apache-2.0
/** A one-time code opens one session, whoever is faster; and is taken as authenticators show it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, totp, Visitor, type World } from './platform-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const browser = (): Visitor => new Visitor(world.running.url);
const second = (visitor: Visitor, code: string) =>
  visitor.call('POST', '/api/auth/two-factor/verify-totp', { code });
/** The code of the step after this one: accepted already, and not yet used for enrolling. */
const nextCode = (key: string): string => totp(key, Date.now() + 30_000);

describe('a one-time code', () => {
  it('opens one session and no second', async () => {
    const key = await browser().signInWithSecondFactor('supervisor');
    const code = nextCode(key);
    const [first, later] = [browser(), browser()];
    await first.signIn('supervisor');
    await later.signIn('supervisor');
    expect((await second(first, code)).status).toBe(200);
    expect(await second(later, code)).toMatchObject({ status: 401, json: { code: 'CODE_USED' } });
    expect((await later.call('GET', '/api/session')).json.gate).toBe('signed-out');
    expect((await first.call('GET', '/api/session')).json.gate).toBe('open');
  });

  it('opens one session when two browsers send it at once', async () => {
    const key = await browser().signInWithSecondFactor('hotel');
    const code = nextCode(key);
    const browsers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const one = browser();
        await one.signIn('hotel');
        return one;
      }),
    );
    const answers = await Promise.all(browsers.map((one) => second(one, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('may be typed with the blank an authenticator shows, or in full width', async () => {
    const key = await browser().signInWithSecondFactor('neighbour');
    const visitor = browser();
    await visitor.signIn('neighbour');
    const code = nextCode(key);
    expect((await second(visitor, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
  });

  it('that confirmed the second factor opens nothing any more', async () => {
    const key = await browser().signInWithSecondFactor('officer');
    const visitor = browser();
    await visitor.signIn('officer');
    const statuses = await Promise.all(
      [totp(key), totp(key, Date.now() - 30_000)].map((code) => second(visitor, code)),
    );
    // Whichever of the two steps it was made in.
    expect(statuses.some(({ status }) => status === 401)).toBe(true);
  });
});
