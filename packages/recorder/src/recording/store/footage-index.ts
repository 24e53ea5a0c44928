// SPDX-License-Identifier: Apache-2.0
/**
 * The index of footage: one row per segment or gap. Derived from the log and the files; `mingjing reindex`
 * makes it anew. `loggedSize` says up to which log entry it is complete; what is missing after a crash is
 * replayed from the log at start.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { schemaVersionOf, upgradeDatabase } from '../../schema-version.ts';
import type { FootageQuery, FootageRun, GapRow, SegmentRow } from '../../terms/footage.ts';
import { runsOf } from './footage-runs.ts';
import { footageSchema } from './footage-schema.ts';
import { encodePartTable, type PartPlace, parsePartTable } from './part-table.ts';
import { asGap, asSegment, asSpan, type Raw, rowColumns, type SpanRow } from './span-row.ts';

export type { SpanRow } from './span-row.ts';

/** A row with what only the index knows. */
export type SpanToIndex = { readonly row: SpanRow; readonly parts: readonly PartPlace[] };

export class FootageIndex {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** @param mode `read` leaves the file as it is and works beside a running recorder */
  constructor(path: string, mode: 'write' | 'read') {
    this.#database = new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5000 });
    if (mode === 'read') {
      schemaVersionOf(this.#database, footageSchema, path);
      return;
    }
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // A row that replaces another one takes that one's sums away first.
    this.#database.exec('PRAGMA recursive_triggers = ON');
    upgradeDatabase(this.#database, footageSchema, path);
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
        this.#run('UPDATE span SET tombstone = ?, part_table = NULL WHERE log_index = ?', tombstone, index);
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

  /** From its first entry to its last, of both kinds; undefined when there is none. */
  extent(camera: string): { readonly fromMs: number; readonly toMs: number } | undefined {
    const [first, last] = [this.first(camera), this.last(camera)];
    return first && last && { fromMs: first.startMs, toMs: last.endMs };
  }

  last(camera: string): SpanRow | undefined {
    const raw = this.#one(`SELECT ${rowColumns} FROM span WHERE camera = ? ORDER BY n DESC LIMIT 1`, camera);
    return raw && asSpan(raw);
  }

  first(camera: string): SpanRow | undefined {
    const raw = this.#one(`SELECT ${rowColumns} FROM span WHERE camera = ? ORDER BY n LIMIT 1`, camera);
    return raw && asSpan(raw);
  }

  /** Oldest segments whose bytes are still there. */
  oldest(camera: string, limit: number): readonly SegmentRow[] {
    return this.#all(
      `SELECT ${rowColumns} FROM span INDEXED BY span_kept
       WHERE camera = ? AND kind = 1 AND tombstone IS NULL ORDER BY end_ms LIMIT ?`,
      camera,
      limit,
    ).map(asSegment);
  }

  /** The latest segment whose bytes are still there. */
  lastKept(camera: string): SegmentRow | undefined {
    const raw = this.#one(
      `SELECT ${rowColumns} FROM span INDEXED BY span_kept
       WHERE camera = ? AND kind = 1 AND tombstone IS NULL ORDER BY end_ms DESC LIMIT 1`,
      camera,
    );
    return raw && asSegment(raw);
  }

  /** In the order of their ids; one step of the primary key for each. */
  cameras(): readonly string[] {
    return this.#all(
      `WITH RECURSIVE each (camera) AS (
         SELECT MIN(camera) FROM span
         UNION ALL SELECT (SELECT MIN(camera) FROM span WHERE camera > each.camera) FROM each WHERE camera IS NOT NULL
       ) SELECT camera FROM each WHERE camera IS NOT NULL`,
    ).map((raw) => String(raw['camera']));
  }

  /** Bytes on disk per camera and the time they cover, of segments that end on or after the UTC day of `sinceMs`. */
  volumes(sinceMs = 0): ReadonlyMap<string, { readonly bytes: number; readonly recordedMs: number }> {
    const rows = this.#all(
      `SELECT camera, SUM(bytes) AS bytes, SUM(recorded_ms) AS recorded_ms FROM volume
       WHERE day >= ? GROUP BY camera`,
      Math.floor(sinceMs / 86_400_000),
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
    const ends = this.cameras().flatMap((camera) => this.last(camera)?.endMs ?? []);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  /** Stretches of a camera's time that touch `[fromMs, toMs)`, whole, each as long as it lasts. */
  runs(camera: string, fromMs: number, toMs: number): readonly FootageRun[] {
    return runsOf((sql, ...values) => this.#one(sql, ...values), camera, fromMs, toMs);
  }

  /** Segments and gaps in all, without a look at each. */
  counts(): { readonly segments: number; readonly gaps: number } {
    const count = (sql: string) => Number(this.#one(sql)?.['count'] ?? 0);
    const gaps = count('SELECT COUNT(*) AS count FROM span INDEXED BY span_gap WHERE kind = 2');
    return { segments: count('SELECT COUNT(*) AS count FROM span') - gaps, gaps };
  }

  /** Log indexes of the latest tombstones whose bytes may still be there, newest first. */
  openTombstones(limit: number): readonly number[] {
    return this.#all(
      'SELECT DISTINCT tombstone FROM span WHERE tombstone > ? ORDER BY tombstone DESC LIMIT ?',
      this.#finishedTombstone(),
      limit,
    ).map((raw) => Number(raw['tombstone']));
  }

  /** The bytes of all tombstones up to this one are gone. Never goes back: what is open above is looked at anew. */
  finished(tombstone: number): void {
    if (tombstone <= this.#finishedTombstone()) return;
    this.#run("INSERT OR REPLACE INTO meta (key, value) VALUES ('finished_tombstone', ?)", tombstone);
  }

  #finishedTombstone(): number {
    return Number(this.#one('SELECT value FROM meta WHERE key = ?', 'finished_tombstone')?.['value'] ?? -1);
  }

  /** Segments a tombstone names. */
  buriedBy(tombstone: number): readonly SegmentRow[] {
    return this.#all(`SELECT ${rowColumns} FROM span WHERE tombstone = ?`, tombstone).map(asSegment);
  }

  find(camera: string, n: number): SpanRow | undefined {
    const raw = this.#one(`SELECT ${rowColumns} FROM span WHERE camera = ? AND n = ?`, camera, n);
    return raw && asSpan(raw);
  }

  findByLogIndex(logIndex: number): SpanRow | undefined {
    const raw = this.#one(`SELECT ${rowColumns} FROM span WHERE log_index = ?`, logIndex);
    return raw && asSpan(raw);
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
      `SELECT ${rowColumns} FROM span WHERE ${conditions.join(' AND ')} ORDER BY camera, end_ms LIMIT ?`,
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
