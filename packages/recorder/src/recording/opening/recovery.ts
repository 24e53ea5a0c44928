// SPDX-License-Identifier: Apache-2.0
/**
 * Putting a store in order, at start and for `mingjing reindex`:
 *
 * 1. Log entries the index does not have are replayed into it.
 * 2. Files no entry knows are adopted: torn tail cut at the last whole fragment, hashed, logged. What holds no
 *    whole fragment, or time that is already accounted for, goes to `quarantine/`. Nothing is deleted.
 *
 * Every step may be cut short by a crash and is done again by the next start. Deletions that a crash cut short
 * (tombstone written, bytes still there) are not its matter: whether they may be finished is judged anew by whoever
 * knows floor, holds and clock (`retention/finish-at-start.ts`).
 */
import { dirname, join } from 'node:path';
import {
  decodeBase64,
  encodeHashSheet,
  encodeHex,
  hashSheetSuffix,
  parseEntry,
  parseTime,
  type SegmentDigest,
  type SegmentEntry,
} from '@mingjing/evidence';
import type { GapCause } from '../../terms/causes.ts';
import type { SpanBook } from '../log/span-book.ts';
import { type Disk, listFiles, readWhole } from '../store/disk.ts';
import type { FootageIndex, SpanToIndex } from '../store/footage-index.ts';
import {
  dayOf,
  footageDirectory,
  isCameraId,
  parseSegmentPath,
  quarantineDirectory,
} from '../store/paths.ts';
import { hashSegmentFile, readSegmentFile } from '../store/segment-file.ts';
import type { OpenStore } from './open-store.ts';

export type RecoveryReport = {
  readonly replayed: number;
  readonly adopted: readonly string[];
  /** Bytes of torn tails that were cut off. */
  readonly cutBytes: number;
  readonly quarantined: readonly string[];
  /** Segments in the log whose file is not there, though no tombstone says so. */
  readonly missing: readonly string[];
};

/** Entries are replayed from a little before the mark: entries of other kinds may have overtaken it. */
const overlap = 1000;
/** Files so much older than a camera's last segment are looked at too. */
const tailMs = 600_000;

/**
 * @param scope `recent` looks at what may have been written since the last segment of each camera, `all` at every
 *   file
 */
export async function recoverStore(
  store: OpenStore,
  book: SpanBook,
  scope: 'recent' | 'all',
): Promise<RecoveryReport> {
  const replay = await replayLog(store, scope);
  return { ...replay, ...(await adoptFiles(store, book, await unknownFiles(store, scope))) };
}

/**
 * After a capture thread died, or the disk was away for a moment: takes in what was written for these cameras; others
 * go on recording.
 *
 * @param begunBeforeMs only files that were begun before; absent: all, for cameras that do not record just now
 */
export async function recoverCameras(
  store: OpenStore,
  book: SpanBook,
  cameras: readonly string[],
  begunBeforeMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const unknown = await unknownFiles(store, 'recent', cameras);
  const isMeant = (path: string) => (parseSegmentPath(path)?.startMs ?? 0) < begunBeforeMs;
  await adoptFiles(store, book, unknown.filter(isMeant));
}

async function adoptFiles(
  store: OpenStore,
  book: SpanBook,
  unknown: readonly string[],
): Promise<Pick<RecoveryReport, 'adopted' | 'cutBytes' | 'quarantined'>> {
  const adopted: string[] = [];
  const quarantined: string[] = [];
  let cutBytes = 0;
  for (const path of unknown) {
    const cut = await adopt(store, book, path);
    if (cut === undefined) {
      await quarantine(store, path);
      quarantined.push(path);
    } else {
      adopted.push(path);
      cutBytes += cut;
    }
  }
  await book.flush();
  return { adopted, cutBytes, quarantined };
}

async function replayLog(
  { log, index, disk, directory }: OpenStore,
  scope: 'recent' | 'all',
): Promise<{ readonly replayed: number; readonly missing: readonly string[] }> {
  const size = log.size();
  const from = scope === 'all' ? 0 : Math.max(0, index.loggedSize() - overlap);
  const missing: string[] = [];
  let spans: SpanToIndex[] = [];
  let replayed = 0;
  for (let logIndex = from; logIndex < size; logIndex++) {
    const bytes = await log.entryIfWhole(logIndex);
    const parsed = bytes && parseEntry(bytes);
    if (parsed?.kind !== 'entry') continue;
    const { entry } = parsed;
    if (entry.type === 'segment' || entry.type === 'gap') {
      if (index.findByLogIndex(logIndex)) continue;
      replayed++;
      if (entry.type === 'segment') {
        const span = await segmentRow(disk, directory, entry, logIndex);
        if (span.parts.length === 0) missing.push(entry.path ?? '');
        spans.push(span);
      } else {
        const { camera, n, start, end, cause } = entry;
        const row = { camera, n, startMs: ms(start), endMs: ms(end), cause: cause as GapCause, logIndex };
        spans.push({ row: { kind: 'gap', ...row }, parts: [] });
      }
      if (spans.length < 500) continue;
    }
    if (spans.length > 0) index.add(spans, logIndex + 1);
    spans = [];
    if (entry.type === 'clock' && entry.credited)
      index.postpone(entry.credited.since, logIndex, entry.credited.ms);
    if (entry.type === 'tombstone') index.bury(entry.entries, logIndex, logIndex + 1);
  }
  if (spans.length > 0 || index.loggedSize() < size) index.add(spans, size);
  return { replayed, missing: missing.filter((path) => !isBuried(index, path)) };
}

function isBuried(index: FootageIndex, path: string): boolean {
  const name = parseSegmentPath(path);
  if (!name) return false;
  const query = { camera: name.camera, fromMs: name.startMs, toMs: name.startMs + 1, includeDeleted: true };
  return index.segments(query).some((row) => row.path === path && row.tombstone !== undefined);
}

/** A row from its entry and its file; without the file (deleted, or missing) from the entry alone. */
async function segmentRow(
  disk: Disk,
  directory: string,
  entry: SegmentEntry,
  logIndex: number,
): Promise<SpanToIndex> {
  const path = entry.path ?? '';
  const present = (await disk.identity(join(directory, path))) !== undefined;
  const file = present ? await readSegmentFile(disk, join(directory, path)) : undefined;
  const row = {
    kind: 'segment' as const,
    camera: entry.camera,
    n: entry.n,
    startMs: ms(entry.start),
    endMs: ms(entry.end),
    bytes: entry.bytes,
    parts: entry.parts,
    path,
    root: encodeHex(decodeBase64(entry.root) ?? new Uint8Array()),
    codec: entry.codec,
    width: file?.init.width ?? 0,
    height: file?.init.height ?? 0,
    frames: file?.frames ?? 0,
    startsWithSync: file?.parts[1]?.sync ?? false,
    clockSource: entry.clock.source,
    clockOffsetMs: entry.clock.offsetMs,
    cameraSignature: entry.cameraSignature,
    logIndex,
    tombstone: undefined,
    floorDays: entry.floor?.days,
    floorFromMs: parseTime(entry.floor?.from),
  };
  return { row, parts: file?.parts ?? [] };
}

async function unknownFiles(
  store: OpenStore,
  scope: 'recent' | 'all',
  cameras?: readonly string[],
): Promise<readonly string[]> {
  const { disk, directory, index } = store;
  const root = join(directory, footageDirectory);
  if ((await disk.identity(root)) === undefined) return [];
  const unknown: string[] = [];
  for (const { name: camera, directory: isFolder } of await disk.list(root)) {
    if (cameras && !cameras.includes(camera)) continue;
    if (!isFolder || !isCameraId(camera)) {
      unknown.push(`${footageDirectory}/${camera}`);
      continue;
    }
    const last = scope === 'all' ? undefined : index.lastKept(camera);
    const fromMs = last ? last.startMs - tailMs : 0;
    for (const { name: day } of await disk.list(join(root, camera))) {
      if (last && day < dayOf(fromMs)) continue;
      const known = knownPaths(index, camera, day, fromMs);
      const files = new Set(await listFiles(disk, join(root, camera, day)));
      for (const file of files) {
        if (last && Number.parseInt(file, 10) < fromMs) continue;
        const path = `${footageDirectory}/${camera}/${day}/${file}`;
        // A sheet goes with its segment; one whose segment is gone is as unknown as any other file.
        if (path.endsWith(hashSheetSuffix) && files.has(file.slice(0, -hashSheetSuffix.length))) continue;
        if (!known.has(path)) unknown.push(path);
      }
    }
  }
  return unknown.sort((a, b) => (parseSegmentPath(a)?.startMs ?? 0) - (parseSegmentPath(b)?.startMs ?? 0));
}

/** Paths of a camera's segments that begin on a UTC day, from `fromMs` on, deleted ones included. */
function knownPaths(index: FootageIndex, camera: string, day: string, fromMs: number): ReadonlySet<string> {
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(dayMs)) return new Set();
  const query = {
    camera,
    fromMs: Math.max(dayMs, fromMs),
    toMs: dayMs + 86_400_000,
    includeDeleted: true,
  };
  return new Set(index.segments(query).map((row) => row.path));
}

/** @returns bytes cut off, or undefined when there is nothing to adopt */
async function adopt(store: OpenStore, book: SpanBook, path: string): Promise<number | undefined> {
  const { disk, directory, algorithms } = store;
  const name = parseSegmentPath(path);
  if (!name) return undefined;
  const full = join(directory, path);
  const file = await readSegmentFile(disk, full);
  if (!file) return undefined;
  const endMs = Math.max(name.startMs + 1, Math.round(name.startMs + file.durationMs));
  const lastEndMs = book.endOf(name.camera);
  if (lastEndMs !== undefined && endMs <= lastEndMs) return undefined;
  if (file.wholeBytes < file.fileBytes) await cutTail(disk, full, file.wholeBytes);
  const { footage, sealed, stored } = await hashSegmentFile(disk, full, algorithms, file);
  await writeSheet(disk, full, stored);
  if (lastEndMs !== undefined && name.startMs > lastEndMs) {
    book.add({ kind: 'gap', camera: name.camera, startMs: lastEndMs, endMs: name.startMs, cause: 'restart' });
  }
  book.add({
    kind: 'segment',
    camera: name.camera,
    startMs: name.startMs,
    endMs,
    path,
    bytes: footage.sizeBytes,
    root: footage.root,
    sizesHash: footage.sizesHash,
    ...(sealed && { sealed }),
    codec: file.init.codec,
    width: file.init.width,
    height: file.init.height,
    frames: file.frames,
    clockSource: 'recovered',
    clockOffsetMs: 0,
    cameraSignature: 'unchecked',
    parts: file.parts,
  });
  return file.fileBytes - file.wholeBytes;
}

/** A sheet that a crash left is of the file before it was cut: written anew. */
async function writeSheet(disk: Disk, segment: string, digest: SegmentDigest): Promise<void> {
  const path = `${segment}${hashSheetSuffix}`;
  await disk.remove(path);
  const file = await disk.create(path);
  try {
    await file.write([encodeHashSheet(digest)], 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function cutTail(disk: Disk, path: string, wholeBytes: number): Promise<void> {
  const file = await disk.openToWrite(path);
  try {
    await file.truncate(wholeBytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function quarantine({ disk, directory }: OpenStore, path: string): Promise<void> {
  const target = join(directory, quarantineDirectory, path.replaceAll('/', '_'));
  await disk.makeDirectory(dirname(target));
  const taken = (await readWhole(disk, target)) !== undefined;
  await disk.rename(join(directory, path), taken ? `${target}.${Date.now()}` : target);
  await disk.remove(join(directory, `${path}${hashSheetSuffix}`));
  await disk.syncDirectory(dirname(target));
  await disk.syncDirectory(dirname(join(directory, path)));
}

function ms(time: string): number {
  return parseTime(time) ?? 0;
}
