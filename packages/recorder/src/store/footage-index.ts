// SPDX-License-Identifier: Apache-2.0
/**
 * The index of footage: one row per segment or gap. Derived from the log and the files; `mingjing reindex`
 * makes it anew. `loggedSize` says up to which log entry it is complete; what is missing after a crash is
 * replayed from the log at start.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { GapCause } from '../core/causes.ts';
import type { FootageQuery, GapRow, SegmentRow } from '../core/recorder-core.ts';
import { type SchemaSteps, schemaVersionOf, upgradeDatabase } from '../core/schema-version.ts';
import { encodePartTable, type PartPlace, parsePartTable } from './part-table.ts';

export type SpanRow = SegmentRow | GapRow;

/** A row with what only the index knows. */
export type SpanToIndex = { readonly row: SpanRow; readonly parts: readonly PartPlace[] };

const schema: SchemaSteps = [
  `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS span (
  camera TEXT NOT NULL,
  n INTEGER NOT NULL,               -- running number per camera over segments and gaps, from 1
  kind INTEGER NOT NULL,            -- 1 segment, 2 gap
  start_ms INTEGER NOT NULL,        -- epoch ms
  end_ms INTEGER NOT NULL,          -- epoch ms, exclusive
  log_index INTEGER NOT NULL,       -- of its entry
  cause TEXT,                       -- gaps only
  bytes INTEGER NOT NULL,           -- size of the file; 0 for gaps
  parts INTEGER NOT NULL,           -- initialization and fragments
  path TEXT,                        -- relative to the store
  root TEXT,                        -- segment root, hex
  codec TEXT,                       -- RFC 6381
  width INTEGER NOT NULL,           -- pixels
  height INTEGER NOT NULL,          -- pixels
  frames INTEGER NOT NULL,          -- video frames
  starts_with_sync INTEGER NOT NULL,
  clock_source TEXT,
  clock_offset_ms INTEGER NOT NULL,
  camera_signature TEXT,
  part_table BLOB,                  -- part-table.ts
  tombstone INTEGER,                -- log index of the tombstone once the bytes are gone
  PRIMARY KEY (camera, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS span_by_time ON span (camera, end_ms);
CREATE INDEX IF NOT EXISTS span_by_log ON span (log_index);
CREATE INDEX IF NOT EXISTS span_by_tombstone ON span (tombstone) WHERE tombstone IS NOT NULL;
`,
  `
ALTER TABLE span ADD COLUMN floor_days REAL;       -- retention floor by its own entry; null: the entry says none
ALTER TABLE span ADD COLUMN floor_from_ms INTEGER; -- trusted time the floor counts from: when logged, or later (postpone)
`,
];

type Raw = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

export class FootageIndex {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** @param mode `read` leaves the file as it is and works beside a running recorder */
  constructor(path: string, mode: 'write' | 'read') {
    this.#database = new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5000 });
    if (mode === 'read') {
      schemaVersionOf(this.#database, schema, path);
      return;
    }
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    upgradeDatabase(this.#database, schema, path);
    this.#insert = this.#database.prepare(`
      INSERT OR REPLACE INTO span (camera, n, kind, start_ms, end_ms, log_index, cause, bytes, parts, path, root, codec,
        width, height, frames, starts_with_sync, clock_source, clock_offset_ms, camera_signature, part_table, tombstone, floor_days, floor_from_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  }

  /** Entries of the log below this index are in here. */
  loggedSize(): number {
    return Number(this.#one('SELECT value FROM meta WHERE key = ?', 'logged_size')?.['value'] ?? 0);
  }

  /** Adds rows and moves `loggedSize` on, in one durable transaction. */
  add(spans: readonly SpanToIndex[], loggedSize: number): void {
    this.#transaction(() => {
      for (const span of spans) this.#put(span);
      this.#run("INSERT OR REPLACE INTO meta (key, value) VALUES ('logged_size', ?)", loggedSize);
    });
  }

  /** Marks segments as deleted by the tombstone at `tombstone`. */
  bury(logIndexes: readonly number[], tombstone: number, loggedSize: number): void {
    this.#transaction(() => {
      for (const index of logIndexes)
        this.#run('UPDATE span SET tombstone = ? WHERE log_index = ?', tombstone, index);
      this.#run("INSERT OR REPLACE INTO meta (key, value) VALUES ('logged_size', ?)", loggedSize);
    });
  }

  /** Log index of the last confirmation of time that the rows follow. */
  confirmedAt(): number {
    return Number(this.#one('SELECT value FROM meta WHERE key = ?', 'confirmed_at')?.['value'] ?? 0);
  }

  /**
   * The floor of segments logged between two confirmations counts from later: time that passed unseen between them
   * may have passed before they were recorded. Once per confirmation, however often it is replayed.
   *
   * @param since log index of the confirmation before, `at` of this one
   */
  postpone(since: number, at: number, byMs: number): void {
    if (at <= this.confirmedAt()) return;
    this.#transaction(() => {
      this.#run(
        'UPDATE span SET floor_from_ms = floor_from_ms + ? WHERE log_index >= ? AND log_index < ?',
        byMs,
        since,
        at,
      );
      this.#run("INSERT OR REPLACE INTO meta (key, value) VALUES ('confirmed_at', ?)", at);
    });
  }

  clear(): void {
    this.#transaction(() => {
      this.#run('DELETE FROM span');
      this.#run('DELETE FROM meta');
    });
  }

  segments(query: FootageQuery): readonly SegmentRow[] {
    const alive = query.includeDeleted ? '' : 'AND tombstone IS NULL';
    return this.#query(`kind = 1 ${alive}`, query).map(asSegment);
  }

  gaps(query: FootageQuery): readonly GapRow[] {
    return this.#query('kind = 2', query).map(asGap);
  }

  /** Segments and gaps in order, deleted ones included. */
  spans(query: FootageQuery): readonly SpanRow[] {
    return this.#query('1', query).map((raw) => (raw['kind'] === 1 ? asSegment(raw) : asGap(raw)));
  }

  last(camera: string): SpanRow | undefined {
    const raw = this.#one('SELECT * FROM span WHERE camera = ? ORDER BY n DESC LIMIT 1', camera);
    return raw && (raw['kind'] === 1 ? asSegment(raw) : asGap(raw));
  }

  first(camera: string): SpanRow | undefined {
    const raw = this.#one('SELECT * FROM span WHERE camera = ? ORDER BY n LIMIT 1', camera);
    return raw && (raw['kind'] === 1 ? asSegment(raw) : asGap(raw));
  }

  /** Oldest segments whose bytes are still there. */
  oldest(camera: string, limit: number): readonly SegmentRow[] {
    return this.#all(
      'SELECT * FROM span WHERE camera = ? AND kind = 1 AND tombstone IS NULL ORDER BY n LIMIT ?',
      camera,
      limit,
    ).map(asSegment);
  }

  cameras(): readonly string[] {
    return this.#all('SELECT DISTINCT camera FROM span ORDER BY camera').map((raw) => String(raw['camera']));
  }

  /** Bytes on disk per camera, of segments that end after `sinceMs`, and the time they cover. */
  volumes(sinceMs = 0): ReadonlyMap<string, { readonly bytes: number; readonly recordedMs: number }> {
    const rows = this.#all(
      `SELECT camera, SUM(bytes) AS bytes, SUM(end_ms - start_ms) AS recorded_ms FROM span
       WHERE kind = 1 AND tombstone IS NULL AND end_ms > ? GROUP BY camera`,
      sinceMs,
    );
    return new Map(
      rows.map((raw) => [
        String(raw['camera']),
        { bytes: Number(raw['bytes']), recordedMs: Number(raw['recorded_ms']) },
      ]),
    );
  }

  /** Latest end of any span; undefined in an empty index. */
  lastEndMs(): number | undefined {
    const end = this.#one('SELECT MAX(end_ms) AS end_ms FROM span')?.['end_ms'];
    return typeof end === 'number' ? end : undefined;
  }

  /** Log indexes of the latest tombstones, newest first. */
  lastTombstones(limit: number): readonly number[] {
    return this.#all(
      'SELECT DISTINCT tombstone FROM span WHERE tombstone IS NOT NULL ORDER BY tombstone DESC LIMIT ?',
      limit,
    ).map((raw) => Number(raw['tombstone']));
  }

  /** Segments a tombstone names. */
  buriedBy(tombstone: number): readonly SegmentRow[] {
    return this.#all('SELECT * FROM span WHERE tombstone = ?', tombstone).map(asSegment);
  }

  find(camera: string, n: number): SpanRow | undefined {
    const raw = this.#one('SELECT * FROM span WHERE camera = ? AND n = ?', camera, n);
    return raw && (raw['kind'] === 1 ? asSegment(raw) : asGap(raw));
  }

  findByLogIndex(logIndex: number): SpanRow | undefined {
    const raw = this.#one('SELECT * FROM span WHERE log_index = ?', logIndex);
    return raw && (raw['kind'] === 1 ? asSegment(raw) : asGap(raw));
  }

  parts(camera: string, n: number): readonly PartPlace[] {
    const table = this.#one('SELECT part_table FROM span WHERE camera = ? AND n = ?', camera, n)?.[
      'part_table'
    ];
    return table instanceof Uint8Array ? parsePartTable(table) : [];
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #put({ row, parts }: SpanToIndex): void {
    if (row.kind === 'gap') {
      const { camera, n, startMs, endMs, logIndex, cause } = row;
      this.#insert?.run(
        camera,
        n,
        2,
        startMs,
        endMs,
        logIndex,
        cause,
        0,
        0,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        null,
        0,
        null,
        null,
        null,
        null,
        null,
      );
      return;
    }
    this.#insert?.run(
      row.camera,
      row.n,
      1,
      row.startMs,
      row.endMs,
      row.logIndex,
      null,
      row.bytes,
      row.parts,
      row.path,
      row.root,
      row.codec,
      row.width,
      row.height,
      row.frames,
      row.startsWithSync ? 1 : 0,
      row.clockSource,
      row.clockOffsetMs,
      row.cameraSignature,
      encodePartTable(parts),
      row.tombstone ?? null,
      row.floorDays ?? null,
      row.floorFromMs ?? null,
    );
  }

  #query(kind: string, query: FootageQuery): readonly Raw[] {
    const conditions = [kind];
    const values: SQLInputValue[] = [];
    if (query.camera !== undefined) {
      conditions.push('camera = ?');
      values.push(query.camera);
    }
    if (query.fromMs !== undefined) {
      conditions.push('end_ms > ?');
      values.push(query.fromMs);
    }
    if (query.toMs !== undefined) {
      conditions.push('start_ms < ?');
      values.push(query.toMs);
    }
    // Spans of a camera tile time: the first that ends at or after `toMs` is the last that can matter.
    if (query.camera !== undefined && query.toMs !== undefined) {
      conditions.push(
        'end_ms <= coalesce((SELECT min(end_ms) FROM span WHERE camera = ? AND end_ms >= ?), 9e15)',
      );
      values.push(query.camera, query.toMs);
    }
    values.push(query.limit ?? -1);
    return this.#all(
      `SELECT * FROM span WHERE ${conditions.join(' AND ')} ORDER BY camera, end_ms LIMIT ?`,
      ...values,
    );
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #one(sql: string, ...values: SQLInputValue[]): Raw | undefined {
    return this.#prepared(sql).get(...values) as Raw | undefined;
  }

  #all(sql: string, ...values: SQLInputValue[]): readonly Raw[] {
    return this.#prepared(sql).all(...values) as readonly Raw[];
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepared(sql).run(...values);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function asSegment(raw: Raw): SegmentRow {
  return {
    kind: 'segment',
    camera: String(raw['camera']),
    n: Number(raw['n']),
    startMs: Number(raw['start_ms']),
    endMs: Number(raw['end_ms']),
    bytes: Number(raw['bytes']),
    parts: Number(raw['parts']),
    path: String(raw['path']),
    root: String(raw['root']),
    codec: String(raw['codec']),
    width: Number(raw['width']),
    height: Number(raw['height']),
    frames: Number(raw['frames']),
    startsWithSync: raw['starts_with_sync'] === 1,
    clockSource: String(raw['clock_source']),
    clockOffsetMs: Number(raw['clock_offset_ms']),
    cameraSignature: raw['camera_signature'] as SegmentRow['cameraSignature'],
    logIndex: Number(raw['log_index']),
    tombstone: raw['tombstone'] === null ? undefined : Number(raw['tombstone']),
    floorDays: typeof raw['floor_days'] === 'number' ? raw['floor_days'] : undefined,
    floorFromMs: typeof raw['floor_from_ms'] === 'number' ? raw['floor_from_ms'] : undefined,
  };
}

function asGap(raw: Raw): GapRow {
  return {
    kind: 'gap',
    camera: String(raw['camera']),
    n: Number(raw['n']),
    startMs: Number(raw['start_ms']),
    endMs: Number(raw['end_ms']),
    cause: raw['cause'] as GapCause,
    logIndex: Number(raw['log_index']),
  };
}
