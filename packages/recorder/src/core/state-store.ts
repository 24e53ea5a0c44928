// SPDX-License-Identifier: Apache-2.0
/**
 * What is neither footage nor log: cameras with their credentials, holds, and how much time is unconfirmed.
 * `state.sqlite`, mode 0600. Every change is also a `config` entry in the log.
 */
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { CameraSettings, Hold, LawfulFloor, RemovedCamera } from './recorder-core.ts';
import { type SchemaSteps, upgradeDatabase } from './schema-version.ts';

const schema: SchemaSteps = [
  `
CREATE TABLE IF NOT EXISTS camera (id TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;  -- CameraSettings as JSON
CREATE TABLE IF NOT EXISTS hold (id TEXT PRIMARY KEY, hold TEXT NOT NULL) STRICT;        -- Hold as JSON
CREATE TABLE IF NOT EXISTS lawful_floor (id INTEGER PRIMARY KEY CHECK (id = 1), days REAL NOT NULL, provision TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value REAL NOT NULL) STRICT;
`,
  `
-- Over the holds and how much of the log they follow.
CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), mac BLOB NOT NULL) STRICT;
`,
  `
-- Cameras that were taken off the list: their footage stays and is found by name.
CREATE TABLE removed_camera (id TEXT PRIMARY KEY, name TEXT, removed_ms REAL NOT NULL) STRICT;
`,
];

export type StateFact =
  /** Of earlier versions: forward clock jumps that nobody had confirmed, ms. Now the log says it. */
  | 'unconfirmed-ms'
  /** How far trusted time lagged when a person last looked at the clock, ms. */
  | 'seen-lag-ms'
  /** The holds kept here follow the log up to this size. */
  | 'holds-logged'
  /** 1 while a process has the store open; still 1 at start means it was not closed. */
  | 'open';

export class StateStore {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: 5000 });
    chmodSync(path, 0o600);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    upgradeDatabase(this.#database, schema, path);
  }

  cameras(): readonly CameraSettings[] {
    const rows = this.#database.prepare('SELECT settings FROM camera ORDER BY id').all();
    return rows.map((row) => JSON.parse(String(row['settings'])) as CameraSettings);
  }

  putCamera(camera: CameraSettings): void {
    const statement = this.#database.prepare('INSERT OR REPLACE INTO camera (id, settings) VALUES (?, ?)');
    statement.run(camera.id, JSON.stringify(camera));
    this.#database.prepare('DELETE FROM removed_camera WHERE id = ?').run(camera.id);
  }

  /** @param atMs when it was taken off the list, epoch ms */
  removeCamera({ id, name }: CameraSettings, atMs: number): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.prepare('DELETE FROM camera WHERE id = ?').run(id);
      this.#database
        .prepare('INSERT OR REPLACE INTO removed_camera (id, name, removed_ms) VALUES (?, ?, ?)')
        .run(id, name ?? null, atMs);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  removedCameras(): readonly RemovedCamera[] {
    const rows = this.#database.prepare('SELECT id, name, removed_ms FROM removed_camera ORDER BY id').all();
    return rows.map((row) => ({
      id: String(row['id']),
      name: row['name'] === null ? undefined : String(row['name']),
      removedMs: Number(row['removed_ms']),
    }));
  }

  holds(): readonly Hold[] {
    const rows = this.#database.prepare('SELECT hold FROM hold ORDER BY rowid').all();
    return rows.map((row) => {
      const hold = JSON.parse(String(row['hold'])) as Partial<Hold>;
      return { ...emptyHold, ...hold } as Hold;
    });
  }

  putHold(hold: Hold): void {
    const statement = this.#database.prepare(
      'INSERT INTO hold (id, hold) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET hold = excluded.hold',
    );
    statement.run(hold.id, JSON.stringify(hold));
  }

  /** All holds, how much of the log they follow, and the seal over both. */
  putHolds(holds: readonly Hold[], loggedSize: number, mac: Uint8Array): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.exec('DELETE FROM hold');
      for (const hold of holds) this.putHold(hold);
      this.setFact('holds-logged', loggedSize);
      this.#database.prepare('INSERT OR REPLACE INTO seal (id, mac) VALUES (1, ?)').run(mac);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  holdSeal(): Uint8Array | undefined {
    const mac = this.#database.prepare('SELECT mac FROM seal').get()?.['mac'];
    return mac instanceof Uint8Array ? mac : undefined;
  }

  /** What the law asked of this unit when it was last worked out. */
  lawfulFloor(): LawfulFloor | undefined {
    const row = this.#database.prepare('SELECT days, provision FROM lawful_floor').get();
    return row && { floorDays: Number(row['days']), floorProvision: String(row['provision']) };
  }

  setLawfulFloor(floor: LawfulFloor | undefined): void {
    this.#database.exec('DELETE FROM lawful_floor');
    if (!floor) return;
    const statement = this.#database.prepare(
      'INSERT INTO lawful_floor (id, days, provision) VALUES (1, ?, ?)',
    );
    statement.run(floor.floorDays, floor.floorProvision);
  }

  fact(key: StateFact): number {
    return Number(this.#database.prepare('SELECT value FROM fact WHERE key = ?').get(key)?.['value'] ?? 0);
  }

  setFact(key: StateFact, value: number): void {
    this.#database.prepare('INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)').run(key, value);
  }

  close(): void {
    this.#database.close();
  }
}

/** JSON leaves undefined fields out; the type says they are there. */
const emptyHold = {
  untilMs: undefined,
  releaseAskedBy: undefined,
  releasedBy: undefined,
  releasedMs: undefined,
} as const;
