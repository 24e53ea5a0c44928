// SPDX-License-Identifier: Apache-2.0
/** A recorder with its server: opens the store, serves it, and leaves nothing open when that fails. */
import { openRecorder } from '../core/open-recorder.ts';
import type { RecorderOptions } from '../core/recorder-core.ts';
import { type RunningRecorder, type ServeOptions, serve } from './serve.ts';

export type StartOptions = RecorderOptions & ServeOptions;

/**
 * @throws RecorderError what `openRecorder` refuses
 * @throws ServerRefusal `recorder/port-in-use`
 */
export async function startRecorder(options: StartOptions): Promise<RunningRecorder> {
  const core = await openRecorder(options);
  try {
    return await serve(core, options);
  } catch (error) {
    await core.close();
    throw error;
  }
}
