// SPDX-License-Identifier: Apache-2.0
/**
 * Which subtrees a proof is made of (RFC 6962 §2.1.1 PATH and §2.1.2 PROOF). Each range starts at a multiple
 * of the largest power of two it contains, so its root is folded from complete subtrees.
 */
import { EvidenceError } from '../errors.ts';

/** Leaves from `begin` up to, not including, `end`. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** A complete subtree: leaves `index · 2^level` up to `(index + 1) · 2^level`. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two below n, for n ≥ 2. */
export function splitPoint(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** Siblings from the leaf up to the root's child. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size))
    throw new EvidenceError('evidence/index-out-of-range', { index, size });
  const siblings: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitPoint(end - begin);
    if (index < middle) {
      siblings.push({ begin: middle, end });
      end = middle;
    } else {
      siblings.push({ begin, end: middle });
      begin = middle;
    }
  }
  return siblings.reverse();
}

/** The hashes of a consistency proof from `oldSize` to `size`, in the order of RFC 6962. */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (!(Number.isSafeInteger(oldSize) && Number.isSafeInteger(size) && oldSize >= 0 && oldSize <= size))
    throw new EvidenceError('evidence/index-out-of-range', { index: oldSize, size });
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  let isWholeOldTree = true;
  while (end !== oldSize) {
    const middle = begin + splitPoint(end - begin);
    if (oldSize <= middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
      isWholeOldTree = false;
    }
  }
  if (!isWholeOldTree) ranges.push({ begin, end });
  return ranges.reverse();
}

/** Complete subtrees that make up a range, from left (largest) to right. */
export function nodesOfRange(range: LeafRange): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let begin = range.begin; begin < range.end; ) {
    let level = 0;
    let width = 1;
    while (begin + width * 2 <= range.end && begin % (width * 2) === 0) {
      width *= 2;
      level++;
    }
    nodes.push({ level, index: begin / width });
    begin += width;
  }
  return nodes;
}
