// SPDX-License-Identifier: Apache-2.0
/**
 * Guessing is slowed by counting wrong attempts in the database, so that several processes count together. An account is
 * locked first for the address that guesses and only much later for everybody: who guesses does not keep the person out.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../edge.ts';
import { PlatformError } from '../errors.ts';

/** Something that is counted: after `limit` wrong attempts it is locked for a while. */
export interface Counted {
  readonly key: string;
  readonly limit: number;
}

const lockedMs = 15 * 60_000;
const atOneAddress = 5;
const atAnyAddress = 25;
const ofOneAddress = 100;
const codesOfAccount = 5;

/** Names are not kept: what is typed into the field may be a password. */
const hashed = (kind: string, text: string): string =>
  `${kind}:${createHash('sha256').update(text.toLowerCase()).digest('base64url')}`;

/** What a wrong password counts against. @param name as typed, whether there is such an account or not */
export const passwordOf = (name: string, address: string): readonly Counted[] => [
  { key: hashed('account-address', `${name}\n${address}`), limit: atOneAddress },
  { key: hashed('account', name), limit: atAnyAddress },
  { key: hashed('address', address), limit: ofOneAddress },
];

/** What a wrong code, or a wrong password within a session, counts against. */
export const secretsOf = (userId: string): readonly Counted[] => [
  { key: hashed('secrets', userId), limit: codesOfAccount },
];

export class SignInGuard {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  constructor(pool: pg.Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** @throws PlatformError `platform/sign-in-locked` with the `minutes` that are left */
  async check(counted: readonly Counted[]): Promise<void> {
    const nowMs = this.#clock();
    const { rows } = await this.#pool.query<{ until: Date | null }>(
      'SELECT max(locked_until) AS until FROM sign_in_guard WHERE key = ANY($1) AND locked_until > $2',
      [counted.map(({ key }) => key), new Date(nowMs)],
    );
    const until = rows[0]?.until;
    if (until)
      throw new PlatformError('platform/sign-in-locked', {
        minutes: Math.ceil((until.getTime() - nowMs) / 60_000),
      });
  }

  /** Counts a wrong attempt. @returns how many are left, and whether this one locked */
  async failed(counted: readonly Counted[]): Promise<{ readonly left: number; readonly locks: boolean }> {
    const now = new Date(this.#clock());
    const { rows } = await this.#pool.query<{ key: string; wrong: number }>(
      `INSERT INTO sign_in_guard AS g (key, wrong, last_at, locked_until)
       SELECT key, 1, $3, NULL FROM unnest($1::text[], $2::int[]) AS t (key, most) ORDER BY key
       ON CONFLICT (key) DO UPDATE SET last_at = $3,
         wrong = CASE WHEN g.last_at < $3 - $4 * interval '1 ms' THEN 1 ELSE g.wrong + 1 END
       RETURNING key, wrong`,
      [counted.map(({ key }) => key), counted.map(({ limit }) => limit), now, lockedMs],
    );
    const wrong = new Map(rows.map((row) => [row.key, row.wrong]));
    const spent = counted.filter(({ key, limit }) => (wrong.get(key) ?? 0) >= limit);
    if (spent.length > 0)
      await this.#pool.query('UPDATE sign_in_guard SET locked_until = $2 WHERE key = ANY($1)', [
        spent.map(({ key }) => key),
        new Date(now.getTime() + lockedMs),
      ]);
    const [first] = counted;
    const left = first ? Math.max(0, first.limit - (wrong.get(first.key) ?? 0)) : 0;
    return { left, locks: spent.length > 0 };
  }

  /** The right one was given: what was counted for the account is forgotten, what was counted for the address is not. */
  async cleared(counted: readonly Counted[]): Promise<void> {
    await this.#pool.query(`DELETE FROM sign_in_guard WHERE key = ANY($1) AND key NOT LIKE 'address:%'`, [
      counted.map(({ key }) => key),
    ]);
  }

  /** Administrators end a lock with a reset. */
  async forgive(userId: string, name: string): Promise<void> {
    await this.cleared([...secretsOf(userId), { key: hashed('account', name), limit: atAnyAddress }]);
  }

  /** Counts and windows that say nothing any more. */
  async sweep(): Promise<void> {
    const before = new Date(this.#clock() - 2 * lockedMs);
    await this.#pool.query('DELETE FROM sign_in_guard WHERE last_at < $1', [before]);
    await this.#pool.query('DELETE FROM rate_window WHERE began_at < $1', [before]);
  }
}
