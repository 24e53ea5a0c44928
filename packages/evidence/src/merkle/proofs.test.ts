// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256, sm3 } from '../../test/node-crypto.ts';
import type { Algorithms, Hash } from '../algorithms.ts';
import { decodeHex, encodeHex } from '../bytes/octets.ts';
import { consistencyPath, inclusionPath, verifyConsistency, verifyInclusion } from './proofs.ts';
import { nodesOfRange } from './ranges.ts';
import { CompactRange, hashLeaf, hashNode, rootOfLeaves } from './tree-hash.ts';

/** The eight leaves and roots that Certificate Transparency's reference implementations share (RFC 6962). */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const vectorLeaves = inputs.map((hex) => hashLeaf(sha256, decodeHex(hex)!));

/** The definition in RFC 6962 §2.1, word for word: the witness of the incremental one. */
function definedRoot(algorithms: Algorithms, leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return algorithms.hash();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashNode(
    algorithms,
    definedRoot(algorithms, leaves.slice(0, k)),
    definedRoot(algorithms, leaves.slice(k)),
  );
}

const numbered = (count: number): Hash[] =>
  Array.from({ length: count }, (_, at) => hashLeaf(sha256, Uint8Array.of(at >> 8, at & 255)));

describe('Merkle trees of RFC 6962', () => {
  it('have the published roots for 0 to 8 leaves', () => {
    const range = new CompactRange(sha256);
    roots.forEach((root, size) => {
      expect(encodeHex(range.root())).toBe(root);
      expect(range.size).toBe(size);
      if (size < inputs.length) range.append(vectorLeaves[size]!);
    });
  });

  it('have the published paths', () => {
    const hex = (hashes: readonly Hash[]): string[] => hashes.map(encodeHex);
    // RFC 6962 §2.1.3, figures for a tree of seven leaves: PATH(0), PATH(3), PATH(4), PATH(6).
    const seven = vectorLeaves.slice(0, 7);
    const node = (...at: number[]): string =>
      encodeHex(
        definedRoot(
          sha256,
          at.map((index) => seven[index]!),
        ),
      );
    expect(hex(inclusionPath(sha256, seven, 0))).toEqual([node(1), node(2, 3), node(4, 5, 6)]);
    expect(hex(inclusionPath(sha256, seven, 3))).toEqual([node(2), node(0, 1), node(4, 5, 6)]);
    expect(hex(inclusionPath(sha256, seven, 4))).toEqual([node(5), node(6), node(0, 1, 2, 3)]);
    expect(hex(inclusionPath(sha256, seven, 6))).toEqual([node(4, 5), node(0, 1, 2, 3)]);
    // PROOF(3), PROOF(4), PROOF(6).
    expect(hex(consistencyPath(sha256, seven, 3))).toEqual([node(2), node(3), node(0, 1), node(4, 5, 6)]);
    expect(hex(consistencyPath(sha256, seven, 4))).toEqual([node(4, 5, 6)]);
    expect(hex(consistencyPath(sha256, seven, 6))).toEqual([node(4, 5), node(6), node(0, 1, 2, 3)]);
  });

  it('are the same grown leaf by leaf as by definition, with both hashes', () => {
    for (const algorithms of [sha256, sm3]) {
      const leaves = numbered(70);
      for (let size = 0; size <= leaves.length; size++) {
        const some = leaves.slice(0, size);
        expect(rootOfLeaves(algorithms, some)).toEqual(definedRoot(algorithms, some));
      }
    }
  });

  it('split a range into complete subtrees that cover it exactly', () => {
    for (const node of nodesOfRange({ begin: 8, end: 21 }))
      expect(node.index * 2 ** node.level).toBeGreaterThan(7);
    expect(nodesOfRange({ begin: 8, end: 21 })).toEqual([
      { level: 3, index: 1 },
      { level: 2, index: 4 },
      { level: 0, index: 20 },
    ]);
  });
});

describe('an inclusion proof', () => {
  it('holds for every leaf of every tree up to 70 leaves', () => {
    const leaves = numbered(70);
    for (let size = 1; size <= leaves.length; size++) {
      const some = leaves.slice(0, size);
      const root = rootOfLeaves(sha256, some);
      some.forEach((leaf, index) => {
        const path = inclusionPath(sha256, some, index);
        expect(verifyInclusion(sha256, { leaf, index, size, path }, root).kind).toBe('proven');
      });
    }
  });

  it('does not hold for another leaf, index, path or root', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }).chain((size) =>
          fc.record({
            size: fc.constant(size),
            index: fc.integer({ min: 0, max: size - 1 }),
            other: fc.integer({ min: 0, max: size - 1 }),
            bit: fc.nat(),
            change: fc.constantFrom('leaf', 'index', 'path', 'root', 'shorter', 'longer', 'swapped'),
          }),
        ),
        ({ size, index, other, bit, change }) => {
          const leaves = numbered(size);
          const root = rootOfLeaves(sha256, leaves);
          const path = inclusionPath(sha256, leaves, index);
          const flip = (hash: Hash): Hash => {
            const flipped = Uint8Array.from(hash);
            flipped[(bit >> 3) % 32]! ^= 1 << (bit & 7);
            return flipped;
          };
          const honest = { leaf: leaves[index]!, index, size, path };
          const at = bit % path.length;
          const forged =
            change === 'leaf'
              ? { ...honest, leaf: flip(honest.leaf) }
              : change === 'index'
                ? { ...honest, index: other }
                : change === 'path'
                  ? { ...honest, path: path.with(at, flip(path[at]!)) }
                  : change === 'shorter'
                    ? { ...honest, path: path.slice(0, -1) }
                    : change === 'longer'
                      ? { ...honest, path: [...path, root] }
                      : change === 'swapped'
                        ? { ...honest, path: path.toReversed() }
                        : honest;
          const isSame =
            (change === 'index' && other === index) || (change === 'swapped' && path.length === 1);
          const verdict = verifyInclusion(sha256, forged, change === 'root' ? flip(root) : root);
          expect(verdict.kind).toBe(isSame ? 'proven' : 'not-proven');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives a verdict for rubbish instead of throwing', () => {
    const root = sha256.hash();
    const rubbish = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, 1];
    for (const index of rubbish)
      for (const size of rubbish)
        for (const path of [[], [Uint8Array.of(1)], Array.from({ length: 80 }, () => root)])
          expect(verifyInclusion(sha256, { leaf: root, index, size, path }, root).kind).toBe('not-proven');
  });
});

describe('a consistency proof', () => {
  it('holds between all sizes up to 70', () => {
    const leaves = numbered(70);
    const rootAt = leaves.map((_, size) => rootOfLeaves(sha256, leaves.slice(0, size)));
    rootAt.push(rootOfLeaves(sha256, leaves));
    for (let size = 0; size <= leaves.length; size++)
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const path = consistencyPath(sha256, leaves.slice(0, size), oldSize);
        const old = { size: oldSize, root: rootAt[oldSize]! };
        expect(verifyConsistency(sha256, old, { size, root: rootAt[size]! }, path).kind).toBe('proven');
      }
  });

  it('does not hold when an old leaf was changed, added or taken away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), fc.nat(), (oldSize, more, place) => {
        const leaves = numbered(oldSize + 1 + (more % 60));
        const at = place % oldSize;
        const old = { size: oldSize, root: rootOfLeaves(sha256, leaves.slice(0, oldSize)) };
        const rewritten = leaves.with(at, sha256.hash(leaves[at]!));
        const path = consistencyPath(sha256, rewritten, oldSize);
        const now = { size: rewritten.length, root: rootOfLeaves(sha256, rewritten) };
        expect(verifyConsistency(sha256, old, now, path).kind).toBe('not-proven');
      }),
      { numRuns: 150 },
    );
  });

  it('gives a verdict for rubbish instead of throwing', () => {
    const root = sha256.hash();
    for (const oldSize of [-1, 0, 0.5, 1, 3, 2 ** 60])
      for (const size of [-1, 0, 1, 2, 2 ** 60])
        for (const path of [[Uint8Array.of(1)], [root, root]]) {
          const verdict = verifyConsistency(
            sha256,
            { size: oldSize, root },
            { size, root: hashLeaf(sha256, root) },
            path,
          );
          expect(verdict.kind).toBe('not-proven');
        }
  });
});
