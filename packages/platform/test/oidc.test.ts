// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlatform, startPlatform } from '../src/index.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';
import { totp, Visitor } from './platform-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-oidc-'));
let plain: IdentityProvider;
let strict: IdentityProvider;
let running: RunningPlatform;
beforeAll(async () => {
  [plain, strict] = await Promise.all([startIdentityProvider(), startIdentityProvider()]);
  const of = (id: string, provider: IdentityProvider, secondFactor: boolean) => {
    const { discoveryUrl, clientId, clientSecret } = provider;
    return { id, discoveryUrl, clientId, clientSecret, secondFactor };
  };
  running = await startPlatform({
    directory: join(directory, 'platform'),
    port: 0,
    demo: true,
    rateLimited: false,
    oidc: [of('plain', plain, false), of('strict', strict, true)],
  });
});
afterAll(async () => {
  await running?.close();
  await Promise.all([plain?.close(), strict?.close()]);
  rmSync(directory, { recursive: true, force: true });
});

/** Goes to the provider and back, as a browser does. @returns where it ends */
async function through(visitor: Visitor, begin: { readonly json: { url?: string } }): Promise<URL> {
  const away = await fetch(begin.json.url ?? '', { redirect: 'manual' });
  const back = new URL(away.headers.get('location') ?? '');
  const { location } = await visitor.goTo(back.pathname + back.search);
  return new URL(location ?? '', running.url);
}
const signInWith = async (visitor: Visitor, provider: string) =>
  through(
    visitor,
    await visitor.call('POST', '/api/auth/sign-in/social', {
      provider,
      callbackURL: '/desk/',
      errorCallbackURL: '/desk/',
    }),
  );
const link = async (visitor: Visitor, provider: string) =>
  through(
    visitor,
    await visitor.call('POST', '/api/auth/link-social', { provider, callbackURL: '/desk/sessions' }),
  );
const session = async (visitor: Visitor) => (await visitor.call('GET', '/api/session')).json;

describe('an organisation’s own identity provider', () => {
  let key: string;
  const officer = () => new Visitor(running.url);

  it('signs nobody in who has not tied it to an account here', async () => {
    plain.become('stranger');
    const visitor = officer();
    const end = await signInWith(visitor, 'plain');
    expect([end.pathname, end.searchParams.has('error')]).toEqual(['/desk/', true]);
    expect((await session(visitor)).gate).toBe('signed-out');
  });

  it('is tied by a person who is signed in with a second factor, under any address', async () => {
    const visitor = officer();
    key = await visitor.signInWithSecondFactor('officer');
    plain.become('person-1');
    strict.become('person-1');
    for (const provider of ['plain', 'strict'])
      expect((await link(visitor, provider)).searchParams.has('error')).toBe(false);
    const { json: accounts } = await visitor.call('GET', '/api/auth/list-accounts');
    expect(accounts.map(({ providerId }: { providerId: string }) => providerId).sort()).toEqual([
      'credential',
      'plain',
      'strict',
    ]);
    const onlyPassword = officer();
    await onlyPassword.signIn('officer');
    const refused = await onlyPassword.call('POST', '/api/auth/link-social', { provider: 'plain' });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });

  it('opens the gate only when the provider itself asks for two factors, else ours is added', async () => {
    const visitor = officer();
    await signInWith(visitor, 'plain');
    expect(await session(visitor)).toMatchObject({
      gate: 'second-factor-required',
      assurance: { methods: ['oidc'], secondFactor: false, provider: 'plain' },
    });
    expect((await visitor.call('GET', '/api/units')).json.code).toBe('platform/second-factor-required');
    expect((await visitor.call('POST', '/api/session/second-factor', { code: '000000' })).status).toBe(403);
    expect((await visitor.call('POST', '/api/session/second-factor', { code: totp(key) })).json.code).toBe(
      'platform/code-wrong',
    );
    // The code that confirmed the enrolment opens nothing any more; the next one does.
    const next = totp(key, Date.now() + 30_000);
    expect((await visitor.call('POST', '/api/session/second-factor', { code: next })).json.gate).toBe('open');
    expect((await visitor.call('GET', '/api/units')).status).toBe(200);

    const sure = officer();
    await signInWith(sure, 'strict');
    expect(await session(sure)).toMatchObject({
      gate: 'open',
      assurance: { methods: ['oidc'], secondFactor: true, provider: 'strict' },
    });
    expect((await sure.call('GET', '/api/units')).status).toBe(200);
  });

  it('does not take over another person’s account', async () => {
    const hotel = officer();
    await hotel.signIn('hotel');
    plain.become('person-1');
    expect((await link(hotel, 'plain')).searchParams.has('error')).toBe(true);
    const visitor = officer();
    await signInWith(visitor, 'plain');
    expect((await session(visitor)).user.name).toBe('演示监督民警');
  });
});
