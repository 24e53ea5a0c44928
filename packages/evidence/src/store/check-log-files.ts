// SPDX-License-Identifier: Apache-2.0
/** Store step 6: every file in the log directory is part of the log, and says what the log says. */
import { type Algorithms, hashSizeBytes } from '../algorithms.ts';
import { firstDifference } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { planAppend } from '../log/plan-append.ts';
import { readLogEdge } from '../log/read-log-edge.ts';
import { parseTilePath, type TileName, tilePath, tileWidth, widthOfTile } from '../log/tile-path.ts';
import { createFinding } from '../verdict/finding.ts';
import type { StoreCheck } from './store-check.ts';
import { storeNames } from './store-files.ts';

/** Left by a crash between two writes, or by a repair; not part of the log and harmless. */
const leftovers = /^(?:journal\.torn|journal\.kept-\d+|journal\.new|.+\.(?:tmp|new)(?:-[A-Za-z0-9]+)?)$/;

export async function checkLogFiles(check: StoreCheck): Promise<void> {
  const { size } = check.checkpoint!;
  const own: ReadonlySet<string> = new Set([storeNames.checkpoint, storeNames.journal]);
  let ahead: ReadonlyMap<string, Uint8Array> | undefined;
  await checkPartialTiles(check);
  for await (const { path } of check.files.list(storeNames.log)) {
    if (own.has(path) || path.startsWith(`${storeNames.checkpoints}/`)) continue;
    const inLog = path.slice(storeNames.log.length + 1);
    const tile = parseTilePath(inLog);
    if (!tile) {
      if (!leftovers.test(inLog)) check.findings.add(createFinding('log-file-unknown', { file: path }));
      continue;
    }
    check.checkedFiles++;
    const level = tile.level === 'entries' ? 0 : tile.level;
    const width = widthOfTile(level, tile.index, size);
    if (tile.width === width) continue;
    if (tile.width < width) {
      await comparePrefix(check, path, tile, tilePath(tile.level, tile.index, width));
      if (tile.level === 0 && !check.checkpointSizes.has(tile.index * tileWidth + tile.width))
        check.findings.add(
          createFinding('checkpoint-unaccounted', {
            file: `${storeNames.checkpoints}/${tile.index * tileWidth + tile.width}`,
          }),
        );
      continue;
    }
    // Written ahead of the checkpoint: the journal must have the entries.
    ahead ??= await tilesAhead(check, check.algorithms, size);
    const expected = ahead.get(tilePath(tile.level, tile.index, tileWidth));
    await compareWith(check, path, expected);
  }
}

/** A partial tile that was not removed says the beginning of the tile that took its place. */
async function comparePrefix(check: StoreCheck, path: string, tile: TileName, later: string): Promise<void> {
  const bytes = await check.files.readWhole(path);
  const whole = await check.files.readWhole(`${storeNames.log}/${later}`);
  // A missing later tile was reported when the log was read.
  if (!bytes || !whole) return;
  const lengthBytes =
    tile.level === 'entries' ? lengthOfEntries(whole, tile.width) : tile.width * hashSizeBytes;
  report(check, path, bytes, whole.subarray(0, lengthBytes));
}

/** Bytes that the first entries of a bundle take. */
function lengthOfEntries(bundle: Uint8Array, count: number): number {
  let at = 0;
  for (let entry = 0; entry < count && at + 2 <= bundle.length; entry++)
    at += 2 + ((bundle[at]! << 8) | bundle[at + 1]!);
  return at;
}

/** Partial tiles stay until their tile is full (C2SP tlog-tiles), so each checkpoint since then has its own. */
async function checkPartialTiles(check: StoreCheck): Promise<void> {
  const { size } = check.checkpoint!;
  const tile = Math.floor(size / tileWidth);
  for (let width = 1; width < size % tileWidth; width++) {
    if (!check.checkpointSizes.has(tile * tileWidth + width)) continue;
    for (const level of [0, 'entries'] as const) {
      const file = `${storeNames.log}/${tilePath(level, tile, width)}`;
      if ((await check.files.size(file)) === undefined)
        check.findings.add(createFinding('log-file-missing', { file }));
    }
  }
}

async function compareWith(check: StoreCheck, path: string, expected: Uint8Array | undefined): Promise<void> {
  const bytes = await check.files.readWhole(path);
  if (!bytes) return;
  if (!expected || expected.length < bytes.length) {
    if (await check.isGrowing()) return;
    check.findings.add(createFinding('log-file-unknown', { file: path }));
    return;
  }
  report(check, path, bytes, expected.subarray(0, bytes.length));
}

function report(check: StoreCheck, file: string, found: Uint8Array, expected: Uint8Array): void {
  const at = found.length === expected.length ? firstDifference(found, expected) : expected.length;
  if (at >= 0) check.findings.add(createFinding('log-file-altered', { file, fromByte: at, toByte: at + 1 }));
}

/** Entries that follow the checkpoint without a hole. */
function pendingRun({ pending }: StoreCheck, size: number): readonly Uint8Array[] {
  return pending.filter(({ index }, at) => index === size + at).map(({ entry }) => entry);
}

/** The last bytes each tile can have once the journal is folded in, by the path of the full tile. */
async function tilesAhead(
  check: StoreCheck,
  algorithms: Algorithms,
  size: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const tiles = new Map<string, Uint8Array>();
  try {
    const edge = await readLogEdge(algorithms, size, (path) =>
      check.files.readWhole(`${storeNames.log}/${path}`),
    );
    for (const { path, bytes } of planAppend(algorithms, edge, pendingRun(check, size)).writes) {
      const tile = parseTilePath(path)!;
      tiles.set(tilePath(tile.level, tile.index, tileWidth), bytes);
    }
  } catch (error) {
    // Missing or damaged edge tiles were reported when the log was read.
    if (!(error instanceof EvidenceError)) throw error;
  }
  return tiles;
}
