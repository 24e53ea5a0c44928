// SPDX-License-Identifier: Apache-2.0
/**
 * What the evidence log says of looks and of rows of registers, read once after a start and then as it grows. Only
 * entries that the signed checkpoint commits to count. Kept in memory: a unit has few looks a day.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { type AccessEntry, parseEntry, parseTime, type RecordEntry } from '@mingjing/evidence';
import type { EvidenceLogReader } from '../../terms/log-reader.ts';

export type LoggedLook = {
  readonly entry: number;
  readonly opening: AccessEntry;
  readonly closing?: { readonly entry: number; readonly said: AccessEntry };
  /** In order. */
  readonly corrections: readonly { readonly entry: number; readonly said: AccessEntry }[];
};

/** One state of a request that was not opened then. */
export type LoggedRequest = {
  readonly entry: number;
  readonly version: number;
  readonly state: string;
  readonly hash: string;
  readonly atMs: number;
};

export type LoggedRow = { readonly entry: number; readonly hash: string; readonly atMs: number };

const marks = ['"type":"access"', '"type":"register"'].map((text) => Buffer.from(text));
const entriesAtOnce = 2048;

export class LoggedRecords {
  readonly #log: Pick<EvidenceLogReader, 'size' | 'entryIfWhole'>;
  readonly #looks = new Map<string, LoggedLook>();
  /** By `register/row/version`. */
  readonly #rows = new Map<string, LoggedRow>();
  /** By request, in order. */
  readonly #requests = new Map<string, readonly LoggedRequest[]>();
  #next = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(log: Pick<EvidenceLogReader, 'size' | 'entryIfWhole'>) {
    this.#log = log;
  }

  /** Everything up to here has been read. */
  get readUpTo(): number {
    return this.#next;
  }

  look(session: string): LoggedLook | undefined {
    return this.#looks.get(session);
  }

  looks(): ReadonlyMap<string, LoggedLook> {
    return this.#looks;
  }

  requests(): ReadonlyMap<string, readonly LoggedRequest[]> {
    return this.#requests;
  }

  row(kind: string): LoggedRow | undefined {
    return this.#rows.get(kind);
  }

  rows(): ReadonlyMap<string, LoggedRow> {
    return this.#rows;
  }

  /** Reads what has been appended since the last time. */
  catchUp(): Promise<void> {
    this.#turn = this.#turn.then(
      () => this.#read(),
      () => this.#read(),
    );
    return this.#turn;
  }

  async #read(): Promise<void> {
    const size = this.#log.size();
    for (; this.#next < size; this.#next++) {
      const bytes = await this.#log.entryIfWhole(this.#next);
      if (bytes) this.#take(this.#next, bytes);
      if (this.#next % entriesAtOnce === entriesAtOnce - 1) await breathe();
    }
  }

  #take(index: number, bytes: Uint8Array): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!marks.some((mark) => text.includes(mark))) return;
    const parsed = parseEntry(bytes);
    if (parsed.kind !== 'entry') return;
    const { entry } = parsed;
    if (entry.type === 'access') this.#takeLook(index, entry);
    if (entry.type === 'register' && entry.kind.startsWith('request/')) {
      this.#takeRequest(index, entry);
      return;
    }
    // Other records of this type (the front desk of an earlier version) have no row of their own.
    if (entry.type === 'register' && entry.kind.split('/').length === 3)
      this.#rows.set(entry.kind, { entry: index, hash: entry.hash, atMs: parseTime(entry.at) ?? 0 });
  }

  #takeRequest(entry: number, { kind, hash, at }: RecordEntry): void {
    const [, id = '', version = '', state = ''] = /^request\/([^/]+)\/(\d+)-([a-z-]+)$/.exec(kind) ?? [];
    const said = { entry, version: Number(version), state, hash, atMs: parseTime(at) ?? 0 };
    this.#requests.set(id, [...(this.#requests.get(id) ?? []), said]);
  }

  #takeLook(index: number, said: AccessEntry): void {
    const look = this.#looks.get(said.session);
    if (!look) this.#looks.set(said.session, { entry: index, opening: said, corrections: [] });
    else if (said.corrects !== undefined)
      this.#looks.set(said.session, {
        ...look,
        corrections: [...look.corrections, { entry: index, said }],
      });
    else this.#looks.set(said.session, { ...look, closing: { entry: index, said } });
  }
}
