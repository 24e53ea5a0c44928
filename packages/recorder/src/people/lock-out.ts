// SPDX-License-Identifier: Apache-2.0
/** Wrong passwords lock an account for a while; kept on disk, so that a restart does not help. */
import type { DatabaseSync } from 'node:sqlite';
import { ServerRefusal } from '../terms/refusal.ts';

const attempts = 5;
const lockedMs = 15 * 60_000;

export class LockOut {
  readonly #database: DatabaseSync;
  readonly #nowMs: () => number;

  constructor(database: DatabaseSync, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** @throws ServerRefusal `recorder/sign-in-locked` */
  check(user: string): void {
    const { count, lastMs } = this.#read(user);
    const untilMs = lastMs + lockedMs;
    if (count >= attempts && this.#nowMs() < untilMs)
      throw new ServerRefusal('recorder/sign-in-locked', {
        minutes: Math.ceil((untilMs - this.#nowMs()) / 60_000),
      });
  }

  /** Counts a wrong attempt. @returns how many are left */
  failed(user: string): number {
    const { count, lastMs } = this.#read(user);
    const nowMs = this.#nowMs();
    const next = nowMs - lastMs > lockedMs ? 1 : count + 1;
    this.#database
      .prepare('INSERT OR REPLACE INTO failed_sign_in (user, count, last_ms) VALUES (?, ?, ?)')
      .run(user.toLowerCase(), next, Math.round(nowMs));
    return Math.max(0, attempts - next);
  }

  cleared(user: string): void {
    this.#database.prepare('DELETE FROM failed_sign_in WHERE user = ?').run(user.toLowerCase());
  }

  #read(user: string): { readonly count: number; readonly lastMs: number } {
    const row = this.#database
      .prepare('SELECT count, last_ms FROM failed_sign_in WHERE user = ?')
      .get(user.toLowerCase());
    return { count: Number(row?.['count'] ?? 0), lastMs: Number(row?.['last_ms'] ?? 0) };
  }
}
