// SPDX-License-Identifier: Apache-2.0
/**
 * Guessing is slowed by counting attempts in the database, so that several processes count together. An attempt counts as
 * wrong from its beginning, so that guesses which come all at once are no more than those that come one by one. An account is
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

  /**
   * An attempt begins; it is wrong until `cleared` or `undone`.
   *
   * @throws PlatformError `platform/sign-in-locked` with the `minutes` that are left
   */
  async begin(counted: readonly Counted[]): Promise<void> {
    if (counted.length === 0) return;
    await this.#check(counted);
    const now = new Date(this.#clock());
    const { rows } = await this.#pool.query<{ key: string; wrong: number }>(
      `INSERT INTO sign_in_guard AS g (key, wrong, last_at, locked_until)
       SELECT key, 1, $2, NULL FROM unnest($1::text[]) AS t (key) ORDER BY key
       ON CONFLICT (key) DO UPDATE SET last_at = $2,
         wrong = CASE WHEN g.last_at < $2 - $3 * interval '1 ms' THEN 1 ELSE g.wrong + 1 END
       RETURNING key, wrong`,
      [counted.map(({ key }) => key), now, lockedMs],
    );
    const wrong = new Map(rows.map((row) => [row.key, row.wrong]));
    const isOver = counted.some(({ key, limit }) => (wrong.get(key) ?? 0) > limit);
    if (isOver) throw new PlatformError('platform/sign-in-locked', { minutes: lockedMs / 60_000 });
  }

  async #check(counted: readonly Counted[]): Promise<void> {
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

  /** The attempt was wrong. @returns how many are left, and whether this one locked */
  async failed(counted: readonly Counted[]): Promise<{ readonly left: number; readonly locks: boolean }> {
    const now = new Date(this.#clock());
    const { rows } = await this.#pool.query<{ key: string; wrong: number }>(
      'SELECT key, wrong FROM sign_in_guard WHERE key = ANY($1)',
      [counted.map(({ key }) => key)],
    );
    const wrong = new Map(rows.map((row) => [row.key, row.wrong]));
    const spent = counted.filter(({ key, limit }) => (wrong.get(key) ?? 0) >= limit);
    // Of several that end at once one locks.
    const { rowCount } = await this.#pool.query(
      `UPDATE sign_in_guard SET locked_until = $2 WHERE key = ANY($1) AND (locked_until IS NULL OR locked_until <= $3)`,
      [spent.map(({ key }) => key), new Date(now.getTime() + lockedMs), now],
    );
    const [first] = counted;
    const left = first ? Math.max(0, first.limit - (wrong.get(first.key) ?? 0)) : 0;
    return { left, locks: (rowCount ?? 0) > 0 };
  }

  /** It was no guess at all. */
  async undone(counted: readonly Counted[]): Promise<void> {
    await this.#pool.query('UPDATE sign_in_guard SET wrong = greatest(wrong - 1, 0) WHERE key = ANY($1)', [
      counted.map(({ key }) => key),
    ]);
  }

  /** The right one was given: what was counted for the account is forgotten, what was counted for the address is not. */
  async cleared(counted: readonly Counted[]): Promise<void> {
    await this.undone(counted.filter(({ key }) => key.startsWith('address:')));
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
