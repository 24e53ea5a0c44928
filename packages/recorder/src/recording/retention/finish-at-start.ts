// SPDX-License-Identifier: Apache-2.0
/**
 * Deletions that a crash cut short: their tombstones stand in the log, their bytes are still there. They are
 * finished only if floor, holds and clock allow it now, and only under a checkpoint; otherwise the footage stays and
 * a person is told.
 */
import { join } from 'node:path';
import type { RecorderError } from '../../errors.ts';
import type { FootageIndex } from '../store/footage-index.ts';
import {
  type DeletionFacts,
  type DeletionStore,
  finishDeletions,
  refusalToFinish,
  type Tombstone,
} from './deletion.ts';

/** More than one round of retention can begin for one camera after another. */
const tombstonesLooked = 2000;

/**
 * @param refused told once per tombstone that is not obeyed
 * @returns the oldest tombstone that is still open; undefined when none is
 */
export async function finishAtStart(
  store: DeletionStore,
  index: FootageIndex,
  facts: DeletionFacts,
  isBreachChosen: boolean,
  refused: (camera: string, error: RecorderError) => Promise<void>,
): Promise<number | undefined> {
  const allowed: Tombstone[] = [];
  const open: number[] = [];
  const looked = index.openTombstones(tombstonesLooked);
  for (const logIndex of looked) {
    const left = [];
    for (const segment of index.buriedBy(logIndex))
      if ((await store.disk.identity(join(store.directory, segment.path))) !== undefined) left.push(segment);
    if (left.length === 0) continue;
    const refusal = await refusalToFinish(store, logIndex, left, facts, isBreachChosen);
    if (refusal) {
      open.push(logIndex);
      await refused(left[0]!.camera, refusal);
    } else allowed.push({ logIndex, segments: left });
  }
  await finishDeletions(store, allowed);
  const firstOpen = open.length === 0 ? undefined : Math.min(...open);
  const newest = Math.max(-1, ...looked);
  index.finished(firstOpen === undefined ? newest : Math.min(newest, firstOpen - 1));
  return firstOpen;
}
