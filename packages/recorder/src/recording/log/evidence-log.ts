// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's evidence log on disk.
 *
 *     log/checkpoint            signed note over what is in tiles
 *     log/checkpoints/<size>    every checkpoint that was ever signed
 *     log/tile/…                C2SP tlog-tiles
 *     log/journal               entries since the last checkpoint (journal.ts)
 *
 * `append` is durable when it resolves: entries that arrive while a sync is under way share the next one.
 * `checkpoint` folds the journal into tiles: tiles durable → checkpoint durable → journal replaced. A crash in
 * between leaves tiles or a checkpoint ahead of the journal; `open` skips what is already in tiles.
 */
import { dirname, join } from 'node:path';
import {
  type Algorithms,
  type AppendPlan,
  addSignatures,
  completeEntry,
  encodeEntry,
  encodeNote,
  equalBytes,
  type LogEdge,
  LogReader,
  type NewEntry,
  parseCheckpoint,
  parseSignatureLine,
  planAppend,
  type ReadFile,
  readLogEdge,
  rootOfEdge,
} from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import type { EvidenceLogReader } from '../../terms/log-reader.ts';
import { readWhole, replaceFile } from '../store/disk.ts';
import { journalKeyMark } from '../store/journal-key.ts';
import {
  type CheckpointPlace,
  historyDirectory,
  readCheckpoint,
  readOldCheckpoints,
  type SignedCheckpoint,
} from './checkpoint-files.ts';
import { Journal, type JournalPlace } from './journal.ts';
import { LogReserve } from './log-reserve.ts';
import { isTileError, type LogTail, readLogTail, tailOfTiles } from './log-tail.ts';
import { brokenEntry, fillLost, isBroken, type JournalReport, salvageJournal } from './salvage.ts';

export type LogOptions = CheckpointPlace & {
  readonly algorithms: Algorithms;
  readonly origin: string;
  /** Authenticates what no checkpoint covers yet. */
  readonly journalKey: Uint8Array;
  /** What an entry that is gone from the journal said, as far as index and footage still tell. */
  readonly recoverLost?: (index: number) => Promise<NewEntry | undefined>;
  /** Writes and signs the checkpoint note. */
  readonly sign: (size: number, root: Uint8Array) => Uint8Array;
  /** 16 fresh random bytes. */
  readonly salt: () => Uint8Array;
  readonly nowMs: () => number;
  readonly onFailure?: (error: unknown) => void;
};

type Waiting = {
  readonly fields: readonly NewEntry[];
  readonly resolve: (result: { readonly firstIndex: number; readonly atMs: number }) => void;
  readonly reject: (error: unknown) => void;
};

export class EvidenceLog implements EvidenceLogReader {
  readonly origin: string;
  /** What was found when it was opened. */
  readonly journalReport: JournalReport;
  readonly tail: LogTail;
  /** The key in use now, as `clock` entries name it. */
  readonly journalKey: string;
  readonly #options: LogOptions;
  readonly #place: JournalPlace;
  #journal: Journal;
  /** What is in tiles. */
  #edge: LogEdge;
  #pending: Uint8Array[];
  #last: SignedCheckpoint | undefined;
  readonly #waiting: Waiting[] = [];
  readonly #unreadable = new Set<number>();
  readonly #reserve: LogReserve;
  /** Journal writes and checkpoints, one after another. */
  #turn: Promise<unknown> = Promise.resolve();
  #flushQueued = false;
  #closed = false;
  #view: { readonly size: number; readonly reader: LogReader } | undefined;

  private constructor(
    options: LogOptions,
    place: JournalPlace,
    found: Pick<EvidenceLog, 'journalReport' | 'tail'>,
    state: {
      readonly journal: Journal;
      readonly edge: LogEdge;
      readonly pending: readonly Uint8Array[];
      readonly last: SignedCheckpoint | undefined;
    },
  ) {
    this.origin = options.origin;
    this.journalKey = journalKeyMark(options.algorithms, options.journalKey);
    this.#options = options;
    this.#place = place;
    this.journalReport = found.journalReport;
    this.tail = found.tail;
    this.#journal = state.journal;
    this.#edge = state.edge;
    this.#pending = [...state.pending];
    this.#last = state.last;
    this.#reserve = new LogReserve(options.disk, options.directory);
  }

  /**
   * Opens the log, or begins an empty one. What the journal lost is an entry of its own afterwards.
   *
   * @throws RecorderError `recorder/log-damaged` when checkpoint, tiles and journal do not fit together
   */
  static async open(options: LogOptions): Promise<EvidenceLog> {
    const { disk, directory, algorithms, origin, journalKey, nowMs } = options;
    await disk.makeDirectory(join(directory, historyDirectory));
    const last = await readCheckpoint(options);
    const size = last?.size ?? 0;
    const read: ReadFile = (path) => readWhole(disk, join(directory, path));
    const edge = await readLogEdge(algorithms, size, read).catch((error: unknown) => {
      throw new RecorderError('recorder/log-damaged', { index: size, reason: String(error) }, error);
    });
    if (last && !equalBytes(rootOfEdge(algorithms, edge), last.root)) {
      throw new RecorderError('recorder/log-damaged', {
        index: size,
        reason: 'tiles differ from the checkpoint',
      });
    }
    const place = { disk, directory, algorithms, seal: { key: journalKey, origin } };
    const signed = await tailOfTiles(algorithms, last, read);
    const isFirstOfItsKind = signed.trusted === undefined;
    const isOtherKey =
      signed.journalKey !== undefined && signed.journalKey !== journalKeyMark(algorithms, journalKey);
    const kind = { isFirstOfItsKind, isOtherKey };
    const { pending: found, report } = await salvageJournal(place, size, kind, nowMs());
    const pending = await fillLost(options, found, size);
    const own = await readLogTail(pending.length, async (index) => pending[index]!);
    const tail = {
      lastAtMs: own.lastAtMs ?? signed.lastAtMs,
      trusted: signed.trusted ?? own.trusted,
      journalKey: signed.journalKey,
    };
    const journal = await Journal.replace(place, size, pending);
    const log = new EvidenceLog(
      options,
      place,
      { journalReport: report, tail },
      { journal, edge, pending, last },
    );
    await log.#reserve.take();
    if (isBroken(report)) await log.append([brokenEntry(algorithms, report)]);
    return log;
  }

  size(): number {
    return this.#edge.size + this.#pending.length;
  }

  /** Index of the first entry that no checkpoint covers. */
  checkpointedSize(): number {
    return this.#edge.size;
  }

  /**
   * Appends entries in order, next to each other; durable when it resolves.
   *
   * @throws RecorderError `recorder/closed`, EvidenceError `evidence/entry-invalid`, `evidence/entry-too-long`
   */
  append(fields: readonly NewEntry[]): Promise<{ readonly firstIndex: number; readonly atMs: number }> {
    if (this.#closed) return Promise.reject(new RecorderError('recorder/closed'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ fields, resolve, reject });
      if (this.#flushQueued) return;
      this.#flushQueued = true;
      this.#inTurn(() => this.#flush()).catch((error: unknown) => this.#options.onFailure?.(error));
    });
  }

  /** Signs a checkpoint over everything appended so far; the last one again when nothing is new. */
  async writeCheckpoint(): Promise<SignedCheckpoint> {
    return await this.#inTurn(async () => {
      if (this.#pending.length === 0 && this.#last) return this.#last;
      return await this.#integrate();
    });
  }

  /**
   * Puts witnesses' lines under a checkpoint, where it is kept and, if it is the newest, where it is in force.
   *
   * @param lines signature lines, each checked against its key by the caller
   */
  async cosign(size: number, lines: readonly string[]): Promise<SignedCheckpoint> {
    return await this.#inTurn(async () => {
      const { disk, directory } = this.#options;
      const kept = join(directory, historyDirectory, String(size));
      const found = await readWhole(disk, kept);
      const checkpoint = found && parseCheckpoint(found);
      if (!checkpoint) throw new RecorderError('recorder/log-damaged', { index: size, reason: 'checkpoint' });
      const signatures = lines.flatMap((line) => parseSignatureLine(line) ?? []);
      const bytes = encodeNote(addSignatures(checkpoint.note, signatures));
      await replaceFile(disk, kept, bytes);
      const cosigned = { size, note: new TextDecoder().decode(bytes) };
      if (this.#last?.size === size) {
        await replaceFile(disk, join(directory, 'checkpoint'), bytes);
        this.#last = cosigned;
      }
      return cosigned;
    });
  }

  /** Signs a last checkpoint if anything is new (`as-it-is`: does not), and closes the files. */
  async close(how: 'signed' | 'as-it-is' = 'signed'): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#inTurn(async () => {
      if (how === 'signed' && this.#pending.length > 0) await this.#integrate();
      await this.#journal.close();
    });
  }

  async entryBytes(index: number): Promise<Uint8Array> {
    if (index >= this.#edge.size) {
      const entry = this.#pending[index - this.#edge.size];
      if (entry) return entry;
    }
    return await this.#reading((reader) => reader.entry(index), index);
  }

  /**
   * For readers that go through the log at a start: an entry that is not what the log commits to is left out and
   * remembered, so that a flipped bit stops neither the start nor recording.
   */
  async entryIfWhole(index: number): Promise<Uint8Array | undefined> {
    try {
      return await this.entryBytes(index);
    } catch (error) {
      if (!(error instanceof RecorderError && isTileError(error.cause))) throw error;
      this.#unreadable.add(index);
      return undefined;
    }
  }

  /** Indexes of entries that were found altered or gone; while there are any, nothing is deleted. */
  unreadable(): ReadonlySet<number> {
    return this.#unreadable;
  }

  leafHash(index: number): Promise<Uint8Array> {
    return this.#reading((reader) => reader.leaf(index), index);
  }

  inclusionPath(index: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#reading((reader) => reader.inclusionPath(index, size), index);
  }

  consistencyPath(oldSize: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#reading((reader) => reader.consistencyPath(oldSize, size), oldSize);
  }

  root(size: number): Promise<Uint8Array> {
    return this.#reading((reader) => reader.root(size), size);
  }

  checkpoint(): SignedCheckpoint | undefined {
    return this.#last;
  }

  oldCheckpoints(): Promise<readonly SignedCheckpoint[]> {
    return readOldCheckpoints(this.#options);
  }

  async #flush(): Promise<void> {
    this.#flushQueued = false;
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    const atMs = Math.round(this.#options.nowMs());
    const accepted: { readonly waiting: Waiting; readonly entries: readonly Uint8Array[] }[] = [];
    for (const waiting of batch) {
      try {
        const entries = waiting.fields.map((fields) =>
          encodeEntry(completeEntry(fields, this.#options.salt(), atMs)),
        );
        accepted.push({ waiting, entries });
      } catch (error) {
        waiting.reject(error);
      }
    }
    const all = accepted.flatMap(({ entries }) => entries);
    if (all.length === 0) {
      for (const { waiting } of accepted) waiting.resolve({ firstIndex: this.size(), atMs });
      return;
    }
    try {
      await this.#reserve.spend(() => this.#writeToJournal(all));
    } catch (error) {
      for (const { waiting } of accepted) waiting.reject(error);
      throw error;
    }
    let firstIndex = this.size();
    this.#pending.push(...all);
    for (const { waiting, entries } of accepted) {
      waiting.resolve({ firstIndex, atMs });
      firstIndex += entries.length;
    }
  }

  /** After a failed sync the pages are lost for good: everything goes into a new file instead of a retry. */
  async #writeToJournal(entries: readonly Uint8Array[]): Promise<void> {
    try {
      await this.#journal.append(entries);
    } catch (error) {
      this.#options.onFailure?.(error);
      const failed = this.#journal;
      const all = [...this.#pending, ...entries];
      this.#journal = await Journal.replace(this.#place, this.#edge.size, all);
      await failed.close().catch((closing: unknown) => this.#options.onFailure?.(closing));
    }
  }

  async #integrate(): Promise<SignedCheckpoint> {
    const signed = await this.#reserve.spend(() => this.#writeIntegrated());
    await this.#reserve.take();
    return signed;
  }

  async #writeIntegrated(): Promise<SignedCheckpoint> {
    const { disk, directory, algorithms, sign } = this.#options;
    const plan = planAppend(algorithms, this.#edge, this.#pending);
    await this.#writeTiles(plan);
    const bytes = sign(plan.edge.size, plan.root);
    // Before the checkpoint is in force: whatever was signed is kept.
    await replaceFile(disk, join(directory, historyDirectory, String(plan.edge.size)), bytes);
    await replaceFile(disk, join(directory, 'checkpoint'), bytes);
    const before = this.#journal;
    this.#journal = await Journal.replace(this.#place, plan.edge.size, []);
    await before.close();
    this.#edge = plan.edge;
    this.#pending = [];
    this.#view = undefined;
    this.#last = { size: plan.edge.size, note: new TextDecoder().decode(bytes) };
    for (const folder of plan.removable) await disk.removeTree(join(directory, folder));
    return this.#last;
  }

  async #writeTiles(plan: AppendPlan): Promise<void> {
    const { disk, directory } = this.#options;
    const folders = new Set(plan.writes.map(({ path }) => dirname(join(directory, path))));
    for (const folder of folders) await disk.makeDirectory(folder);
    for (const { path, bytes } of plan.writes) await replaceFile(disk, join(directory, path), bytes);
  }

  /** Reads across tiles and journal: what is not in tiles yet is laid over them in memory. */
  async #reading<T>(read: (reader: LogReader) => Promise<T>, index: number): Promise<T> {
    const { disk, directory, algorithms } = this.#options;
    const size = this.size();
    if (this.#view?.size !== size) {
      const plan = planAppend(algorithms, this.#edge, this.#pending);
      const overlay = new Map(plan.writes.map(({ path, bytes }) => [path, bytes]));
      const reader = new LogReader(
        algorithms,
        size,
        async (path) => overlay.get(path) ?? (await readWhole(disk, join(directory, path))),
        plan.root,
      );
      this.#view = { size, reader };
    }
    try {
      return await read(this.#view.reader);
    } catch (error) {
      throw new RecorderError('recorder/log-damaged', { index, reason: String(error) }, error);
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
