// SPDX-License-Identifier: Apache-2.0
/**
 * A log of a given size, read from tiles: entries, subtree roots, proofs. Keeps a few tiles in memory.
 *
 * With the root that somebody vouches for, nothing is answered that this root does not commit to: each entry is
 * compared with its leaf, each full tile with its parent, the right edge with the root. Without it what the files say
 * is taken as it is, for readers that check by themselves.
 */
import type { Algorithms, Hash } from '../algorithms.ts';
import { equalBytes } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { consistencyRanges, inclusionRanges, type LeafRange, nodesOfRange } from '../merkle/ranges.ts';
import { foldPeaks, hashLeaf, rootOfComplete } from '../merkle/tree-hash.ts';
import { type ReadFile, readEntries, readTile } from './read-tiles.ts';
import { tilePath, tileWidth, widthOfTile } from './tile-path.ts';

/** Tiles kept in memory: 64 × 8 KiB. */
const cachedTiles = 64;

export class LogReader {
  readonly #algorithms: Algorithms;
  readonly #readFile: ReadFile;
  readonly #tiles = new Map<string, readonly Hash[]>();
  #bundle: { readonly index: number; readonly entries: readonly Uint8Array[] } | undefined;
  /** Entries in the log. */
  readonly size: number;
  /** What the right edge must give; undefined: nothing is checked. */
  readonly #root: Hash | undefined;
  #edge: Promise<void> | undefined;

  /** @param root of this size, from a checkpoint whose signature was checked; what differs is refused */
  constructor(algorithms: Algorithms, size: number, readFile: ReadFile, root?: Hash) {
    this.#algorithms = algorithms;
    this.#readFile = readFile;
    this.size = size;
    this.#root = root;
  }

  /** Bytes of one entry. @throws EvidenceError `evidence/index-out-of-range`, `evidence/tile-…` */
  async entry(index: number): Promise<Uint8Array> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size)
      throw new EvidenceError('evidence/index-out-of-range', { index, size: this.size });
    const bundle = Math.floor(index / tileWidth);
    if (this.#bundle?.index !== bundle) {
      const entries = await readEntries(this.#readFile, bundle, widthOfTile(0, bundle, this.size));
      this.#bundle = { index: bundle, entries };
    }
    const bytes = this.#bundle.entries[index % tileWidth]!;
    if (this.#root && !equalBytes(hashLeaf(this.#algorithms, bytes), await this.leaf(index)))
      throw this.#damaged('entries', bundle);
    return bytes;
  }

  /** Entries in order, bundle by bundle. */
  async *entries(
    from = 0,
    to = this.size,
  ): AsyncGenerator<{ readonly index: number; readonly bytes: Uint8Array }> {
    for (let index = from; index < to; index++) yield { index, bytes: await this.entry(index) };
  }

  /** Leaf hash of one entry, from the tiles. */
  leaf(index: number): Promise<Hash> {
    return this.#node(0, index);
  }

  /** Root of the first `size` entries; of the whole log by default. */
  root(size = this.size): Promise<Hash> {
    return size === 0 ? Promise.resolve(this.#algorithms.hash()) : this.#rootOfRange({ begin: 0, end: size });
  }

  /** Siblings from the leaf to the root of the first `size` entries. */
  inclusionPath(index: number, size = this.size): Promise<readonly Hash[]> {
    this.#checkSize(size);
    return this.#rootsOf(inclusionRanges(index, size));
  }

  /** Proof that the first `size` entries begin with the first `oldSize`. */
  consistencyPath(oldSize: number, size = this.size): Promise<readonly Hash[]> {
    this.#checkSize(size);
    return this.#rootsOf(consistencyRanges(oldSize, size));
  }

  #checkSize(size: number): void {
    if (size > this.size)
      throw new EvidenceError('evidence/index-out-of-range', { index: size, size: this.size });
  }

  async #rootsOf(ranges: readonly LeafRange[]): Promise<readonly Hash[]> {
    const roots: Hash[] = [];
    for (const range of ranges) roots.push(await this.#rootOfRange(range));
    return roots;
  }

  async #rootOfRange(range: LeafRange): Promise<Hash> {
    const peaks: Hash[] = [];
    for (const node of nodesOfRange(range)) peaks.push(await this.#node(node.level, node.index));
    return foldPeaks(this.#algorithms, peaks);
  }

  /** A complete subtree lies in one tile: 2^(level mod 8) of its hashes, folded. */
  async #node(level: number, index: number): Promise<Hash> {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const tile = await this.#tile(tileLevel, Math.floor(first / tileWidth));
    const at = first % tileWidth;
    return rootOfComplete(this.#algorithms, tile.slice(at, at + count));
  }

  async #tile(level: number, index: number): Promise<readonly Hash[]> {
    const key = `${level}/${index}`;
    const kept = this.#tiles.get(key);
    const width = widthOfTile(level, index, this.size);
    const hashes = kept ?? (await this.#checkedTile(level, index, width));
    this.#tiles.delete(key);
    this.#tiles.set(key, hashes);
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= cachedTiles) break;
      this.#tiles.delete(oldest);
    }
    return hashes;
  }

  async #checkedTile(level: number, index: number, width: number): Promise<readonly Hash[]> {
    const hashes = await readTile(this.#readFile, { level, index, width });
    if (!this.#root) return hashes;
    if (width < tileWidth) {
      this.#edge ??= this.#checkEdge(this.#root);
      await this.#edge;
      return hashes;
    }
    const parent = await this.#tile(level + 1, Math.floor(index / tileWidth));
    const expected = parent[index % tileWidth];
    if (!expected || !equalBytes(rootOfComplete(this.#algorithms, hashes), expected))
      throw this.#damaged(level, index);
    return hashes;
  }

  /** The unfinished tiles of all levels together give the root: every full tile has its hash in one of them. */
  async #checkEdge(root: Hash): Promise<void> {
    const reader = new LogReader(this.#algorithms, this.size, this.#readFile);
    if (!equalBytes(await reader.root(), root)) throw this.#damaged(0, Math.floor(this.size / tileWidth));
  }

  #damaged(level: number | 'entries', index: number): EvidenceError {
    const width = widthOfTile(level === 'entries' ? 0 : level, index, this.size);
    return new EvidenceError('evidence/tile-damaged', { path: tilePath(level, index, width) });
  }
}
