// SPDX-License-Identifier: Apache-2.0
/** A growing tree in memory that proves: every complete subtree's root is kept, two hashes a leaf in all. */
import type { Algorithms, Hash } from '../algorithms.ts';
import { consistencyRanges, inclusionRanges, type LeafRange, nodesOfRange } from './ranges.ts';
import { foldPeaks, hashNode } from './tree-hash.ts';

export class GrownTree {
  readonly #algorithms: Algorithms;
  /** Roots of complete subtrees by level; level 0 are the leaves. */
  readonly #levels: Hash[][] = [[]];

  constructor(algorithms: Algorithms) {
    this.#algorithms = algorithms;
  }

  /** Number of leaves so far. */
  get size(): number {
    return this.#levels[0]!.length;
  }

  append(leaf: Hash): void {
    this.#levels[0]!.push(leaf);
    for (let level = 0; this.#levels[level]!.length % 2 === 0; level++) {
      const row = this.#levels[level]!;
      this.#levels[level + 1] ??= [];
      this.#levels[level + 1]!.push(hashNode(this.#algorithms, row.at(-2)!, row.at(-1)!));
    }
  }

  /** Root of the first `size` leaves. @throws EvidenceError `evidence/index-out-of-range` */
  root(size = this.size): Hash {
    return size === 0 ? this.#algorithms.hash() : this.#rootOf({ begin: 0, end: size });
  }

  /** RFC 6962 path of a leaf in the tree of `size` leaves. @throws EvidenceError `evidence/index-out-of-range` */
  inclusionPath(index: number, size = this.size): readonly Hash[] {
    return inclusionRanges(index, size).map((range) => this.#rootOf(range));
  }

  /** RFC 6962 proof that the first `oldSize` leaves are those of a tree then. @throws EvidenceError as above */
  consistencyPath(oldSize: number, size = this.size): readonly Hash[] {
    return consistencyRanges(oldSize, size).map((range) => this.#rootOf(range));
  }

  #rootOf(range: LeafRange): Hash {
    const peaks = nodesOfRange(range).map(({ level, index }) => this.#levels[level]![index]!);
    return foldPeaks(this.#algorithms, peaks);
  }
}
