// SPDX-License-Identifier: Apache-2.0
/** Merkle tree hashing of RFC 6962 §2.1: leaf H(0x00 ‖ data), node H(0x01 ‖ left ‖ right), empty tree H(). */
import type { Algorithms, Hash } from '../algorithms.ts';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

export function hashLeaf(algorithms: Algorithms, data: Uint8Array): Hash {
  return algorithms.hash(leafPrefix, data);
}

export function hashNode(algorithms: Algorithms, left: Hash, right: Hash): Hash {
  return algorithms.hash(nodePrefix, left, right);
}

/** Starts the hash of a leaf whose data comes in pieces. */
export function startLeaf(algorithms: Algorithms): ReturnType<Algorithms['createHasher']> {
  const hasher = algorithms.createHasher();
  hasher.update(leafPrefix);
  return hasher;
}

/** Root over leaf hashes, in order. */
export function rootOfLeaves(algorithms: Algorithms, leaves: readonly Hash[]): Hash {
  const range = new CompactRange(algorithms);
  for (const leaf of leaves) range.append(leaf);
  return range.root();
}

/** A growing tree of which only the roots of its complete subtrees are kept: log₂ n hashes. */
export class CompactRange {
  readonly #algorithms: Algorithms;
  /** Roots of complete subtrees from left (largest) to right (smallest). */
  readonly #peaks: Hash[] = [];
  #size = 0;

  constructor(algorithms: Algorithms) {
    this.#algorithms = algorithms;
  }

  /** Number of leaves so far. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    let peak = leaf;
    // Each trailing one in the old size is a complete subtree of equal height to merge with.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      peak = hashNode(this.#algorithms, this.#peaks.pop()!, peak);
    }
    this.#peaks.push(peak);
    this.#size++;
  }

  /** Root of the tree as it stands; may be asked at any time. */
  root(): Hash {
    return this.#peaks.length === 0 ? this.#algorithms.hash() : foldPeaks(this.#algorithms, this.#peaks);
  }
}

/** Root over the roots of complete subtrees, largest first; at least one. */
export function foldPeaks(algorithms: Algorithms, peaks: readonly Hash[]): Hash {
  return peaks.reduceRight((right, left) => hashNode(algorithms, left, right));
}

/** Root of a complete subtree from its 2^k hashes, folded pair by pair. */
export function rootOfComplete(algorithms: Algorithms, hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    const next: Hash[] = [];
    for (let at = 0; at < row.length; at += 2) next.push(hashNode(algorithms, row[at]!, row[at + 1]!));
    row = next;
  }
  return row[0]!;
}
