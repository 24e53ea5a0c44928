// SPDX-License-Identifier: Apache-2.0
/** The retention keeper of a recording core: whose floor, whose clock, whose holds. */
import type { NewEntry } from '@mingjing/evidence';
import type { RecorderClock } from '../../terms/clock.ts';
import type { RetentionSettings } from '../../terms/holds.ts';
import type { OpenStore } from '../opening/open-store.ts';
import type { DeletionFacts, DeletionStore } from '../retention/deletion.ts';
import type { HoldList } from '../retention/hold-list.ts';
import { type KeeperOptions, RetentionKeeper } from '../retention/retention-keeper.ts';
import { withLawfulFloor } from '../retention/rules.ts';
import type { CameraList } from './camera-list.ts';
import type { RecorderOptions } from './recorder-core.ts';
import type { RetentionChoices } from './retention-choices.ts';
import { defaultRetention } from './surroundings.ts';

export type KeeperParts = Pick<KeeperOptions, 'onStep' | 'onDeleted' | 'alarm'> & {
  readonly store: OpenStore;
  readonly clock: RecorderClock;
  readonly options: RecorderOptions;
  readonly holds: HoldList;
  readonly cameras: CameraList;
  readonly choices: RetentionChoices;
  /** Set when deletions were finished at start. */
  readonly unfinished: { openTombstone?: number | undefined };
  /** False where an entry that may be a hold cannot be read: nothing is deleted then. */
  readonly areHoldsKnown: () => boolean;
  readonly append: (entry: NewEntry) => Promise<{ readonly index: number }>;
  readonly seal: () => Promise<void>;
};

/** Floor and ceiling that bind a camera now: its own, the unit's, and never less than the law's. */
export function retentionOf(
  camera: string,
  { options, cameras, choices }: Pick<KeeperParts, 'options' | 'cameras' | 'choices'>,
): RetentionSettings {
  const own = cameras.settingsOf(camera)?.retention;
  const { ceilingDays } = choices.unit();
  const unit = { ...options.retention, ...(ceilingDays !== undefined && { ceilingDays }) };
  return withLawfulFloor({ ...defaultRetention, ...unit, ...own }, choices.lawfulFloor());
}

/** What deletions are judged by. */
export function deletionFacts(parts: KeeperParts): DeletionFacts {
  const { clock, holds } = parts;
  return {
    trustedNowMs: () => clock.trustedNowMs(),
    untrustedReason: () =>
      parts.areHoldsKnown() ? clock.untrustedReason() : 'entries of the log cannot be read',
    holds: () => holds.list(),
    settingsOf: (camera) => retentionOf(camera, parts),
  };
}

/** What deletions work on. */
export function deletionStore({ store, append, seal }: KeeperParts): DeletionStore {
  const { disk, directory, index, log } = store;
  return {
    disk,
    directory,
    append,
    seal,
    entry: (at) => log.entryIfWhole(at),
    bury: (segments, tombstone) => {
      const logIndexes = segments.map(({ logIndex }) => logIndex);
      index.bury(logIndexes, tombstone, Math.min(log.size(), tombstone + 1));
    },
  };
}

export function makeKeeper(parts: KeeperParts): RetentionKeeper {
  const { clock, options, cameras, onStep, onDeleted, alarm } = parts;
  const { disk, directory, index } = parts.store;
  return new RetentionKeeper({
    index,
    disk,
    directory,
    facts: deletionFacts(parts),
    store: deletionStore(parts),
    openTombstone: () => parts.unfinished.openTombstone,
    cameras: () => cameras.enabled(),
    nowMs: () => clock.nowMs(),
    unseenLagMs: () => clock.unconfirmedMs,
    reserveBytes: () => parts.choices.unit().reserveBytes ?? options.reserveBytes,
    policy: options.pressurePolicy ?? { kind: 'thin' },
    onStep,
    onDeleted,
    alarm,
  });
}
