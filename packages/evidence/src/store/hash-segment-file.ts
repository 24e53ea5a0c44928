// SPDX-License-Identifier: Apache-2.0
/** Hashing a segment file again: cut into parts by its boxes, or by a hash sheet that the log vouches for. */
import type { Algorithms } from '../algorithms.ts';
import { type SegmentDigest, SegmentHasher } from '../merkle/segment-hasher.ts';
import { boxHeaderBytes, parseBoxHeader } from '../video/boxes.ts';
import type { OpenFile } from './store-files.ts';

/** Files are read in pieces of this size. */
const pieceBytes = 1 << 20;

export type HashedSegment =
  | { readonly kind: 'hashed'; readonly digest: SegmentDigest }
  /** The boxes do not fill the file: nothing can be said from here on. */
  | { readonly kind: 'no-boxes'; readonly atByte: number };

/**
 * Parts are cut at every `moof`: the initialization is what stands before the first.
 *
 * @param onBytes called for every piece read
 */
export async function hashSegmentFile(
  algorithms: Algorithms,
  file: OpenFile,
  onBytes?: (bytes: number) => void,
): Promise<HashedSegment> {
  const cuts: number[] = [0];
  for (let at = 0; at < file.sizeBytes; ) {
    const header = await file.read(at, boxHeaderBytes);
    const box = parseBoxHeader(header, at, file.sizeBytes);
    if (!box) return { kind: 'no-boxes', atByte: at };
    if (box.type === 'moof' && at > 0) cuts.push(at);
    at += box.sizeBytes;
  }
  if (file.sizeBytes === 0) return { kind: 'no-boxes', atByte: 0 };
  const sizes = cuts.map((cut, at) => (cuts[at + 1] ?? file.sizeBytes) - cut);
  return { kind: 'hashed', digest: await hashParts(algorithms, file, sizes, onBytes) };
}

/** Hashes a file with part sizes known beforehand; a file that is too short or long gives its own last parts. */
export async function hashParts(
  algorithms: Algorithms,
  file: OpenFile,
  partSizes: readonly number[],
  onBytes?: (bytes: number) => void,
): Promise<SegmentDigest> {
  const hasher = new SegmentHasher(algorithms);
  let part = -1;
  let leftInPart = 0;
  for (let at = 0; at < file.sizeBytes; ) {
    const piece = await file.read(at, Math.min(pieceBytes, file.sizeBytes - at));
    if (piece.length === 0) break;
    for (let used = 0; used < piece.length; ) {
      if (leftInPart === 0) {
        part++;
        leftInPart = partSizes[part] ?? Number.POSITIVE_INFINITY;
        hasher.startPart();
      }
      const take = Math.min(leftInPart, piece.length - used);
      hasher.update(piece.subarray(used, used + take));
      leftInPart -= take;
      used += take;
    }
    at += piece.length;
    onBytes?.(piece.length);
  }
  return hasher.finish();
}
