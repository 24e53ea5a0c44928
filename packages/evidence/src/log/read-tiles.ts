// SPDX-License-Identifier: Apache-2.0
/** Reading tiles and entry bundles back from files, partial or, when that is gone, full. */
import { type Hash, hashSizeBytes } from '../algorithms.ts';
import { EvidenceError } from '../errors.ts';
import { parseEntryBundle } from './entry-bundle.ts';
import { tilePath, tileWidth } from './tile-path.ts';

/** Reads a whole file of the log, relative to its directory; undefined when there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/**
 * The first `width` hashes of a tile.
 *
 * @throws EvidenceError `evidence/tile-missing`, `evidence/tile-damaged` with `path`
 */
export async function readTile(
  readFile: ReadFile,
  tile: { readonly level: number; readonly index: number; readonly width: number },
): Promise<readonly Hash[]> {
  const found = await readPartialOrFull(readFile, tile.level, tile.index, tile.width);
  if (found.bytes.length !== found.width * hashSizeBytes)
    throw new EvidenceError('evidence/tile-damaged', { path: found.path });
  return Array.from({ length: tile.width }, (_, at) =>
    found.bytes.subarray(at * hashSizeBytes, (at + 1) * hashSizeBytes),
  );
}

/** The first `width` entries of a bundle; errors as `readTile`. */
export async function readEntries(
  readFile: ReadFile,
  index: number,
  width: number,
): Promise<readonly Uint8Array[]> {
  const found = await readPartialOrFull(readFile, 'entries', index, width);
  const entries = parseEntryBundle(found.bytes);
  if (entries?.length !== found.width) throw new EvidenceError('evidence/tile-damaged', { path: found.path });
  return entries.slice(0, width);
}

async function readPartialOrFull(
  readFile: ReadFile,
  level: number | 'entries',
  index: number,
  width: number,
): Promise<{ readonly path: string; readonly bytes: Uint8Array; readonly width: number }> {
  for (const tried of width === tileWidth ? [tileWidth] : [width, tileWidth]) {
    const path = tilePath(level, index, tried);
    const bytes = await readFile(path);
    if (bytes) return { path, bytes, width: tried };
  }
  throw new EvidenceError('evidence/tile-missing', { path: tilePath(level, index, width) });
}
