// SPDX-License-Identifier: Apache-2.0
/**
 * What is neither footage nor log: cameras with their addresses, which are sealed (`sealed-text.ts`), holds, and how
 * much time is unconfirmed. `state.sqlite`, mode 0600. Every change is also a `config` entry in the log.
 */
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type SchemaSteps, upgradeDatabase } from '../../schema-version.ts';
import type { CameraSettings, RemovedCamera } from '../../terms/cameras.ts';
import type { Hold, LawfulFloor } from '../../terms/holds.ts';
import type { TextSeal } from '../../terms/text-seal.ts';

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
  // From here on addresses are sealed: an earlier program would find cameras without one, and is refused instead.
  'SELECT 1;',
];

export type StateFact =
  /** Of earlier versions: forward clock jumps that nobody had confirmed, ms. Now the log says it. */
  | 'unconfirmed-ms'
  /** How far trusted time lagged when a person last looked at the clock, ms. */
  | 'seen-lag-ms'
  /** The holds kept here follow the log up to this size. */
  | 'holds-logged'
  /** What the unit chose: days after which footage goes, bytes that stay free; 0: nothing chosen. */
  | 'unit-ceiling-days'
  | 'unit-reserve-bytes'
  /** 1 while new footage is encrypted. */
  | 'footage-sealed'
  /** 1 while a process has the store open; still 1 at start means it was not closed. */
  | 'open';

/** Addresses as they lie on the disk; sealed for other uses, so that neither passes for the other. */
type KeptCamera = CameraSettings & { readonly sealed?: string; readonly sealedWall?: string };
const wallOf = (camera: string): string => `${camera}/wall`;

export class StateStore {
  readonly #database: DatabaseSync;
  readonly #seal: TextSeal;

  /** @param seal of the cameras' addresses */
  constructor(path: string, seal: TextSeal) {
    this.#seal = seal;
    this.#database = new DatabaseSync(path, { timeout: 5000 });
    chmodSync(path, 0o600);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    upgradeDatabase(this.#database, schema, path);
    this.#sealPlain();
  }

  /** Addresses that cannot be opened any more (another journal key) are empty: the camera stands, and says so. */
  cameras(): readonly CameraSettings[] {
    return this.#kept().map(({ sealed, sealedWall, ...camera }) => {
      if (sealed === undefined) return camera;
      const open = (use: string, text: string) => this.#seal.open(use, Buffer.from(text, 'base64'));
      const wallUrl = sealedWall === undefined ? undefined : open(wallOf(camera.id), sealedWall);
      return {
        ...camera,
        url: open(camera.id, sealed) ?? '',
        ...(wallUrl !== undefined && { wallUrl }),
      };
    });
  }

  #kept(): readonly KeptCamera[] {
    const rows = this.#database.prepare('SELECT settings FROM camera ORDER BY id').all();
    return rows.map((row) => JSON.parse(String(row['settings'])) as KeptCamera);
  }

  /** Addresses of earlier versions stand open: sealed now, and what they were is overwritten on disk. */
  #sealPlain(): void {
    const plain = this.#kept().filter(({ sealed }) => sealed === undefined);
    if (plain.length === 0) return;
    for (const camera of plain) this.putCamera(camera);
    this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  }

  /** Tells two addresses apart in the log without telling either. */
  markOf(url: string): string {
    return this.#seal.mark(url);
  }

  putCamera(camera: CameraSettings): void {
    const { url, wallUrl, ...open } = camera;
    const seal = (use: string, text: string) => Buffer.from(this.#seal.seal(use, text)).toString('base64');
    const sealed = {
      sealed: seal(camera.id, url),
      ...(wallUrl !== undefined && { sealedWall: seal(wallOf(camera.id), wallUrl) }),
    };
    const statement = this.#database.prepare('INSERT OR REPLACE INTO camera (id, settings) VALUES (?, ?)');
    statement.run(camera.id, JSON.stringify({ ...open, url: '', ...sealed }));
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
