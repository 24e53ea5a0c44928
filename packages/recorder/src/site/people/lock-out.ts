// SPDX-License-Identifier: Apache-2.0
/**
 * Wrong passwords and codes lock for a while; kept on disk, so that a restart does not help. An account is locked first for
 * the address that guesses and only much later for everybody: who guesses does not keep the person out.
 */
import type { DatabaseSync } from 'node:sqlite';
import { ServerRefusal } from '../../terms/refusal.ts';

/** What wrong attempts are counted by, each with how many it bears. */
interface Counted {
  readonly key: string;
  readonly limit: number;
}

const atOneAddress = 5;
const atAnyAddress = 25;
const ofOneAddress = 100;
const withinSignIn = 5;
const lockedMs = 15 * 60_000;

const accountKey = (user: string): string => user.toLowerCase();
const secretsKey = (user: string): string => `${accountKey(user)}\nsecrets`;

/** Guessing at the door: by account and address, by account, by address. */
export const atTheDoor = (user: string, address: string): readonly Counted[] => [
  { key: `${accountKey(user)}\n${address}`, limit: atOneAddress },
  { key: accountKey(user), limit: atAnyAddress },
  { key: `\n${address}`, limit: ofOneAddress },
];

/** Guessing the password or a code of somebody whose sign-in one has. */
export const withinASignIn = (user: string): readonly Counted[] => [
  { key: secretsKey(user), limit: withinSignIn },
];

export class LockOut {
  readonly #database: DatabaseSync;
  readonly #nowMs: () => number;

  constructor(database: DatabaseSync, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** @throws ServerRefusal `recorder/sign-in-locked` */
  check(counted: readonly Counted[]): void {
    for (const { key, limit } of counted) {
      const { count, lastMs } = this.#read(key);
      const untilMs = lastMs + lockedMs;
      if (count >= limit && this.#nowMs() < untilMs)
        throw new ServerRefusal('recorder/sign-in-locked', {
          minutes: Math.ceil((untilMs - this.#nowMs()) / 60_000),
        });
    }
  }

  /** Counts a wrong attempt. @returns how many are left of the first count, and whether this one locks */
  failed(counted: readonly Counted[]): { readonly left: number; readonly locks: boolean } {
    const nowMs = this.#nowMs();
    const left = counted.map(({ key, limit }) => {
      const { count, lastMs } = this.#read(key);
      const next = nowMs - lastMs > lockedMs ? 1 : count + 1;
      this.#database
        .prepare('INSERT OR REPLACE INTO failed_sign_in (user, count, last_ms) VALUES (?, ?, ?)')
        .run(key, next, Math.round(nowMs));
      return Math.max(0, limit - next);
    });
    return { left: left[0] ?? 0, locks: left.includes(0) };
  }

  /** The right one was given: what counted for the account is forgotten, what counted for the address is not. */
  cleared(counted: readonly Counted[]): void {
    for (const { key } of counted)
      if (!key.startsWith('\n')) this.#database.prepare('DELETE FROM failed_sign_in WHERE user = ?').run(key);
  }

  /** A reset ends every lock of the account, wherever it was guessed at. */
  forgive(user: string): void {
    const own = accountKey(user);
    this.#database
      .prepare(
        'DELETE FROM failed_sign_in WHERE user = ?1 OR substr(user, 1, length(?1) + 1) = ?1 || char(10)',
      )
      .run(own);
  }

  #read(key: string): { readonly count: number; readonly lastMs: number } {
    const row = this.#database.prepare('SELECT count, last_ms FROM failed_sign_in WHERE user = ?').get(key);
    return { count: Number(row?.['count'] ?? 0), lastMs: Number(row?.['last_ms'] ?? 0) };
  }
}
