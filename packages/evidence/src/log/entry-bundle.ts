// SPDX-License-Identifier: Apache-2.0
/** Entry bundles of C2SP tlog-tiles: entries one after another, each behind its length as uint16 big-endian. */
import { concatBytes } from '../bytes/octets.ts';
import { maxEntryBytes } from '../entry/parse-entry.ts';
import { EvidenceError } from '../errors.ts';

/** @throws EvidenceError `evidence/entry-too-long` */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [lengthOf(entry), entry]));
}

/** @returns undefined when the lengths do not add up to the bytes */
export function parseEntryBundle(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

function lengthOf(entry: Uint8Array): Uint8Array {
  if (entry.length > maxEntryBytes)
    throw new EvidenceError('evidence/entry-too-long', { sizeBytes: entry.length, maxEntryBytes });
  return Uint8Array.of(entry.length >>> 8, entry.length & 255);
}
