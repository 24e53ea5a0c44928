// SPDX-License-Identifier: Apache-2.0
/** A store without a running recorder: its index, and the index made anew. */
import { join } from 'node:path';
import { formatTime } from '@mingjing/evidence';
import type { FootageQuery, SegmentRow } from '../../terms/footage.ts';
import type { RetentionSettings } from '../../terms/holds.ts';
import { SpanBook } from '../log/span-book.ts';
import { closeStore, indexFileName, type OpenStore, openStore } from '../opening/open-store.ts';
import { type RecoveryReport, recoverStore } from '../opening/recovery.ts';
import { withLawfulFloor } from '../retention/rules.ts';
import { nodeDisk } from '../store/disk.ts';
import { FootageIndex } from '../store/footage-index.ts';
import { readIdentity } from '../store/identity.ts';
import { tryLockStore } from '../store/lock.ts';
import { defaultRetention } from './surroundings.ts';
import { lastTimeOf } from './timekeeping.ts';

/** One line of `mingjing segments --json`. */
export type ListedSegment = {
  readonly camera: string;
  readonly n: number;
  /** RFC 3339 UTC with milliseconds. */
  readonly start: string;
  readonly end: string;
  readonly bytes: number;
  /** Relative to the store. */
  readonly path: string;
  /** Segment root, lower-case hex (SM3 in a store of the national suite). */
  readonly sha256Root: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly parts: number;
  readonly startsWithKeyFrame: boolean;
  readonly logIndex: number;
};

/**
 * Segments of a store. Works beside a running recorder; a store that nobody has open and that was not closed
 * is put in order first.
 *
 * @throws RecorderError `recorder/store-…`
 */
export async function listSegments(
  directory: string,
  query: FootageQuery,
): Promise<readonly ListedSegment[]> {
  await settleStore(directory);
  const index = new FootageIndex(join(directory, indexFileName), 'read');
  try {
    return index.segments(query).map(listed);
  } finally {
    index.close();
  }
}

/**
 * Puts a store in order that nobody has open and that was not closed; one that a recorder has open is left to it.
 *
 * @throws RecorderError `recorder/store-…`
 */
export async function settleStore(directory: string): Promise<void> {
  await readIdentity(nodeDisk, directory);
  const lock = tryLockStore(directory);
  if (!lock) return;
  lock.release();
  await withStore(directory, async (store) => {
    if (store.state.fact('open') !== 0) await recoverStore(store, bookOf(store), 'recent');
    store.state.setFact('open', 0);
  });
}

export type ReindexReport = Omit<RecoveryReport, 'replayed'> & {
  readonly segments: number;
  readonly gaps: number;
};

/**
 * Throws the index away and makes it from the log and the files.
 *
 * @throws RecorderError `recorder/store-…` (also `recorder/store-in-use`), `recorder/log-damaged`
 */
export async function reindexStore(directory: string): Promise<ReindexReport> {
  return await withStore(directory, async (store) => {
    store.index.clear();
    const report = await recoverStore(store, bookOf(store), 'all');
    store.state.setFact('open', 0);
    const { adopted, quarantined, missing, cutBytes } = report;
    return { ...store.index.counts(), adopted, quarantined, missing, cutBytes };
  });
}

async function withStore<T>(directory: string, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const store = await openStore({ directory, disk: nodeDisk, make: false, nowMs: Date.now });
  try {
    return await work(store);
  } finally {
    await closeStore(store);
  }
}

/** The floor of what is taken in without a running recorder, as far as the store itself knows it. */
export function floorByStore({ state }: OpenStore): (camera: string) => RetentionSettings {
  const cameras = new Map(state.cameras().map((camera) => [camera.id, camera.retention]));
  return (camera) => withLawfulFloor({ ...defaultRetention, ...cameras.get(camera) }, state.lawfulFloor());
}

function bookOf(store: OpenStore): SpanBook {
  return new SpanBook({
    log: store.log,
    index: store.index,
    floorOf: floorByStore(store),
    // The store's own last word, so that what is taken in counts from now on.
    trustedNowMs: () => lastTimeOf(store)?.trustedMs ?? Date.now(),
    onSpan: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
}

function listed(row: SegmentRow): ListedSegment {
  const { camera, n, bytes, path, root, codec, width, height, frames, parts, startsWithSync, logIndex } = row;
  return {
    camera,
    n,
    start: formatTime(row.startMs),
    end: formatTime(row.endMs),
    bytes,
    path,
    sha256Root: root,
    codec,
    width,
    height,
    frames,
    parts,
    startsWithKeyFrame: startsWithSync,
    logIndex,
  };
}
