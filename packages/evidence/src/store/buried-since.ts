// SPDX-License-Identifier: Apache-2.0
/**
 * What a running recorder has deleted since its checkpoint was read. It signs a checkpoint over a tombstone before the
 * bytes go, so whatever is missing rightly is named under a checkpoint that lies there now.
 */
import { equalBytes } from '../bytes/octets.ts';
import { parseCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import { parseEntry } from '../entry/parse-entry.ts';
import { LogReader } from '../log/log-reader.ts';
import type { StoreCheck } from './store-check.ts';
import { storeNames } from './store-files.ts';

/**
 * @returns log indexes that later tombstones name; empty unless the later checkpoint is signed by the key that signed
 *   the one being verified, and its log begins with that one
 */
export async function buriedSince(check: StoreCheck): Promise<ReadonlySet<number>> {
  const { checkpoint, signer, files, suites, algorithms } = check;
  const bytes = await files.readWhole(storeNames.checkpoint);
  const later = bytes && parseCheckpoint(bytes);
  if (!checkpoint || signer?.kind !== 'signed' || !later || later.size <= checkpoint.size) return new Set();
  if (later.origin !== checkpoint.origin) return new Set();
  if (verifyCheckpoint(suites, later, check.ownKeys).kind !== 'signed') return new Set();
  const read = (path: string) => files.readWhole(`${storeNames.log}/${path}`);
  const log = new LogReader(algorithms, later.size, read, later.root);
  const buried = new Set<number>();
  try {
    if (!equalBytes(await log.root(checkpoint.size), checkpoint.root)) return new Set();
    for (let index = checkpoint.size; index < later.size; index++) {
      const parsed = parseEntry(await log.entry(index));
      if (parsed.kind === 'entry' && parsed.entry.type === 'tombstone')
        for (const target of parsed.entry.entries) if (target < checkpoint.size) buried.add(target);
    }
  } catch {
    // Tiles that are missing or altered excuse nothing.
    return new Set();
  }
  return buried;
}
