// SPDX-License-Identifier: Apache-2.0
/** The retention keeper of a recording core: whose floor, whose clock, whose holds. */
import type { NewEntry } from '@mingjing/evidence';
import type { HoldList } from '../retention/hold-list.ts';
import { type KeeperOptions, RetentionKeeper } from '../retention/retention-keeper.ts';
import { withLawfulFloor } from '../retention/rules.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { CameraList } from './camera-list.ts';
import type { RecorderClock } from './clock.ts';
import type { LawfulFloor, RecorderOptions } from './recorder-core.ts';
import { defaultRetention } from './surroundings.ts';

export type KeeperParts = Pick<KeeperOptions, 'onStep' | 'onDeleted' | 'alarm'> & {
  readonly store: OpenStore;
  readonly clock: RecorderClock;
  readonly options: RecorderOptions;
  readonly holds: HoldList;
  readonly cameras: CameraList;
  readonly lawfulFloor: () => LawfulFloor | undefined;
  readonly append: (entry: NewEntry) => Promise<{ readonly index: number }>;
};

export function makeKeeper(parts: KeeperParts): RetentionKeeper {
  const { clock, options, holds, cameras, append, onStep, onDeleted, alarm } = parts;
  const { disk, directory, index, log } = parts.store;
  return new RetentionKeeper({
    index,
    disk,
    directory,
    facts: {
      trustedNowMs: () => clock.trustedNowMs(),
      untrustedReason: () => clock.untrustedReason(),
      holds: () => holds.list(),
      settingsOf: (camera) =>
        withLawfulFloor(
          { ...defaultRetention, ...options.retention, ...cameras.settingsOf(camera)?.retention },
          parts.lawfulFloor(),
        ),
    },
    store: {
      disk,
      directory,
      append,
      bury: (segments, tombstone) => {
        const logIndexes = segments.map(({ logIndex }) => logIndex);
        index.bury(logIndexes, tombstone, Math.min(log.size(), tombstone + 1));
      },
    },
    cameras: () => cameras.enabled(),
    nowMs: () => clock.nowMs(),
    reserveBytes: options.reserveBytes,
    policy: options.pressurePolicy ?? { kind: 'thin' },
    onStep,
    onDeleted,
    alarm,
  });
}
