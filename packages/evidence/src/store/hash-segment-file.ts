// SPDX-License-Identifier: Apache-2.0
/** Hashing a segment file again: cut into parts by its boxes, or by a hash sheet that the log vouches for. */
import type { Algorithms } from '../algorithms.ts';
import { type SegmentDigest, SegmentHasher } from '../merkle/segment-hasher.ts';
import { boxHeaderBytes, parseBoxHeader } from '../video/boxes.ts';
import type { OpenFile } from './store-files.ts';

/** The box that holds one encrypted part (docs/design/evidence.md, "Encrypted segment"). */
export const sealedPartBox = 'mjpt';

/** Files are read in pieces of this size. */
const pieceBytes = 1 << 20;

export type HashedSegment =
  | { readonly kind: 'hashed'; readonly digest: SegmentDigest }
  /** The boxes do not fill the file: nothing can be said from here on. */
  | { readonly kind: 'no-boxes'; readonly atByte: number };

/**
 * Parts are cut at every `moof`, or box of an encrypted part: the initialization is what stands before the first. The boxes
 * are read where their bytes come by, so that the file is read once.
 *
 * @param onBytes called for every piece hashed
 */
export async function hashSegmentFile(
  algorithms: Algorithms,
  file: OpenFile,
  onBytes?: (bytes: number) => void,
): Promise<HashedSegment> {
  if (file.sizeBytes === 0) return { kind: 'no-boxes', atByte: 0 };
  const hasher = new SegmentHasher(algorithms);
  const pieces = new ReadAhead(file);
  hasher.startPart();
  /** Where the next box begins. */
  let boxAt = 0;
  for (;;) {
    const at = pieces.atByte;
    const piece = await pieces.next();
    if (piece.length === 0) break;
    let used = 0;
    while (boxAt < at + piece.length) {
      const header = piece.subarray(boxAt - at, boxAt - at + boxHeaderBytes);
      // Cut by the end of the piece: the next one begins with it.
      if (header.length < boxHeaderBytes && at + piece.length < file.sizeBytes) break;
      const box = parseBoxHeader(header, boxAt, file.sizeBytes);
      if (!box) return { kind: 'no-boxes', atByte: boxAt };
      if ((box.type === 'moof' || box.type === sealedPartBox) && boxAt > 0) {
        hasher.update(piece.subarray(used, boxAt - at));
        hasher.startPart();
        used = boxAt - at;
      }
      boxAt += box.sizeBytes;
    }
    const end = Math.min(piece.length, boxAt - at);
    // The file became shorter while it was read.
    if (end === 0) return { kind: 'no-boxes', atByte: boxAt };
    hasher.update(piece.subarray(used, end));
    pieces.giveBack(piece.length - end);
    onBytes?.(end);
  }
  return { kind: 'hashed', digest: hasher.finish() };
}

/** Hashes a file with part sizes known beforehand; a file that is too short or long gives its own last parts. */
export async function hashParts(
  algorithms: Algorithms,
  file: OpenFile,
  partSizes: readonly number[],
  onBytes?: (bytes: number) => void,
): Promise<SegmentDigest> {
  const hasher = new SegmentHasher(algorithms);
  const pieces = new ReadAhead(file);
  let part = -1;
  let leftInPart = 0;
  for (;;) {
    const piece = await pieces.next();
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
    onBytes?.(piece.length);
  }
  return hasher.finish();
}

/** A file from its beginning, piece by piece: while one is hashed, the next is read. */
class ReadAhead {
  readonly #file: OpenFile;
  #ahead: { readonly atByte: number; readonly piece: Promise<Uint8Array> } | undefined;
  /** Where the next piece begins. */
  atByte = 0;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  /** Empty at the end; good until the next call. */
  async next(): Promise<Uint8Array> {
    const ahead = this.#ahead;
    // What was read too far ahead is waited for as well: it fills a buffer that the next reads use.
    const read = await ahead?.piece;
    const piece = read && ahead?.atByte === this.atByte ? read : await this.#read();
    this.atByte += piece.length;
    this.#ahead = undefined;
    if (piece.length > 0 && this.atByte < this.#file.sizeBytes) {
      const next = this.#read();
      // Whoever stops before asking for it does not wait for it; whoever asks is told.
      next.catch(() => undefined);
      this.#ahead = { atByte: this.atByte, piece: next };
    }
    return piece;
  }

  /** The last bytes of the piece come again with the next one. */
  giveBack(bytes: number): void {
    this.atByte -= bytes;
  }

  #read(): Promise<Uint8Array> {
    return this.#file.read(this.atByte, Math.min(pieceBytes, this.#file.sizeBytes - this.atByte));
  }
}
