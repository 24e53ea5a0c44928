// SPDX-License-Identifier: Apache-2.0
/**
 * Hash sheet: the block hashes of one segment, kept beside it as `<segment file>.hashes` (0.2 % of its size).
 * It needs no trust: whoever reads it computes the segment root from it and compares with the log. Then it
 * tells *which* block of a damaged file differs, and lets a challenge be answered without reading the file.
 *
 *     "MJHASH2\n" │ part │ part │ …      part = uint32 sizeBytes │ part root │ leaf hash of each 16 KiB block
 *
 * The part roots follow from the leaves; they stand there so that one block is proven without hashing all leaves.
 */
import { type Algorithms, type Hash, hashSizeBytes } from '../algorithms.ts';
import { concatBytes, encodeUtf8, equalBytes } from '../bytes/octets.ts';
import { blockSizeBytes, digestOfParts, type PartDigest, type SegmentDigest } from './segment-hasher.ts';
import { rootOfLeaves } from './tree-hash.ts';

/** What a sheet's name ends with, after the segment's own name. */
export const hashSheetSuffix = '.hashes';

const magic = encodeUtf8('MJHASH2\n');

export function encodeHashSheet(digest: SegmentDigest): Uint8Array {
  return joinSheetParts(digest.parts.map(encodeSheetPart));
}

/** One part's share of a sheet: small enough to be kept while the segment is still being written. */
export function encodeSheetPart({ sizeBytes, root, blocks }: Omit<PartDigest, 'offsetBytes'>): Uint8Array {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, sizeBytes);
  return concatBytes(size, root, ...blocks);
}

/** The sheet of a segment from its parts' shares, in order. */
export function joinSheetParts(parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(magic, ...parts);
}

/**
 * What a sheet says, its leaves not hashed.
 *
 * @returns undefined when the bytes are no sheet
 */
export function readSheetParts(bytes: Uint8Array): readonly PartDigest[] | undefined {
  if (!equalBytes(bytes.subarray(0, magic.length), magic)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: PartDigest[] = [];
  let offsetBytes = 0;
  for (let at = magic.length; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const sizeBytes = view.getUint32(at);
    const leaves = at + 4 + hashSizeBytes;
    const end = leaves + Math.ceil(sizeBytes / blockSizeBytes) * hashSizeBytes;
    if (sizeBytes === 0 || end > bytes.length) return undefined;
    const blocks: Hash[] = [];
    for (let hash = leaves; hash < end; hash += hashSizeBytes)
      blocks.push(bytes.subarray(hash, hash + hashSizeBytes));
    parts.push({ offsetBytes, sizeBytes, root: bytes.subarray(at + 4, leaves), blocks });
    offsetBytes += sizeBytes;
    at = end;
  }
  return parts.length === 0 ? undefined : parts;
}

/** @returns undefined when the bytes are no sheet that fits itself; whether it is the right one shows its root */
export function parseHashSheet(algorithms: Algorithms, bytes: Uint8Array): SegmentDigest | undefined {
  const parts = readSheetParts(bytes);
  const fits = parts?.every(({ root, blocks }) => equalBytes(root, rootOfLeaves(algorithms, blocks)));
  return parts && fits ? digestOfParts(algorithms, parts) : undefined;
}
