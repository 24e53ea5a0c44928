// SPDX-License-Identifier: Apache-2.0
/**
 * The log as files, planned: given the right edge of the tree and new entries, which bytes go where. Nothing
 * is written here.
 *
 * Full tiles never change. A partial tile is written under its width and may be removed once its tile is full
 * (`removable`). A crash between writes leaves files that the next plan writes again with the same bytes.
 */
import type { Algorithms, Hash } from '../algorithms.ts';
import { concatBytes } from '../bytes/octets.ts';
import { foldPeaks, hashLeaf, rootOfComplete } from '../merkle/tree-hash.ts';
import { encodeEntryBundle } from './entry-bundle.ts';
import { encodeTileIndex, tilePath, tileWidth } from './tile-path.ts';

/** The rightmost, not yet full tiles: all that is needed to go on. */
export interface LogEdge {
  /** Entries in the log. */
  readonly size: number;
  /** Per tile level the hashes of its partial tile, from left; empty where the edge is full. */
  readonly levels: readonly (readonly Hash[])[];
  /** Entries of the partial bundle. */
  readonly entries: readonly Uint8Array[];
}

export const emptyLog: LogEdge = { size: 0, levels: [], entries: [] };

export interface FileWrite {
  /** Relative to the log's directory. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface AppendPlan {
  readonly edge: LogEdge;
  /** Root of the tree after the append. */
  readonly root: Hash;
  /** Leaf hashes of the new entries, in order; the first stands at the old size. */
  readonly leaves: readonly Hash[];
  /** Files to write and make durable, before any checkpoint of the new size. */
  readonly writes: readonly FileWrite[];
  /** Directories of partial tiles whose full tile is now written. */
  readonly removable: readonly string[];
}

/** @param entries canonical bytes, in order @throws EvidenceError `evidence/entry-too-long` */
export function planAppend(
  algorithms: Algorithms,
  edge: LogEdge,
  entries: readonly Uint8Array[],
): AppendPlan {
  const levels = edge.levels.map((hashes) => [...hashes]);
  const bundle = [...edge.entries];
  const writes: FileWrite[] = [];
  const removable: string[] = [];
  const leaves: Hash[] = [];
  let size = edge.size;

  const addHash = (level: number, hash: Hash, index: number): void => {
    levels[level] ??= [];
    const hashes = levels[level];
    hashes.push(hash);
    if (hashes.length < tileWidth) return;
    const tile = Math.floor(index / tileWidth);
    writes.push({ path: tilePath(level, tile, tileWidth), bytes: concatBytes(...hashes) });
    removable.push(`tile/${level}/${encodeTileIndex(tile)}.p`);
    levels[level] = [];
    addHash(level + 1, rootOfComplete(algorithms, hashes), tile);
  };

  for (const entry of entries) {
    const leaf = hashLeaf(algorithms, entry);
    leaves.push(leaf);
    bundle.push(entry);
    if (bundle.length === tileWidth) {
      const tile = Math.floor(size / tileWidth);
      writes.push({ path: tilePath('entries', tile, tileWidth), bytes: encodeEntryBundle(bundle) });
      removable.push(`tile/entries/${encodeTileIndex(tile)}.p`);
      bundle.length = 0;
    }
    addHash(0, leaf, size);
    size++;
  }

  const next: LogEdge = { size, levels, entries: bundle };
  if (entries.length > 0) writes.push(...partialTiles(edge, next));
  return { edge: next, root: rootOfEdge(algorithms, next), leaves, writes, removable };
}

/** The partial tiles that differ from those of the old edge. */
function partialTiles(old: LogEdge, now: LogEdge): readonly FileWrite[] {
  const writes: FileWrite[] = [];
  const last = Math.floor(now.size / tileWidth);
  if (now.entries.length > 0)
    writes.push({
      path: tilePath('entries', last, now.entries.length),
      bytes: encodeEntryBundle(now.entries),
    });
  now.levels.forEach((hashes, level) => {
    const hashCount = Math.floor(now.size / tileWidth ** level);
    if (hashes.length === 0 || hashCount === Math.floor(old.size / tileWidth ** level)) return;
    const index = Math.floor(hashCount / tileWidth);
    writes.push({ path: tilePath(level, index, hashes.length), bytes: concatBytes(...hashes) });
  });
  return writes;
}

/** Root of the whole tree from its right edge. */
export function rootOfEdge(algorithms: Algorithms, edge: LogEdge): Hash {
  if (edge.size === 0) return algorithms.hash();
  const peaks: Hash[] = [];
  for (let level = edge.levels.length - 1; level >= 0; level--) {
    peaks.push(...peaksOfHashes(algorithms, edge.levels[level]!));
  }
  return foldPeaks(algorithms, peaks);
}

function peaksOfHashes(algorithms: Algorithms, hashes: readonly Hash[]): readonly Hash[] {
  const peaks: Hash[] = [];
  let at = 0;
  for (let width = tileWidth / 2; width >= 1; width /= 2) {
    if (hashes.length - at < width) continue;
    peaks.push(rootOfComplete(algorithms, hashes.slice(at, at + width)));
    at += width;
  }
  return peaks;
}
