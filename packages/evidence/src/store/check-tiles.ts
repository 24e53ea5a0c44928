// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the log once from its first to its last entry under the checkpoint. Every entry is hashed and compared
 * with its tile, every tile with its parent, the whole with the checkpoint; what differs is told by which of the
 * two the checkpoint vouches for.
 */
import type { Algorithms, Hash } from '../algorithms.ts';
import { equalBytes } from '../bytes/octets.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { parseEntryBundle } from '../log/entry-bundle.ts';
import { tilePath, tileWidth, widthOfTile } from '../log/tile-path.ts';
import { foldPeaks, hashLeaf, rootOfComplete } from '../merkle/tree-hash.ts';
import { createFinding, type Findings } from '../verdict/finding.ts';
import { storeNames } from './store-files.ts';
import type { StoredTiles } from './stored-tiles.ts';

/** One entry with its place; `bytes` is undefined when the log vouches for other bytes, or they are not there. */
export interface CheckedEntry {
  readonly index: number;
  readonly leaf: Hash;
  readonly bytes: Uint8Array | undefined;
}

export class TileCheck {
  readonly #algorithms: Algorithms;
  readonly #tiles: StoredTiles;
  readonly #checkpoint: Checkpoint;
  readonly #findings: Findings;
  /** Hashes of each level's unfinished tile, recomputed. */
  readonly #levels: Hash[][] = [];

  constructor(algorithms: Algorithms, tiles: StoredTiles, checkpoint: Checkpoint, findings: Findings) {
    this.#algorithms = algorithms;
    this.#tiles = tiles;
    this.#checkpoint = checkpoint;
    this.#findings = findings;
  }

  /** Entries in order, tile by tile. Run to its end before `finish`. */
  async *entries(): AsyncGenerator<CheckedEntry, void, undefined> {
    const { size } = this.#checkpoint;
    for (let tile = 0; tile * tileWidth < size; tile++) {
      const width = widthOfTile(0, tile, size);
      const checked = await this.#checkLeafTile(tile, width);
      for (const [at, { leaf, bytes }] of checked.entries()) {
        yield { index: tile * tileWidth + at, leaf, bytes };
        await this.#addHash(0, leaf, tile * tileWidth + at);
      }
    }
  }

  /** Compares the unfinished tiles of the upper levels. @returns the root of what was read, undefined if unknown */
  async finish(): Promise<Hash> {
    for (let level = 1; level < this.#levels.length; level++) {
      const hashes = this.#levels[level]!;
      if (hashes.length > 0) {
        const index = Math.floor(this.#checkpoint.size / tileWidth ** (level + 1));
        await this.#compareTile(level, index, hashes);
      }
    }
    return this.#rootOfLevels(this.#levels);
  }

  async #checkLeafTile(
    tile: number,
    width: number,
  ): Promise<readonly { leaf: Hash; bytes: Uint8Array | undefined }[]> {
    const stored = await this.#tiles.hashes(0, tile);
    const bundle = await this.#tiles.entryBundle(tile);
    const entriesFile = this.#file('entries', tile, width);
    const tileFile = this.#file(0, tile, width);
    const parsed = bundle && parseEntryBundle(bundle.bytes);
    const entries = bundle && parsed?.length === bundle.width ? parsed.slice(0, width) : undefined;
    if (!stored.hashes)
      this.#findings.add(
        createFinding(stored.isThere ? 'log-file-altered' : 'log-file-missing', { file: tileFile }),
      );
    if (!entries)
      this.#findings.add(
        createFinding(bundle ? 'log-file-altered' : 'log-file-missing', { file: entriesFile }),
      );
    const computed = entries?.map((entry) => hashLeaf(this.#algorithms, entry));
    if (!computed || !entries) return this.#withoutEntries(stored.hashes, width);
    if (!stored.hashes) return entries.map((bytes, at) => ({ leaf: computed[at]!, bytes }));

    const differing = computed.flatMap((hash, at) => (equalBytes(hash, stored.hashes![at]!) ? [] : [at]));
    if (differing.length === 0) return entries.map((bytes, at) => ({ leaf: computed[at]!, bytes }));
    const isTileRight = await this.#isLeafTileAuthentic(tile, width, stored.hashes);
    const areEntriesRight = !isTileRight && (await this.#isLeafTileAuthentic(tile, width, computed));
    for (const at of differing) {
      if (!areEntriesRight) this.#reportEntry(entriesFile, entries, tile, at);
      if (!isTileRight)
        this.#findings.add(
          createFinding('log-file-altered', { file: tileFile, fromByte: at * 32, toByte: at * 32 + 32 }),
        );
    }
    return entries.map((bytes, at) => ({
      leaf: isTileRight ? stored.hashes![at]! : computed[at]!,
      bytes: differing.includes(at) && !areEntriesRight ? undefined : bytes,
    }));
  }

  #withoutEntries(
    hashes: readonly Hash[] | undefined,
    width: number,
  ): readonly { leaf: Hash; bytes: undefined }[] {
    // Neither entries nor hashes: a hash that fits nothing keeps the places; the root will not fit either.
    const unknown = this.#algorithms.hash();
    return Array.from({ length: width }, (_, at) => ({ leaf: hashes?.[at] ?? unknown, bytes: undefined }));
  }

  #reportEntry(file: string, entries: readonly Uint8Array[], tile: number, at: number): void {
    const fromByte = entries.slice(0, at).reduce((sum, entry) => sum + entry.length + 2, 2);
    const place = { file, index: tile * tileWidth + at, fromByte, toByte: fromByte + entries[at]!.length };
    this.#findings.add(createFinding('entry-altered', place, { type: '?' }));
  }

  /** Whether these hashes are what the checkpoint commits to in the tile's place. */
  async #isLeafTileAuthentic(tile: number, width: number, hashes: readonly Hash[]): Promise<boolean> {
    if (width < tileWidth) return this.#fitsEdge(hashes);
    const parent = (await this.#tiles.hashes(1, Math.floor(tile / tileWidth))).hashes?.[tile % tileWidth];
    return parent !== undefined && equalBytes(rootOfComplete(this.#algorithms, hashes), parent);
  }

  /** Root from the stored upper edge and these leaves. */
  async #fitsEdge(leaves: readonly Hash[]): Promise<boolean> {
    const levels: (readonly Hash[])[] = [leaves];
    for (let level = 1; tileWidth ** level <= this.#checkpoint.size; level++) {
      const index = Math.floor(this.#checkpoint.size / tileWidth ** (level + 1));
      const isEmpty = widthOfTile(level, index, this.#checkpoint.size) === 0;
      const hashes = isEmpty ? [] : (await this.#tiles.hashes(level, index)).hashes;
      if (!hashes) return false;
      levels.push(hashes);
    }
    return equalBytes(this.#rootOfLevels(levels), this.#checkpoint.root);
  }

  async #addHash(level: number, hash: Hash, index: number): Promise<void> {
    this.#levels[level] ??= [];
    const hashes = this.#levels[level];
    hashes.push(hash);
    if (hashes.length < tileWidth) return;
    this.#levels[level] = [];
    const tile = Math.floor(index / tileWidth);
    if (level > 0) await this.#compareTile(level, tile, hashes);
    await this.#addHash(level + 1, rootOfComplete(this.#algorithms, hashes), tile);
  }

  /** An upper tile against what lies below it. */
  async #compareTile(level: number, index: number, hashes: readonly Hash[]): Promise<void> {
    const file = this.#file(level, index, hashes.length);
    const stored = await this.#tiles.hashes(level, index);
    if (!stored.hashes) {
      this.#findings.add(createFinding(stored.isThere ? 'log-file-altered' : 'log-file-missing', { file }));
      return;
    }
    hashes.forEach((hash, at) => {
      if (equalBytes(hash, stored.hashes![at]!)) return;
      this.#findings.add(
        createFinding('log-file-altered', { file, fromByte: at * 32, toByte: at * 32 + 32 }),
      );
    });
  }

  #rootOfLevels(levels: readonly (readonly Hash[])[]): Hash {
    const peaks: Hash[] = [];
    for (let level = levels.length - 1; level >= 0; level--) {
      const hashes = levels[level]!;
      let at = 0;
      for (let width = tileWidth / 2; width >= 1; width /= 2) {
        if (hashes.length - at < width) continue;
        peaks.push(rootOfComplete(this.#algorithms, hashes.slice(at, at + width)));
        at += width;
      }
    }
    return peaks.length === 0 ? this.#algorithms.hash() : foldPeaks(this.#algorithms, peaks);
  }

  #file(level: number | 'entries', index: number, width: number): string {
    return `${storeNames.log}/${tilePath(level, index, width)}`;
  }
}
