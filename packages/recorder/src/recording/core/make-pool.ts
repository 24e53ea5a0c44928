// SPDX-License-Identifier: Apache-2.0
/** The capture threads of a recording core, with the measures its options ask for. */

import { availableParallelism, totalmem } from 'node:os';
import type { RecorderClock } from '../../terms/clock.ts';
import type { OpenStore } from '../opening/open-store.ts';
import type { FootageSealing } from '../store/seal/seal-segment.ts';
import { CapturePool, type CapturePoolOptions } from './capture-pool.ts';
import type { RecorderOptions } from './recorder-core.ts';
import { queueBytesFor, queueBytesPerCamera, type RecorderSurroundings } from './surroundings.ts';

export type PoolParts = Pick<CapturePoolOptions, 'onMessage' | 'onCrash'> & {
  readonly store: OpenStore;
  readonly clock: RecorderClock;
  readonly options: RecorderOptions;
  readonly around: RecorderSurroundings;
  readonly sealing: FootageSealing | undefined;
  /** How many there are when a thread is started. */
  readonly cameras: () => number;
};

export function makePool({
  store,
  clock,
  options,
  around,
  sealing,
  cameras,
  onMessage,
  onCrash,
}: PoolParts): CapturePool {
  const { disk, openStream, random, hostClock } = around;
  const threads = options.workers ?? availableParallelism();
  return new CapturePool({
    threads,
    settings: () => ({
      directory: store.directory,
      suite: store.identity.suite,
      sealing,
      segmentMs: (options.segmentSeconds ?? 60) * 1000,
      fragmentMs: Math.min(1000, options.fragmentMs ?? 1000),
      allowAddresses: options.allowAddresses ?? [],
      queueBytes: queueBytesFor(cameras(), totalmem()) / Math.max(1, threads),
      queueBytesPerCamera,
      anchor: clock.anchor,
      mount: store.mount,
    }),
    surroundings: { disk, openStream, random, monotonicMs: hostClock.monotonicMs },
    onMessage,
    onCrash,
  });
}
