// SPDX-License-Identifier: Apache-2.0
/**
 * `log/journal`: entries that are durable but not yet under a checkpoint. Append and fsync one record per
 * entry; after a checkpoint of size S start a new file at S (write beside, fsync, rename).
 *
 *     uint64 index of the first entry │ record │ record │ …
 *     record = uint16 length │ entry │ leaf hash (32 bytes)
 *
 * The leaf hash makes a torn or altered record visible before any signature covers it. A torn last record is
 * what a crash leaves: its entry was never acknowledged.
 */
import type { Algorithms } from '../algorithms.ts';
import { concatBytes, encodeUint64, equalBytes } from '../bytes/octets.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import { encodeEntryBundle } from './entry-bundle.ts';

const headBytes = 8;
const hashBytes = 32;

/** The journal's first bytes. @param firstIndex log index of the first record */
export function encodeJournalHead(firstIndex: number): Uint8Array {
  return encodeUint64(firstIndex);
}

/** One record. @throws EvidenceError `evidence/entry-too-long` */
export function encodeJournalRecord(algorithms: Algorithms, entry: Uint8Array): Uint8Array {
  return concatBytes(encodeEntryBundle([entry]), hashLeaf(algorithms, entry));
}

export type ParsedJournal =
  | {
      readonly kind: 'journal';
      readonly firstIndex: number;
      readonly entries: readonly Uint8Array[];
      /** Bytes up to the end of the last whole record; what follows is torn and may be cut. */
      readonly wholeBytes: number;
    }
  /** A record whose hash does not fit although more follow, or no head at all. */
  | { readonly kind: 'damaged'; readonly atByte: number };

export function parseJournal(algorithms: Algorithms, bytes: Uint8Array): ParsedJournal {
  if (bytes.length < headBytes) return { kind: 'damaged', atByte: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const firstIndex = Number(view.getBigUint64(0));
  if (!Number.isSafeInteger(firstIndex)) return { kind: 'damaged', atByte: 0 };
  const entries: Uint8Array[] = [];
  let at = headBytes;
  while (at + 2 <= bytes.length) {
    const start = at + 2;
    const end = start + view.getUint16(at);
    if (end + hashBytes > bytes.length) break;
    const entry = bytes.subarray(start, end);
    if (!equalBytes(hashLeaf(algorithms, entry), bytes.subarray(end, end + hashBytes)))
      return { kind: 'damaged', atByte: at };
    entries.push(entry);
    at = end + hashBytes;
  }
  return { kind: 'journal', firstIndex, entries, wholeBytes: at };
}

/** More than the longest record. */
const searchBytes = 131_072;

/**
 * Whether a whole record stands anywhere behind a broken one. A crash tears only the last record; whole ones
 * behind it mean that bytes were changed. Entries are JSON objects, so records are told by their braces first.
 */
export function hasRecordBehind(algorithms: Algorithms, bytes: Uint8Array, from: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = Math.min(bytes.length - 2 - hashBytes, from + searchBytes);
  for (let at = from; at <= last; at++) {
    const end = at + 2 + view.getUint16(at);
    if (bytes[at + 2] !== 0x7b || end + hashBytes > bytes.length || bytes[end - 1] !== 0x7d) continue;
    if (equalBytes(hashLeaf(algorithms, bytes.subarray(at + 2, end)), bytes.subarray(end, end + hashBytes)))
      return true;
  }
  return false;
}
