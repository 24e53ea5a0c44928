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

  /**
   * An attempt begins; it is wrong until `cleared` or `undone`, so that guesses which come all at once are no more than
   * those that come one by one.
   *
   * @throws ServerRefusal `recorder/sign-in-locked`
   */
  begin(counted: readonly Counted[]): void {
    const nowMs = this.#nowMs();
    for (const { key, limit } of counted) {
      const { count, lastMs } = this.#read(key);
      const untilMs = lastMs + lockedMs;
      if (count >= limit && nowMs < untilMs)
        throw new ServerRefusal('recorder/sign-in-locked', {
          minutes: Math.ceil((untilMs - nowMs) / 60_000),
        });
    }
    for (const { key } of counted) {
      const { count, lastMs } = this.#read(key);
      this.#write(key, nowMs - lastMs > lockedMs ? 1 : count + 1);
    }
  }

  /** The attempt was wrong. @returns how many are left of the first count, and whether this one locks */
  failed(counted: readonly Counted[]): { readonly left: number; readonly locks: boolean } {
    const left = counted.map(({ key, limit }) => Math.max(0, limit - this.#read(key).count));
    return { left: left[0] ?? 0, locks: left.includes(0) };
  }

  /** It was no guess at all. */
  undone(counted: readonly Counted[]): void {
    for (const { key } of counted) this.#write(key, Math.max(0, this.#read(key).count - 1));
  }

  /** The right one was given: what counted for the account is forgotten, what counted for the address is not. */
  cleared(counted: readonly Counted[]): void {
    this.undone(counted.filter(({ key }) => key.startsWith('\n')));
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

  #write(key: string, count: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO failed_sign_in (user, count, last_ms) VALUES (?, ?, ?)')
      .run(key, count, Math.round(this.#nowMs()));
  }

  #read(key: string): { readonly count: number; readonly lastMs: number } {
    const row = this.#database.prepare('SELECT count, last_ms FROM failed_sign_in WHERE user = ?').get(key);
    return { count: Number(row?.['count'] ?? 0), lastMs: Number(row?.['last_ms'] ?? 0) };
  }
}
