// SPDX-License-Identifier: Apache-2.0
import type { Algorithms, Hash } from '../algorithms.ts';
import { equalBytes } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import type { LogEdge } from './plan-append.ts';
import { type ReadFile, readEntries, readTile } from './read-tiles.ts';
import { partialWidth, tilePath, tileWidth } from './tile-path.ts';

/**
 * Rebuilds the edge of a log of this size from its partial tiles, and checks that entries and hashes agree.
 * A writer starts with this, and compares `rootOfEdge` with its last checkpoint before it goes on.
 *
 * @throws EvidenceError `evidence/tile-missing`, `evidence/tile-damaged` with `path`
 */
export async function readLogEdge(
  algorithms: Algorithms,
  size: number,
  readFile: ReadFile,
): Promise<LogEdge> {
  const levels: (readonly Hash[])[] = [];
  for (let level = 0; tileWidth ** level <= size; level++) {
    const width = partialWidth(level, size);
    const index = Math.floor(size / tileWidth ** (level + 1));
    levels.push(width === 0 ? [] : await readTile(readFile, { level, index, width }));
  }
  const width = partialWidth(0, size);
  const index = Math.floor(size / tileWidth);
  const entries = width === 0 ? [] : await readEntries(readFile, index, width);
  entries.forEach((entry, at) => {
    if (!equalBytes(levels[0]![at]!, hashLeaf(algorithms, entry)))
      throw new EvidenceError('evidence/tile-damaged', { path: tilePath('entries', index, width) });
  });
  return { size, levels, entries };
}
