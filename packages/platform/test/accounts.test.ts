// SPDX-License-Identifier: Apache-2.0
/** Accounts under attack and in distress: guessing, lost telephones, forgotten and handed out passwords. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openCounty } from './county-people.ts';
import { openWorld, password, totp, Visitor, type World } from './platform-world.ts';

let world: World;
let first: Visitor;
let second: Visitor;
let outside: Visitor;
let people: County;

const browser = (): Visitor => new Visitor(world.running.url);
const code = (visitor: Visitor, value: string) =>
  visitor.call('POST', '/api/auth/two-factor/verify-totp', { code: value });
const backup = (visitor: Visitor, value: string) =>
  visitor.call('POST', '/api/auth/two-factor/verify-backup-code', { code: value });

const member = (user: string, role: string, jurisdiction?: string) => people.add(user, role, jurisdiction);

beforeAll(async () => {
  world = await openWorld();
  people = await openCounty(world);
  await Promise.all([
    member('first', 'administrator'),
    member('second', 'administrator'),
    member('outside', 'administrator', '110198'),
  ]);
  [first, second, outside] = [browser(), browser(), browser()];
  await first.signInWithSecondFactor('first');
  await second.signInWithSecondFactor('second');
  await outside.signInWithSecondFactor('outside');
});
afterAll(() => world?.close());

describe('guessing', () => {
  it('locks the account for the address that guesses, says so, and tells the person', async () => {
    const userId = await member('guessed', 'caseOfficer');
    const guesses = [];
    for (let i = 0; i < 6; i++) guesses.push(await browser().signIn('guessed', `wrong-password-${i}`));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 423]);
    expect(guesses[0]?.json).toMatchObject({ code: 'platform/sign-in-wrong', facts: { left: 4 } });
    const right = await browser().signIn('guessed');
    expect(right.json).toMatchObject({ code: 'platform/sign-in-locked', facts: { minutes: 15 } });
    expect(right.json.titles.en).toMatch(/15 minutes/);
    // Names that nobody has are counted alike, so that the answer tells nothing about who has an account.
    const nobody = [];
    for (let i = 0; i < 6; i++) nobody.push((await browser().signIn('is-nobody', `wrong-${i}`)).status);
    expect(nobody).toEqual([401, 401, 401, 401, 401, 423]);
    const { rows } = await world.running.platform.database.owner.query(
      `SELECT kind FROM notification WHERE user_id = $1`,
      [userId],
    );
    expect(rows).toEqual([{ kind: 'account-locked' }]);
    world.pass(16 * 60_000);
    expect((await browser().signIn('guessed')).status).toBe(200);
    world.pass(-16 * 60_000);
  });

  it('all at once is worth no more than one by one', async () => {
    await member('burst', 'caseOfficer');
    const tries = Array.from({ length: 20 }, (_, at) => `wrong-password-${at}`);
    const statuses = (await Promise.all(tries.map((one) => browser().signIn('burst', one)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status !== 423).length).toBeLessThanOrEqual(5);
    expect((await browser().signIn('burst')).json.code).toBe('platform/sign-in-locked');
  });

  it('within a session ends the session', async () => {
    await member('stolen', 'caseOfficer');
    const visitor = browser();
    await visitor.signInWithSecondFactor('stolen');
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push(
        (await visitor.call('POST', '/api/session/backup-codes', { password: `wrong-${i}` })).status,
      );
    expect(statuses).toEqual([403, 403, 403, 403, 403, 401]);
    expect((await visitor.call('GET', '/api/session')).json.gate).toBe('signed-out');
  });

  it('of a code, after the password, is counted for the account over all its challenges', async () => {
    await member('coded', 'caseOfficer');
    const key = await browser().signInWithSecondFactor('coded');
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      const visitor = browser();
      await visitor.signIn('coded');
      statuses.push((await code(visitor, `00000${i}`)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423]);
    const visitor = browser();
    await visitor.signIn('coded');
    expect((await code(visitor, totp(key, Date.now() + 30_000))).status).toBe(423);
  });
});

describe('backup codes', () => {
  it('open a session each once, are counted, and are renewed', async () => {
    await member('phoneless', 'supervisionOfficer');
    const visitor = browser();
    await visitor.signIn('phoneless');
    const { json } = await visitor.call('POST', '/api/auth/two-factor/enable', { password });
    const [one = '', two = ''] = json.backupCodes as string[];
    expect(json.backupCodes).toHaveLength(10);
    await code(visitor, totp(new URL(json.totpURI).searchParams.get('secret') ?? ''));

    const later = browser();
    await later.signIn('phoneless');
    expect((await backup(later, one)).status).toBe(200);
    expect((await later.call('GET', '/api/session')).json).toMatchObject({
      gate: 'open',
      assurance: { methods: ['password', 'backup-code'] },
    });
    expect((await later.call('GET', '/api/session/second-factor')).json).toEqual({
      enrolled: true,
      backupCodesLeft: 9,
      mayEnd: false,
    });
    const again = browser();
    await again.signIn('phoneless');
    expect((await backup(again, one)).status).toBe(401);

    const renewed = await later.call('POST', '/api/session/backup-codes', { password });
    expect(renewed.json.backupCodes).toHaveLength(10);
    expect((await backup(again, two)).status).toBe(401);
    expect((await backup(again, renewed.json.backupCodes[3])).status).toBe(200);
    // At rest they are not to be read.
    const { rows } = await world.running.platform.database.owner.query<{ text: string }>(
      `SELECT "backupCodes" AS text FROM auth."twoFactor"`,
    );
    expect(rows.every(({ text }) => !text.startsWith('['))).toBe(true);
  });

  it('lead to a new telephone: the old authenticator holds until the new one is confirmed, then other sign-ins end', async () => {
    await member('new-phone', 'supervisionOfficer');
    const visitor = browser();
    const old = await visitor.signInWithSecondFactor('new-phone');
    const begun = await visitor.call('POST', '/api/session/second-factor/replacement', { password });
    const secret = new URL(begun.json.address).searchParams.get('secret') ?? '';
    const elsewhere = browser();
    await elsewhere.signIn('new-phone');
    expect((await code(elsewhere, totp(old, Date.now() + 30_000))).status).toBe(200);
    const confirm = (value: string) =>
      visitor.call('POST', '/api/session/second-factor/replacement/confirmation', { code: value });
    expect((await confirm('000000')).json.code).toBe('platform/code-wrong');
    expect((await confirm(totp(secret))).status).toBe(200);
    expect((await elsewhere.call('GET', '/api/session')).json.gate).toBe('signed-out');
    expect((await visitor.call('GET', '/api/session')).json.gate).toBe('open');
    const next = browser();
    await next.signIn('new-phone');
    expect((await code(next, totp(old))).status).toBe(401);
    expect((await code(next, totp(secret, Date.now() + 30_000))).status).toBe(200);
  });
});

describe('a second factor', () => {
  it('is dropped by no official, by no address', async () => {
    await member('firm-hand', 'legalReviewer');
    const visitor = browser();
    await visitor.signInWithSecondFactor('firm-hand');
    expect((await visitor.call('POST', '/api/session/second-factor/end', { password })).status).toBe(403);
    for (const path of [
      'two-factor/disable',
      'two-factor/generate-backup-codes',
      'change-password',
      'update-user',
    ])
      expect((await visitor.call('POST', `/api/auth/${path}`, { password })).json, path).toMatchObject({
        status: 404,
        code: 'platform/not-found',
      });
    const hotel = browser();
    await hotel.signInWithSecondFactor('hotel');
    expect((await hotel.call('POST', '/api/session/second-factor/end', { password })).status).toBe(200);
    expect((await browser().signIn('hotel')).json.twoFactorRedirect).toBeUndefined();
  });
});

describe('a password', () => {
  it('is changed by its person, and other sign-ins end', async () => {
    await member('changes', 'caseOfficer');
    const [here, elsewhere] = [browser(), browser()];
    const key = await here.signInWithSecondFactor('changes');
    await elsewhere.signIn('changes');
    await code(elsewhere, totp(key, Date.now() + 30_000));
    const change = (current: string, next: string) =>
      here.call('PUT', '/api/session/password', { current, next });
    expect((await change('not-this-one', 'a new long one')).json.code).toBe('platform/password-wrong');
    expect((await change(password, password)).json.code).toBe('platform/password-weak');
    expect((await change(password, 'short')).status).toBe(422);
    expect((await change(password, 'a new long one')).status).toBe(200);
    expect((await elsewhere.call('GET', '/api/session')).json.gate).toBe('signed-out');
    expect((await browser().signIn('changes')).status).toBe(401);
    expect((await browser().signIn('changes', 'a new long one')).status).toBe(200);
  });

  it('and a second factor are reset by two administrators, neither of them the person', async () => {
    const userId = await member('forgetful', 'supervisionOfficer');
    const session = browser();
    await session.signInWithSecondFactor('forgetful');
    const ask = (by: Visitor, what: string) =>
      by.call('POST', `/api/members/${userId}/resets`, { what, reason: '手机丢失，当面核对过证件' });
    expect((await ask(outside, 'password')).status).toBe(404);
    const asked = await ask(first, 'password');
    expect(asked.json).toMatchObject({ what: 'password', mine: true, displayName: '演示 forgetful' });
    expect((await ask(second, 'password')).json.code).toBe('platform/reset-open');
    const approve = (by: Visitor, id: string) => by.call('POST', `/api/account-resets/${id}/approval`);
    expect((await approve(first, asked.json.id)).json.code).toBe('platform/reset-own');
    expect((await approve(outside, asked.json.id)).status).toBe(404);
    expect((await second.call('GET', '/api/account-resets')).json).toMatchObject([{ mine: false }]);
    const given = await approve(second, asked.json.id);
    expect(given.json.password).toMatch(/^[\w-]{19}$/);
    expect((await session.call('GET', '/api/session')).json.gate).toBe('signed-out');
    expect((await approve(second, asked.json.id)).status).toBe(404);
    const factor = await ask(second, 'second-factor');
    expect((await approve(first, factor.json.id)).json).toEqual({ password: null });

    // The one-time password opens nothing but its change, and the second factor is set up anew after it.
    const back = browser();
    expect((await back.signIn('forgetful', given.json.password)).status).toBe(200);
    expect((await back.call('GET', '/api/session')).json.gate).toBe('password-change-required');
    for (const path of ['/api/units', '/api/notifications', '/api/sessions'])
      expect((await back.call('GET', path)).json.code, path).toBe('platform/password-change-required');
    const changed = await back.call('PUT', '/api/session/password', {
      current: given.json.password,
      next: 'chosen by myself',
    });
    expect(changed.status).toBe(200);
    expect((await back.call('GET', '/api/session')).json).toMatchObject({
      gate: 'second-factor-required',
      secondFactorEnrolled: false,
    });
    expect((await browser().signIn('forgetful', given.json.password)).status).toBe(401);
  });

  it('handed out holds for three days, and nobody resets the own account', async () => {
    const userId = await member('late', 'caseOfficer');
    const asked = await first.call('POST', `/api/members/${userId}/resets`, {
      what: 'password',
      reason: '忘记密码，电话核对',
    });
    const { json } = await second.call('POST', `/api/account-resets/${asked.json.id}/approval`);
    world.pass(73 * 3_600_000);
    expect((await browser().signIn('late', json.password)).json.code).toBe(
      'platform/one-time-password-expired',
    );
    world.pass(-73 * 3_600_000);
    const own = (await first.call('GET', '/api/session')).json.user.id;
    expect(
      (await first.call('POST', `/api/members/${own}/resets`, { what: 'password', reason: '自己重置自己' }))
        .json.code,
    ).toBe('platform/reset-own');
  });
});

describe('every sign-in event', () => {
  it('is an act in the audit, with its outcome and address, and in the log', async () => {
    const supervisor = browser();
    await supervisor.signInWithSecondFactor('supervisor');
    const { json } = await supervisor.call('GET', '/api/audit?subject=session');
    const acts = json.acts.map((act: { action: string; outcome: string; words: { zh: string } }) =>
      [act.action, act.outcome, act.words.zh].join(' · '),
    );
    for (const expected of [
      'POST /api/auth/sign-in/email · done · 用密码登录',
      'POST /api/auth/sign-in/email · platform/sign-in-locked · 用密码登录',
      'POST /api/auth/sign-in/email · second-factor-asked · 用密码登录',
      'POST /api/auth/two-factor/verify-backup-code · done · 用备用码登录',
      'PUT /api/session/password · done · 修改本人的密码；其余登录随之结束',
    ])
      expect(acts).toContain(expected);
    expect(json.acts[0].detail.address).toBe('127.0.0.1');
    await world.running.platform.audit.sequence();
    const again = (await supervisor.call('GET', '/api/audit?subject=session')).json.acts;
    expect(again.at(-1).logIndex).toEqual(expect.any(Number));
  });
});

describe('the audit', () => {
  it('finds acts by what they are called in both languages and by the name of the unit, and says what was searched', async () => {
    const [officer, supervisor] = [browser(), browser()];
    await member('searcher', 'supervisionOfficer');
    await member('watcher', 'internalSupervisor');
    await officer.signInWithSecondFactor('searcher');
    await supervisor.signInWithSecondFactor('watcher');
    const { json } = await officer.call('GET', `/api/units?words=${encodeURIComponent('演示医院')}`);
    await officer.call('GET', `/api/units/${json.units[0].id}`);
    await officer.call('GET', `/api/units?words=13900001234`);
    await officer.call('GET', '/api/units.xlsx?keyUnit=true');
    const find = async (words: string): Promise<readonly string[]> =>
      (await supervisor.call('GET', `/api/audit?words=${encodeURIComponent(words)}`)).json.acts.map(
        (act: { action: string; exported: boolean; detail: unknown }) =>
          `${act.action}${act.exported ? ' exported' : ''} ${JSON.stringify(act.detail)}`,
      );
    const looked = 'GET /api/units/:id null';
    expect(await find('演示医院')).toContain(looked);
    expect((await find('演示医院')).some((act) => act.includes('"words":"演示医院"'))).toBe(true);
    for (const words of ['用密码登录', 'sign in with a password'])
      expect((await find(words)).every((act) => act.startsWith('POST /api/auth/sign-in/email'))).toBe(true);
    expect((await find('用密码登录')).length).toBeGreaterThan(5);
    expect((await find('139****1234')).length).toBe(1);
    expect(await find('13900001234')).toEqual([]);
    expect((await find('units.xlsx'))[0]).toMatch(/^GET \/api\/units\.xlsx exported .*"keyUnit":true/);
  });
});

describe('a police organ', () => {
  it('is registered by the organ above it and by nobody else', async () => {
    const make = (by: Visitor, kind: string, jurisdiction: string) =>
      by.call('POST', '/api/organisations', { kind, name: '演示派出所', jurisdiction });
    for (const [jurisdiction, status] of [
      ['110199', 403],
      ['1101', 403],
      ['', 403],
      ['110198001', 403],
      ['110199001', 201],
    ] as const)
      expect((await make(first, 'police', jurisdiction)).status, jurisdiction).toBe(status);
    const officer = browser();
    await officer.signInWithSecondFactor('officer');
    expect((await make(officer, 'police', '110199001')).json.code).toBe('platform/organ-from-above');
    expect((await make(officer, 'unit', '110199001')).status).toBe(201);
    // The policy holds whatever a route forgets.
    const { database } = world.running.platform;
    const client = await database.application.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('mj.role', 'supervisionOfficer', true), set_config('mj.lo', '110199', true),
                set_config('mj.hi', '11019:', true), set_config('role', 'mingjing_official', true)`,
      );
      await expect(
        client.query(
          `INSERT INTO organisation (kind, name, jurisdiction) VALUES ('police', 'x', '110199001')`,
        ),
      ).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
