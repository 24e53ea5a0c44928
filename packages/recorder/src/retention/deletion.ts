// SPDX-License-Identifier: Apache-2.0
/**
 * Deleting footage: planned with a proof, applied only if the proof still holds. There is no other path to an
 * unlink of footage in this program.
 */
import { dirname, join } from 'node:path';
import { formatTime, hashSheetSuffix, type NewEntry } from '@mingjing/evidence';
import type { Hold, RetentionSettings, SegmentRow } from '../core/recorder-core.ts';
import { RecorderError } from '../errors.ts';
import type { Disk } from '../store/disk.ts';
import { holdOn, isPastCeiling, isPastFloor } from './rules.ts';

export type DeletionGround =
  /** Past the ceiling: the purpose is met, the law wants it gone. */
  | { readonly kind: 'past-ceiling' }
  /** Past the floor, and the room is needed. */
  | { readonly kind: 'past-floor' }
  /** Below the floor, by a policy that a named person chose: a breach, and said to be one. */
  | { readonly kind: 'below-floor-by-policy'; readonly by: string };

/** That these segments may go, at this moment. Only `planDeletion` makes one. */
export type DeletionProof = {
  readonly camera: string;
  /** In order; all of one camera. */
  readonly segments: readonly SegmentRow[];
  readonly ground: DeletionGround;
  /** Trusted time, not the wall clock. */
  readonly nowMs: number;
};

export type Tombstone = { readonly logIndex: number; readonly segments: readonly SegmentRow[] };

/** The facts a deletion is judged by, asked again when it is applied. */
export type DeletionFacts = {
  readonly trustedNowMs: () => number;
  /** Why the clock is not trusted just now; undefined when it is. */
  readonly untrustedReason: () => string | undefined;
  readonly holds: () => readonly Hold[];
  /** Floor and ceiling that bind a camera now. */
  readonly settingsOf: (camera: string) => RetentionSettings;
};

export type DeletionStore = {
  readonly disk: Disk;
  readonly directory: string;
  readonly append: (entry: NewEntry) => Promise<{ readonly index: number }>;
  /** Marks the segments in the index. */
  readonly bury: (segments: readonly SegmentRow[], tombstone: number) => void;
};

/** Log indexes in one tombstone; keeps the entry far below 65,535 bytes. */
const segmentsPerTombstone = 1000;

/**
 * Which of these segments may be deleted on this ground: the longest run from the oldest on.
 *
 * @param candidates oldest first, of one camera
 * @returns undefined when not even the first may go
 */
export function planDeletion(
  candidates: readonly SegmentRow[],
  ground: DeletionGround,
  facts: DeletionFacts,
): DeletionProof | undefined {
  if (facts.untrustedReason() !== undefined) return undefined;
  const nowMs = facts.trustedNowMs();
  const holds = facts.holds();
  const segments: SegmentRow[] = [];
  for (const segment of candidates.slice(0, segmentsPerTombstone)) {
    if (segment.tombstone !== undefined || holdOn(segment, holds, nowMs)) continue;
    if (!mayGo(segment, facts.settingsOf(segment.camera), ground, nowMs)) break;
    segments.push(segment);
  }
  const first = segments[0];
  return first && { camera: first.camera, segments, ground, nowMs };
}

function mayGo(
  segment: SegmentRow,
  settings: RetentionSettings,
  ground: DeletionGround,
  nowMs: number,
): boolean {
  switch (ground.kind) {
    case 'past-ceiling':
      return isPastCeiling(segment, settings, nowMs) && isPastFloor(segment, settings, nowMs);
    case 'past-floor':
      return isPastFloor(segment, settings, nowMs);
    case 'below-floor-by-policy':
      return true;
  }
}

/**
 * Deletes segments' bytes and appends their tombstone. The hashes stay.
 *
 * Order: tombstone durable → index → unlink → directory fsync. A crash in between leaves a tombstone with bytes;
 * the next start finishes the deletion.
 *
 * @param proof from `planDeletion`; its `nowMs` is trusted time, not the wall clock
 * @throws RecorderError `recorder/below-retention-floor`, `recorder/held`, `recorder/clock-untrusted`
 * @legal d799/retention, qhd-measures-2017/retention
 */
export async function applyDeletion(
  store: DeletionStore,
  proof: DeletionProof,
  facts: DeletionFacts,
): Promise<Tombstone> {
  checkProof(proof, facts);
  const { camera, segments, ground } = proof;
  const { index } = await store.append({
    type: 'tombstone',
    camera,
    from: formatTime(segments[0]!.startMs),
    to: formatTime(segments.at(-1)!.endMs),
    entries: segments.map(({ logIndex }) => logIndex),
    ground: { rule: ground.kind, provision: facts.settingsOf(camera).floorProvision },
    by: ground.kind === 'below-floor-by-policy' ? ground.by : 'retention',
  });
  store.bury(segments, index);
  await removeFiles(store, segments);
  return { logIndex: index, segments };
}

/** Removes the bytes of segments that a tombstone names; also at start, for deletions a crash cut short. */
export async function removeFiles(
  { disk, directory }: Pick<DeletionStore, 'disk' | 'directory'>,
  segments: readonly SegmentRow[],
): Promise<void> {
  const folders = new Set<string>();
  for (const segment of segments) {
    const path = join(directory, segment.path);
    await disk.remove(path);
    await disk.remove(`${path}${hashSheetSuffix}`);
    folders.add(dirname(path));
  }
  for (const folder of folders) {
    if ((await disk.identity(folder)) !== undefined) await disk.syncDirectory(folder);
  }
}

/** Asked again at the last moment: a hold may have been placed, the clock may have jumped since the plan. */
function checkProof({ segments, ground, nowMs }: DeletionProof, facts: DeletionFacts): void {
  const reason = facts.untrustedReason();
  if (reason !== undefined) throw new RecorderError('recorder/clock-untrusted', { reason });
  const trustedNowMs = facts.trustedNowMs();
  if (nowMs > trustedNowMs)
    throw new RecorderError('recorder/clock-untrusted', { reason: 'proof from the future' });
  for (const segment of segments) {
    const settings = facts.settingsOf(segment.camera);
    const hold = holdOn(segment, facts.holds(), trustedNowMs);
    if (hold) throw new RecorderError('recorder/held', { camera: segment.camera, hold: hold.id });
    if (ground.kind !== 'below-floor-by-policy' && !isPastFloor(segment, settings, trustedNowMs)) {
      throw new RecorderError('recorder/below-retention-floor', {
        camera: segment.camera,
        segmentEnd: formatTime(segment.endMs),
        floorDays: settings.floorDays,
        provision: settings.floorProvision,
      });
    }
  }
}
