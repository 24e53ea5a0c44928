// SPDX-License-Identifier: Apache-2.0
/** Showing one block of a segment and nothing else: block → part root → segment root. */
import type { Algorithms, Hash } from '../algorithms.ts';
import { equalBytes } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { inclusionPath, type ProofVerdict, verifyInclusion } from '../merkle/proofs.ts';
import { blockSizeBytes, type SegmentDigest } from '../merkle/segment-hasher.ts';
import { hashLeaf, rootOfLeaves } from '../merkle/tree-hash.ts';

/** That a part root stands at `part` of `parts` in the segment. */
export interface PartProof {
  readonly part: number;
  /** Parts of the segment, as in its entry. */
  readonly parts: number;
  readonly path: readonly Hash[];
}

export interface BlockProof {
  readonly part: PartProof;
  readonly partRoot: Hash;
  readonly block: number;
  /** Blocks of the part. */
  readonly blocks: number;
  readonly path: readonly Hash[];
}

/** Where a byte of a segment lies. */
export interface BlockPlace {
  readonly part: number;
  readonly block: number;
  /** Blocks of that part. */
  readonly blocks: number;
  /** Place of the block in the segment file. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** Blocks of a part of this size. */
export function blocksOfPart(sizeBytes: number): number {
  return Math.ceil(sizeBytes / blockSizeBytes);
}

/** @throws EvidenceError `evidence/index-out-of-range` when the byte is outside the segment */
export function placeOfByte(partSizesBytes: readonly number[], byte: number): BlockPlace {
  let start = 0;
  for (const [part, size] of partSizesBytes.entries()) {
    if (byte < start + size) {
      const block = Math.floor((byte - start) / blockSizeBytes);
      const offset = block * blockSizeBytes;
      return {
        part,
        block,
        blocks: blocksOfPart(size),
        offsetBytes: start + offset,
        sizeBytes: Math.min(blockSizeBytes, size - offset),
      };
    }
    start += size;
  }
  throw new EvidenceError('evidence/index-out-of-range', { index: byte, size: start });
}

/** @throws EvidenceError `evidence/index-out-of-range` */
export function provePart(algorithms: Algorithms, partRoots: readonly Hash[], part: number): PartProof {
  const leaves = partRoots.map((root) => hashLeaf(algorithms, root));
  return { part, parts: partRoots.length, path: inclusionPath(algorithms, leaves, part) };
}

/** @throws EvidenceError `evidence/index-out-of-range` */
export function proveBlock(
  algorithms: Algorithms,
  partRoots: readonly Hash[],
  part: number,
  blockLeaves: readonly Hash[],
  block: number,
): BlockProof {
  return {
    part: provePart(algorithms, partRoots, part),
    partRoot: partRoots[part]!,
    block,
    blocks: blockLeaves.length,
    path: inclusionPath(algorithms, blockLeaves, block),
  };
}

export function verifyPart(
  algorithms: Algorithms,
  partRoot: Hash,
  proof: PartProof,
  segmentRoot: Hash,
): ProofVerdict {
  const { part, parts, path } = proof;
  const leaf = hashLeaf(algorithms, partRoot);
  return verifyInclusion(algorithms, { leaf, index: part, size: parts, path }, segmentRoot);
}

export function verifyBlock(
  algorithms: Algorithms,
  bytes: Uint8Array,
  proof: BlockProof,
  segmentRoot: Hash,
): ProofVerdict {
  const { block, blocks, path, partRoot } = proof;
  const leaf = hashLeaf(algorithms, bytes);
  const inPart = verifyInclusion(algorithms, { leaf, index: block, size: blocks, path }, partRoot);
  return inPart.kind === 'proven' ? verifyPart(algorithms, partRoot, proof.part, segmentRoot) : inPart;
}

/** Which parts and blocks of two digests of the same segment differ; the first is what should be. */
export function differingBlocks(
  should: SegmentDigest,
  is: SegmentDigest,
): readonly { readonly part: number; readonly block: number | undefined }[] {
  const found: { part: number; block: number | undefined }[] = [];
  for (let part = 0; part < Math.max(should.parts.length, is.parts.length); part++) {
    const left = should.parts[part];
    const right = is.parts[part];
    if (left && right && equalBytes(left.root, right.root)) continue;
    if (!left || !right || left.blocks.length !== right.blocks.length) {
      found.push({ part, block: undefined });
      continue;
    }
    left.blocks.forEach((hash, block) => {
      if (!equalBytes(hash, right.blocks[block]!)) found.push({ part, block });
    });
  }
  return found;
}

/** Root of a part from its bytes. */
export function rootOfPart(algorithms: Algorithms, bytes: Uint8Array): Hash {
  const leaves: Hash[] = [];
  for (let at = 0; at < bytes.length; at += blockSizeBytes)
    leaves.push(hashLeaf(algorithms, bytes.subarray(at, at + blockSizeBytes)));
  return rootOfLeaves(algorithms, leaves);
}
