// SPDX-License-Identifier: Apache-2.0
/** How a recorder is opened: its store, put in order after a crash, and its core. */
import { closeStore, openStore } from '../store/open-store.ts';
import type { RecorderCore } from './media/recorder-media.ts';
import { RecordingCore } from './media/recording-core.ts';
import type { RecorderOptions } from './recorder-core.ts';
import { defaultSurroundings, type RecorderSurroundings } from './surroundings.ts';
import { lastTimeOf } from './timekeeping.ts';

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
    onReplaced: (storeId) =>
      options.log?.('warn', 'the store that was here is gone; a new one is made', { storeId }),
    onLogFailure: (error) => core?.logFailed(error),
  });
  try {
    core = new RecordingCore(options, around, store, clock, lastTimeOf(store));
    await core.begin();
    return core;
  } catch (error) {
    if (core) await core.close();
    else await closeStore(store);
    throw error;
  }
}
