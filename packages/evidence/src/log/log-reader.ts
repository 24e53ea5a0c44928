// SPDX-License-Identifier: Apache-2.0
/** A log of a given size, read from tiles: entries, subtree roots, proofs. Keeps a few tiles in memory. */
import type { Algorithms, Hash } from '../algorithms.ts';
import { EvidenceError } from '../errors.ts';
import { consistencyRanges, inclusionRanges, type LeafRange, nodesOfRange } from '../merkle/ranges.ts';
import { foldPeaks, rootOfComplete } from '../merkle/tree-hash.ts';
import { type ReadFile, readEntries, readTile } from './read-tiles.ts';
import { tileWidth, widthOfTile } from './tile-path.ts';

/** Tiles kept in memory: 64 × 8 KiB. */
const cachedTiles = 64;

export class LogReader {
  readonly #algorithms: Algorithms;
  readonly #readFile: ReadFile;
  readonly #tiles = new Map<string, readonly Hash[]>();
  #bundle: { readonly index: number; readonly entries: readonly Uint8Array[] } | undefined;
  /** Entries in the log. */
  readonly size: number;

  constructor(algorithms: Algorithms, size: number, readFile: ReadFile) {
    this.#algorithms = algorithms;
    this.#readFile = readFile;
    this.size = size;
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
    return this.#bundle.entries[index % tileWidth]!;
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
    const hashes = kept ?? (await readTile(this.#readFile, { level, index, width }));
    this.#tiles.delete(key);
    this.#tiles.set(key, hashes);
    for (const oldest of this.#tiles.keys()) {
      if (this.#tiles.size <= cachedTiles) break;
      this.#tiles.delete(oldest);
    }
    return hashes;
  }
}
