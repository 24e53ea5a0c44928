// SPDX-License-Identifier: Apache-2.0
/** How a recorder is opened: its store, put in order after a crash, and its core. */

import { closeStore, openStore } from '../../opening/open-store.ts';
import { asStoreRefusal } from '../../store/identity.ts';
import type { RecorderOptions } from '../recorder-core.ts';
import { defaultSurroundings, type RecorderSurroundings } from '../surroundings.ts';
import { lastTimeOf } from '../timekeeping.ts';
import { protectFootage } from './footage-protection.ts';
import type { RecorderCore } from './recorder-media.ts';
import { RecordingCore } from './recording-core.ts';

/**
 * Opens a store (or makes one), puts it in order after a crash, and starts its cameras.
 *
 * @throws RecorderError `recorder/store-…` with the reason the directory cannot be used,
 *   `recorder/log-damaged`, `recorder/camera-…` for a camera of the configuration
 */
export async function openRecorder(
  options: RecorderOptions,
  surroundings: Partial<RecorderSurroundings> = {},
): Promise<RecorderCore> {
  const around = { ...defaultSurroundings, ...surroundings };
  // The log needs a clock before the store can tell where the timeline stands.
  const clock: { nowMs: () => number } = { nowMs: around.hostClock.wallMs };
  let core: RecordingCore | undefined;
  const store = await openStore({
    directory: options.directory,
    disk: around.disk,
    make: true,
    expectedStoreId: options.expectedStoreId,
    suite: options.algorithms,
    nowMs: () => clock.nowMs(),
    whenGone: options.whenGone,
    onRoomMade: (given) =>
      options.log?.('error', 'the disk is full; the reserve and hash sheets were given up to start', {
        files: given.length,
      }),
    onLogFailure: (error) => core?.logFailed(error),
  });
  try {
    const protection = await protectFootage(store, options.footage ?? {}, clock.nowMs());
    core = new RecordingCore(options, around, store, protection, clock, lastTimeOf(store));
    await core.begin();
    return core;
  } catch (error) {
    if (core) await core.close();
    else await closeStore(store);
    throw asStoreRefusal(error, options.directory);
  }
}
