// SPDX-License-Identifier: Apache-2.0
/**
 * Deleting footage: planned with a proof, applied only if the proof still holds. There is no other path to an
 * unlink of footage in this program.
 */
import { dirname, join } from 'node:path';
import { formatTime, hashSheetSuffix, type NewEntry, parseEntry, parseTime } from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import type { SegmentRow } from '../../terms/footage.ts';
import type { Hold, RetentionSettings } from '../../terms/holds.ts';
import type { Disk } from '../store/disk.ts';
import { type Footage, floorDaysOf, holdOn, isPastCeiling, isPastFloor } from './rules.ts';

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

export type Tombstone = {
  readonly logIndex: number;
  readonly segments: readonly SegmentRow[];
  /** Segments of the plan that stay, because the index does not say of them what the log says. */
  readonly left?: number;
};

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
  /** Bytes of a log entry; undefined where they are not what the log commits to. */
  readonly entry: (index: number) => Promise<Uint8Array | undefined>;
  /** Signs a checkpoint over everything appended. */
  readonly seal: () => Promise<void>;
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
 * Appends the tombstone of segments; their bytes go with `finishDeletions`. The hashes stay.
 *
 * What decides is the log's own entry of each segment, not the index: what the index says otherwise stays.
 *
 * @param proof from `planDeletion`; its `nowMs` is trusted time, not the wall clock
 * @throws RecorderError `recorder/below-retention-floor`, `recorder/held`, `recorder/clock-untrusted`,
 *   `recorder/index-differs`
 * @legal d799/retention, qhd-measures-2017/retention
 */
export async function applyDeletion(
  store: DeletionStore,
  proof: DeletionProof,
  facts: DeletionFacts,
): Promise<Tombstone> {
  const { camera, segments: planned, ground, nowMs } = proof;
  const logged: Footage[] = [];
  const segments: SegmentRow[] = [];
  for (const segment of planned) {
    const footage = await loggedFootage(store, segment);
    if (!footage) continue;
    logged.push(footage);
    segments.push(segment);
  }
  if (segments.length === 0) throw new RecorderError('recorder/index-differs', { camera, n: planned[0]!.n });
  const refusal = refusalOf(logged, ground, facts, nowMs);
  if (refusal) throw refusal;
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
  return { logIndex: index, segments, left: planned.length - segments.length };
}

/**
 * Removes the bytes of segments whose tombstones are in the log.
 *
 * Order: tombstone durable → index → checkpoint over it → unlink → directory fsync. No bytes go before a signature
 * covers the reason; a crash in between leaves a tombstone with bytes, which the next start finishes if it may.
 */
export async function finishDeletions(store: DeletionStore, tombstones: readonly Tombstone[]): Promise<void> {
  if (tombstones.length === 0) return;
  await store.seal();
  await removeFiles(
    store,
    tombstones.flatMap(({ segments }) => segments),
  );
}

/** The segment as its log entry tells it; undefined where that is another segment or cannot be read. */
async function loggedFootage(
  store: Pick<DeletionStore, 'entry'>,
  segment: SegmentRow,
): Promise<Footage | undefined> {
  const { camera, n, logIndex, path, endMs } = segment;
  const bytes = await store.entry(logIndex);
  const parsed = bytes && parseEntry(bytes);
  const entry = parsed?.kind === 'entry' && parsed.entry.type === 'segment' ? parsed.entry : undefined;
  const isSame =
    entry?.camera === camera &&
    entry.n === n &&
    (entry.path ?? path) === path &&
    parseTime(entry.end) === endMs;
  if (!entry || !isSame) return undefined;
  const { days, from } = entry.floor ?? {};
  // The index may know of a later one (`postpone`), never of an earlier.
  const floorFromMs = parseTime(from) && Math.max(parseTime(from)!, segment.floorFromMs ?? 0);
  return { camera, startMs: parseTime(entry.start)!, endMs, floorDays: days, floorFromMs };
}

/** Removes the bytes of segments that a signed tombstone names. */
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

/**
 * Why these may not go, asked at the last moment: a hold may have been placed, the clock may have jumped since the
 * plan, or the program stopped between tombstone and unlink and things are otherwise now.
 *
 * @param nowMs trusted time of the plan
 */
export function refusalOf(
  footage: readonly Footage[],
  ground: DeletionGround,
  facts: DeletionFacts,
  nowMs?: number,
): RecorderError | undefined {
  const reason = facts.untrustedReason();
  if (reason !== undefined) return new RecorderError('recorder/clock-untrusted', { reason });
  const trustedNowMs = facts.trustedNowMs();
  if (nowMs !== undefined && nowMs > trustedNowMs)
    return new RecorderError('recorder/clock-untrusted', { reason: 'proof from the future' });
  for (const one of footage) {
    const settings = facts.settingsOf(one.camera);
    const hold = holdOn(one, facts.holds(), trustedNowMs);
    if (hold) return new RecorderError('recorder/held', { camera: one.camera, hold: hold.id });
    if (ground.kind !== 'below-floor-by-policy' && !isPastFloor(one, settings, trustedNowMs)) {
      return new RecorderError('recorder/below-retention-floor', {
        camera: one.camera,
        segmentEnd: formatTime(one.endMs),
        floorDays: floorDaysOf(one, settings),
        provision: settings.floorProvision,
      });
    }
  }
  return undefined;
}

/**
 * Whether a deletion that was cut short may be finished now.
 *
 * @param tombstone log entry that the index says names them
 * @param isBreachChosen deletion below the floor is the policy now
 */
export async function refusalToFinish(
  store: Pick<DeletionStore, 'entry'>,
  tombstone: number,
  segments: readonly SegmentRow[],
  facts: DeletionFacts,
  isBreachChosen: boolean,
): Promise<RecorderError | undefined> {
  const bytes = await store.entry(tombstone);
  const parsed = bytes && parseEntry(bytes);
  const entry = parsed?.kind === 'entry' && parsed.entry.type === 'tombstone' ? parsed.entry : undefined;
  const named = new Set(entry?.entries);
  const [first] = segments;
  if (!entry || !segments.every(({ logIndex, camera }) => named.has(logIndex) && camera === entry.camera))
    return new RecorderError('recorder/index-differs', { camera: first?.camera ?? '', n: first?.n ?? 0 });
  const isBreach = entry.ground.rule === 'below-floor-by-policy';
  const ground: DeletionGround =
    isBreach && isBreachChosen ? { kind: 'below-floor-by-policy', by: entry.by } : { kind: 'past-floor' };
  const logged: Footage[] = [];
  for (const segment of segments) {
    const footage = await loggedFootage(store, segment);
    if (!footage)
      return new RecorderError('recorder/index-differs', { camera: segment.camera, n: segment.n });
    logged.push(footage);
  }
  return refusalOf(logged, ground, facts);
}
