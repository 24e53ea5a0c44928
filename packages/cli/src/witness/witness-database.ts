// SPDX-License-Identifier: Apache-2.0
/** What a witness must never forget: the newest tree of every log, in SQLite, durable before it answers. */
import { DatabaseSync } from 'node:sqlite';
import { equalBytes, type VerifierKey, type WitnessedTree, type WitnessStore } from '@mingjing/evidence';
import type { LogKeys } from './log-keys.ts';

const schema = `
CREATE TABLE IF NOT EXISTS tree (
  origin TEXT PRIMARY KEY,
  size INTEGER NOT NULL,   -- entries
  root BLOB NOT NULL,      -- 32 bytes
  note BLOB NOT NULL       -- the checkpoint with our line under it
) STRICT;`;

export class WitnessDatabase implements WitnessStore {
  readonly #database: DatabaseSync;
  readonly #keys: LogKeys;

  constructor(path: string, keys: LogKeys) {
    this.#keys = keys;
    this.#database = new DatabaseSync(path, { timeout: 5000 });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#database.exec(schema);
  }

  keysOf(origin: string): Promise<readonly VerifierKey[] | undefined> {
    return this.#keys.of(origin);
  }

  find(origin: string): Promise<WitnessedTree> {
    return Promise.resolve(this.#known(origin));
  }

  /** One transaction, begun with the write lock: two processes on one file cannot both win. */
  compareAndSet(...[origin, known, next]: Parameters<WitnessStore['compareAndSet']>): Promise<boolean> {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const now = this.#known(origin);
      const isSame =
        now.size === known.size &&
        (now.root === undefined
          ? known.root === undefined
          : known.root !== undefined && equalBytes(now.root, known.root));
      if (isSame)
        this.#database
          .prepare('INSERT OR REPLACE INTO tree (origin, size, root, note) VALUES (?, ?, ?, ?)')
          .run(origin, next.size, next.root, next.note);
      this.#database.exec('COMMIT');
      return Promise.resolve(isSame);
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The newest checkpoint it co-signed, for whoever compares what different people were shown. */
  note(origin: string): Uint8Array | undefined {
    const note = this.#database.prepare('SELECT note FROM tree WHERE origin = ?').get(origin)?.['note'];
    return note instanceof Uint8Array ? note : undefined;
  }

  origins(): readonly string[] {
    return this.#keys.origins();
  }

  close(): void {
    this.#database.close();
  }

  #known(origin: string): WitnessedTree {
    const row = this.#database.prepare('SELECT size, root FROM tree WHERE origin = ?').get(origin);
    const root = row?.['root'];
    return row && root instanceof Uint8Array
      ? { size: Number(row['size']), root }
      : { size: 0, root: undefined };
  }
}
