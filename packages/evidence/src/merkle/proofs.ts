// SPDX-License-Identifier: Apache-2.0
/** Inclusion and consistency: checked for anyone, made from leaf hashes held in memory. */
import { type Algorithms, type Hash, hashSizeBytes } from '../algorithms.ts';
import { equalBytes } from '../bytes/octets.ts';
import { consistencyRanges, inclusionRanges } from './ranges.ts';
import { hashNode, rootOfLeaves } from './tree-hash.ts';

/** What a proof shows. */
export type ProofVerdict =
  | { readonly kind: 'proven' }
  | { readonly kind: 'not-proven'; readonly reason: NotProvenReason };

export type NotProvenReason =
  | 'index-out-of-range'
  | 'size-out-of-range'
  | 'hash-length'
  | 'path-too-short'
  | 'path-too-long'
  | 'root-differs'
  | 'old-root-differs';

const proven: ProofVerdict = { kind: 'proven' };
const notProven = (reason: NotProvenReason): ProofVerdict => ({ kind: 'not-proven', reason });

/** @throws EvidenceError `evidence/index-out-of-range` */
export function inclusionPath(
  algorithms: Algorithms,
  leaves: readonly Hash[],
  index: number,
): readonly Hash[] {
  return inclusionRanges(index, leaves.length).map(({ begin, end }) =>
    rootOfLeaves(algorithms, leaves.slice(begin, end)),
  );
}

/** @throws EvidenceError `evidence/index-out-of-range` */
export function consistencyPath(
  algorithms: Algorithms,
  leaves: readonly Hash[],
  oldSize: number,
): readonly Hash[] {
  return consistencyRanges(oldSize, leaves.length).map(({ begin, end }) =>
    rootOfLeaves(algorithms, leaves.slice(begin, end)),
  );
}

/**
 * Checks that a leaf stands at `index` in the tree of `size` leaves with this root.
 *
 * Assumes nothing about its input: any path gives a verdict, never an exception.
 *
 * @param leaf leaf hash, 32 bytes
 * @param path sibling hashes from leaf to root
 * @spec RFC 9162 §2.1.3.2
 */
export function verifyInclusion(
  algorithms: Algorithms,
  proof: {
    readonly leaf: Hash;
    readonly index: number;
    readonly size: number;
    readonly path: readonly Hash[];
  },
  root: Hash,
): ProofVerdict {
  const { leaf, index, size, path } = proof;
  if (!Number.isSafeInteger(size) || size < 1) return notProven('size-out-of-range');
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return notProven('index-out-of-range');
  if (![leaf, root, ...path].every(isHash)) return notProven('hash-length');
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0) return notProven('path-too-long');
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(algorithms, sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = hashNode(algorithms, hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  if (sn !== 0) return notProven('path-too-short');
  return equalBytes(hash, root) ? proven : notProven('root-differs');
}

/**
 * Checks that the tree of `size` leaves begins with the tree of `oldSize` leaves.
 *
 * @param path empty when the old tree is empty or equal
 * @spec RFC 9162 §2.1.4.2
 */
export function verifyConsistency(
  algorithms: Algorithms,
  old: { readonly size: number; readonly root: Hash },
  now: { readonly size: number; readonly root: Hash },
  path: readonly Hash[],
): ProofVerdict {
  if (!Number.isSafeInteger(old.size) || !Number.isSafeInteger(now.size))
    return notProven('size-out-of-range');
  if (old.size < 0 || old.size > now.size) return notProven('size-out-of-range');
  if (![old.root, now.root, ...path].every(isHash)) return notProven('hash-length');
  if (old.size === now.size) {
    if (path.length > 0) return notProven('path-too-long');
    return equalBytes(old.root, now.root) ? proven : notProven('old-root-differs');
  }
  if (old.size === 0) {
    if (path.length > 0) return notProven('path-too-long');
    return equalBytes(old.root, algorithms.hash()) ? proven : notProven('old-root-differs');
  }
  const hashes = isPowerOfTwo(old.size) ? [old.root, ...path] : path;
  const [first, ...rest] = hashes;
  if (first === undefined) return notProven('path-too-short');
  let fn = old.size - 1;
  let sn = now.size - 1;
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  let oldHash = first;
  let newHash = first;
  for (const hash of rest) {
    if (sn === 0) return notProven('path-too-long');
    if (fn % 2 === 1 || fn === sn) {
      oldHash = hashNode(algorithms, hash, oldHash);
      newHash = hashNode(algorithms, hash, newHash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      newHash = hashNode(algorithms, newHash, hash);
    }
    fn = half(fn);
    sn = half(sn);
  }
  if (sn !== 0) return notProven('path-too-short');
  if (!equalBytes(oldHash, old.root)) return notProven('old-root-differs');
  return equalBytes(newHash, now.root) ? proven : notProven('root-differs');
}

const isHash = (bytes: Uint8Array): boolean => bytes.length === hashSizeBytes;
const half = (n: number): number => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
