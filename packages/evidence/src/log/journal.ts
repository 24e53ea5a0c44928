// SPDX-License-Identifier: Apache-2.0
/**
 * `log/journal`: entries that are durable but not yet under a checkpoint. Append and fsync records; after a
 * checkpoint of size S start a new file at S (write beside, fsync, rename).
 *
 *     head   = "MJJRNL2\n" │ uint64 index of the first entry │ H(all before)
 *     record = uint16 length │ entry │ uint64 index │ MAC (32) │ H(0x00 ‖ all before, from the length on)
 *     MAC    = HMAC-H(journal key, "mingjing journal\n" ‖ origin ‖ "\n" ‖ uint64 index ‖ leaf hash)
 *
 * The hash shows accidents to everybody, the MAC shows intent to whoever has the journal key. Each record carries
 * its own index, so that whole records behind a broken one keep their place in the log. Version 1 was a uint64,
 * then records of length, entry and leaf hash; it is still read.
 */
import type { Algorithms } from '../algorithms.ts';
import { hmac, isSameCode } from '../bytes/hmac.ts';
import { concatBytes, encodeUint64, encodeUtf8, equalBytes } from '../bytes/octets.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import { encodeEntryBundle } from './entry-bundle.ts';

const magic = encodeUtf8('MJJRNL2\n');
const indexBytes = 8;
const hashBytes = 32;
const headBytes = magic.length + indexBytes + hashBytes;
/** Of a record, behind its entry. */
const tailBytes = { 1: hashBytes, 2: indexBytes + hashBytes + hashBytes } as const;
/** What a search for whole records behind a broken one hashes at most. */
const searchedBytes = 64 * 2 ** 20;

/** What authenticates records: a key of its own, never the log key. */
export interface JournalSeal {
  readonly key: Uint8Array;
  /** Of the log, so that a record of another log does not fit. */
  readonly origin: string;
}

/** The journal's first bytes. @param firstIndex log index of the first record */
export function encodeJournalHead(algorithms: Algorithms, firstIndex: number): Uint8Array {
  const head = concatBytes(magic, encodeUint64(firstIndex));
  return concatBytes(head, algorithms.hash(head));
}

/** One record. @throws EvidenceError `evidence/entry-too-long` */
export function encodeJournalRecord(
  algorithms: Algorithms,
  seal: JournalSeal,
  index: number,
  entry: Uint8Array,
): Uint8Array {
  const mac = macOf(algorithms, seal, index, hashLeaf(algorithms, entry));
  const record = concatBytes(encodeEntryBundle([entry]), encodeUint64(index), mac);
  return concatBytes(record, hashLeaf(algorithms, record));
}

function macOf(algorithms: Algorithms, seal: JournalSeal, index: number, leaf: Uint8Array): Uint8Array {
  const head = encodeUtf8(`mingjing journal\n${seal.origin}\n`);
  return hmac(algorithms, seal.key, head, encodeUint64(index), leaf);
}

export interface JournalRecord {
  readonly index: number;
  readonly entry: Uint8Array;
  /** Its MAC holds; `unknown` without the key, and in version 1. */
  readonly sealed: 'yes' | 'no' | 'unknown';
}

/** Bytes that are no whole record. */
export interface JournalBreak {
  /** `torn`: an unfinished record at the end, what a crash leaves; it was never acknowledged. */
  readonly kind: 'torn' | 'damaged';
  readonly fromByte: number;
  /** Exclusive. */
  readonly toByte: number;
}

export interface ReadJournal {
  readonly version: 1 | 2;
  /** Undefined when the head is destroyed. */
  readonly firstIndex: number | undefined;
  /** Whole records with rising indexes; behind a break of version 1 the index is a guess: one record lost. */
  readonly records: readonly JournalRecord[];
  readonly breaks: readonly JournalBreak[];
}

/** Reads whatever is whole. Never throws; assumes nothing about the bytes. */
export function readJournal(algorithms: Algorithms, bytes: Uint8Array, seal?: JournalSeal): ReadJournal {
  return new JournalReader(algorithms, bytes, seal).read();
}

type Found = JournalRecord & { readonly endByte: number };

class JournalReader {
  readonly #algorithms: Algorithms;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #seal: JournalSeal | undefined;
  readonly #version: 1 | 2;
  #searchable = searchedBytes;

  constructor(algorithms: Algorithms, bytes: Uint8Array, seal: JournalSeal | undefined) {
    this.#algorithms = algorithms;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#seal = seal;
    this.#version = isVersion1(this.#view) ? 1 : 2;
  }

  read(): ReadJournal {
    const { firstIndex, at: begin, isWhole } = this.#head();
    const records: JournalRecord[] = [];
    const breaks: JournalBreak[] = [];
    if (!isWhole) breaks.push({ kind: 'damaged', fromByte: 0, toByte: begin });
    let at = begin;
    let next = firstIndex ?? 0;
    while (at < this.#bytes.length) {
      const record = this.#recordAt(at, next);
      if (record) {
        records.push(record);
        next = record.index + 1;
        at = record.endByte;
        continue;
      }
      // One lost record is counted: version 2 corrects it by the index that stands in the next.
      const behind = this.#search(at + 1, next + 1);
      const toByte = behind ?? this.#bytes.length;
      const kind = behind === undefined && this.#isTorn(at) ? 'torn' : 'damaged';
      breaks.push({ kind, fromByte: at, toByte });
      if (this.#version === 1) next++;
      at = toByte;
    }
    return { version: this.#version, firstIndex, records, breaks };
  }

  #head(): { readonly firstIndex: number | undefined; readonly at: number; readonly isWhole: boolean } {
    if (this.#version === 1)
      return { firstIndex: Number(this.#view.getBigUint64(0)), at: indexBytes, isWhole: true };
    const at = Math.min(headBytes, this.#bytes.length);
    const told = this.#bytes.subarray(0, magic.length + indexBytes);
    const isWhole =
      at === headBytes &&
      equalBytes(told.subarray(0, magic.length), magic) &&
      equalBytes(this.#algorithms.hash(told), this.#bytes.subarray(told.length, headBytes));
    const index = isWhole ? Number(this.#view.getBigUint64(magic.length)) : Number.NaN;
    return Number.isSafeInteger(index)
      ? { firstIndex: index, at, isWhole }
      : { firstIndex: undefined, at, isWhole: false };
  }

  /** A whole record that begins here and stands at `next` or behind it. */
  #recordAt(at: number, next: number): Found | undefined {
    const tail = tailBytes[this.#version];
    if (at + 2 + tail > this.#bytes.length) return undefined;
    const end = at + 2 + this.#view.getUint16(at);
    // Entries are JSON objects: braces first, they cost nothing.
    if (this.#bytes[at + 2] !== 0x7b || end + tail > this.#bytes.length) return undefined;
    if (this.#bytes[end - 1] !== 0x7d) return undefined;
    const entry = this.#bytes.subarray(at + 2, end);
    const endByte = end + tail;
    this.#searchable -= entry.length;
    const told = this.#version === 1 ? entry : this.#bytes.subarray(at, endByte - hashBytes);
    const found = this.#bytes.subarray(endByte - hashBytes, endByte);
    if (!equalBytes(hashLeaf(this.#algorithms, told), found)) return undefined;
    if (this.#version === 1) return { index: next, entry, sealed: 'unknown', endByte };
    const index = Number(this.#view.getBigUint64(end));
    if (!Number.isSafeInteger(index) || index < next) return undefined;
    if (!this.#seal) return { index, entry, sealed: 'unknown', endByte };
    const mac = macOf(this.#algorithms, this.#seal, index, hashLeaf(this.#algorithms, entry));
    const isOurs = isSameCode(mac, this.#bytes.subarray(end + indexBytes, end + indexBytes + hashBytes));
    return { index, entry, sealed: isOurs ? 'yes' : 'no', endByte };
  }

  /** First byte of the next whole record. */
  #search(from: number, next: number): number | undefined {
    const last = this.#bytes.length - 2 - tailBytes[this.#version];
    for (let at = from; at <= last && this.#searchable > 0; at++)
      if (this.#recordAt(at, this.#version === 2 ? next - 1 : next)) return at;
    return undefined;
  }

  /** Shorter than its own length says. Of full length with another hash it was altered, or never reached the disk. */
  #isTorn(at: number): boolean {
    if (at + 2 > this.#bytes.length) return true;
    return at + 2 + this.#view.getUint16(at) + tailBytes[this.#version] > this.#bytes.length;
  }
}

/** The first version's head is an index, which begins with zeros: no log has 2^32 × 2^24 entries. */
function isVersion1(view: DataView): boolean {
  return view.byteLength >= indexBytes && view.getUint8(0) === 0 && view.getUint8(1) === 0;
}
