// SPDX-License-Identifier: Apache-2.0
/**
 * Hashes a segment while it is written.
 *
 *     segment root = MTH(part root 0, part root 1, …)      part 0 = ftyp+moov, part i = i-th moof+mdat
 *     part root    = MTH(block 0, block 1, …)              blocks of 16 KiB, the last may be shorter
 *
 * Both trees are RFC 6962 trees: a block is leaf data, and so is a part root.
 */
import type { Algorithms, Hash, Hasher } from '../algorithms.ts';
import { EvidenceError } from '../errors.ts';
import { CompactRange, hashLeaf, startLeaf } from './tree-hash.ts';

/** Size of a block in bytes. */
export const blockSizeBytes = 16384;

export interface PartDigest {
  /** Where the part starts in the segment file. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly root: Hash;
  /** Leaf hash of every block, in order. */
  readonly blocks: readonly Hash[];
}

export interface SegmentDigest {
  readonly root: Hash;
  readonly sizeBytes: number;
  readonly parts: readonly PartDigest[];
  /** H over the part sizes, each as uint32 big-endian: the entry's `sizes`, so that a challenge cannot be bent. */
  readonly sizesHash: Hash;
}

/** One segment being written: `startPart`, `update` …, `endPart`, again for each part, then `finish`. */
export class SegmentHasher {
  readonly #algorithms: Algorithms;
  readonly #parts: PartDigest[] = [];
  #offsetBytes = 0;
  #open: OpenPart | undefined;

  constructor(algorithms: Algorithms) {
    this.#algorithms = algorithms;
  }

  /** Bytes taken so far. */
  get sizeBytes(): number {
    return this.#offsetBytes + (this.#open?.sizeBytes ?? 0);
  }

  /** Parts ended so far. */
  get parts(): readonly PartDigest[] {
    return this.#parts;
  }

  /** Begins the next part; an open one is ended first. */
  startPart(): void {
    if (this.#open) this.endPart();
    this.#open = new OpenPart(this.#algorithms);
  }

  /** @throws EvidenceError `evidence/part-not-open` */
  update(bytes: Uint8Array): void {
    if (!this.#open) throw new EvidenceError('evidence/part-not-open');
    this.#open.update(bytes);
  }

  /** @throws EvidenceError `evidence/part-not-open`, `evidence/part-empty` */
  endPart(): PartDigest {
    if (!this.#open) throw new EvidenceError('evidence/part-not-open');
    const part = this.#open.finish(this.#offsetBytes);
    this.#open = undefined;
    this.#parts.push(part);
    this.#offsetBytes += part.sizeBytes;
    return part;
  }

  /** A whole part at once. */
  addPart(...pieces: readonly Uint8Array[]): PartDigest {
    this.startPart();
    for (const piece of pieces) this.update(piece);
    return this.endPart();
  }

  /** Ends the open part, if any, and answers the digest of the whole; the hasher may go on afterwards. */
  finish(): SegmentDigest {
    if (this.#open) this.endPart();
    return digestOfParts(this.#algorithms, [...this.#parts]);
  }
}

/** The segment's digest from its parts. */
export function digestOfParts(algorithms: Algorithms, parts: readonly PartDigest[]): SegmentDigest {
  const range = new CompactRange(algorithms);
  for (const part of parts) range.append(hashLeaf(algorithms, part.root));
  return {
    root: range.root(),
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    parts,
    sizesHash: hashOfPartSizes(
      algorithms,
      parts.map((part) => part.sizeBytes),
    ),
  };
}

/** H over the part sizes, each as uint32 big-endian. */
export function hashOfPartSizes(algorithms: Algorithms, sizesBytes: readonly number[]): Hash {
  const bytes = new Uint8Array(sizesBytes.length * 4);
  const view = new DataView(bytes.buffer);
  sizesBytes.forEach((size, index) => {
    view.setUint32(index * 4, size);
  });
  return algorithms.hash(bytes);
}

class OpenPart {
  readonly #algorithms: Algorithms;
  readonly #range: CompactRange;
  readonly #blocks: Hash[] = [];
  #block: Hasher | undefined;
  #blockBytes = 0;
  sizeBytes = 0;

  constructor(algorithms: Algorithms) {
    this.#algorithms = algorithms;
    this.#range = new CompactRange(algorithms);
  }

  update(bytes: Uint8Array): void {
    this.sizeBytes += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      // A block that arrives whole is hashed in one call; only split blocks need a running hash.
      if (!this.#block && bytes.length - at >= blockSizeBytes) {
        this.#add(hashLeaf(this.#algorithms, bytes.subarray(at, at + blockSizeBytes)));
        at += blockSizeBytes;
        continue;
      }
      this.#block ??= startLeaf(this.#algorithms);
      const take = Math.min(bytes.length - at, blockSizeBytes - this.#blockBytes);
      this.#block.update(bytes.subarray(at, at + take));
      this.#blockBytes += take;
      at += take;
      if (this.#blockBytes === blockSizeBytes) this.#endBlock();
    }
  }

  finish(offsetBytes: number): PartDigest {
    if (this.sizeBytes === 0) throw new EvidenceError('evidence/part-empty');
    this.#endBlock();
    return { offsetBytes, sizeBytes: this.sizeBytes, root: this.#range.root(), blocks: this.#blocks };
  }

  #endBlock(): void {
    if (!this.#block) return;
    this.#add(this.#block.digest());
    this.#block = undefined;
    this.#blockBytes = 0;
  }

  #add(leaf: Hash): void {
    this.#range.append(leaf);
    this.#blocks.push(leaf);
  }
}
