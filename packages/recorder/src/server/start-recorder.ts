// SPDX-License-Identifier: Apache-2.0
/**
 * A recorder with its server: opens the store, serves it, and leaves nothing open when that fails. When the store's disk
 * was away and is back as another mount, everything is closed and opened anew: what was open on the old mount is dead.
 */
import { RecorderError } from '../errors.ts';
import { openRecorder } from '../recording/core/media/open-recorder.ts';
import { leadsBack, ownPortReason } from '../recording/core/own-address.ts';
import type { RecorderOptions } from '../recording/core/recorder-core.ts';
import { nodeDisk } from '../recording/store/disk.ts';
import { asStoreRefusal, readIdentity } from '../recording/store/identity.ts';
import { defaultPort, type RunningRecorder, type ServeOptions, serve } from './serve.ts';

export type StartOptions = RecorderOptions & ServeOptions;

const lookEveryMs = 2000;
/** A mount that is only away for a moment heals in place. */
const patienceMs = 5000;

/**
 * @throws RecorderError what `openRecorder` refuses
 * @throws ServerRefusal `recorder/port-in-use`
 */
export async function startRecorder(options: StartOptions): Promise<RunningRecorder> {
  let running = await startOnce(options);
  const { url, admin } = running;
  let lostSinceMs = watchLoss(running);
  let reopening: Promise<void> | undefined;
  let isClosed = false;
  const reopen = async (): Promise<void> => {
    options.log?.('warn', 'the store is back and is opened again', { directory: options.directory });
    await running.close().catch((error: unknown) => {
      options.log?.('warn', 'not everything could be closed on the lost disk', { error: String(error) });
    });
    running = await startOnce({ ...options, port: Number(new URL(url).port), whenGone: 'refuse' });
    lostSinceMs = watchLoss(running);
  };
  const look = async (): Promise<void> => {
    const sinceMs = lostSinceMs();
    if (isClosed || reopening || sinceMs === undefined || performance.now() - sinceMs < patienceMs) return;
    if (!(await isBack(options.directory, running.core.storeId))) return;
    reopening ??= reopen()
      .catch((error: unknown) =>
        options.log?.('error', 'the store could not be opened again', { error: String(error) }),
      )
      .finally(() => {
        reopening = undefined;
      });
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  return {
    url,
    ...(admin && { admin }),
    get core() {
      return running.core;
    },
    get uplink() {
      return running.uplink;
    },
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await reopening;
      await running.close();
    },
  };
}

async function startOnce(options: StartOptions): Promise<RunningRecorder> {
  await refuseOwnPorts(options);
  const core = await openRecorder(options);
  try {
    return await serve(core, options);
  } catch (error) {
    await core.close();
    throw asStoreRefusal(error, options.directory);
  }
}

/**
 * A camera of the configuration that is this program itself would record what it serves.
 *
 * @throws RecorderError `recorder/camera-url-refused`
 */
async function refuseOwnPorts({ cameras, port, gb28181 }: StartOptions): Promise<void> {
  const ports = [port ?? defaultPort, ...(gb28181?.listen ?? []).map((one) => one.port)];
  for (const { id, url } of cameras ?? [])
    if (await leadsBack(url, ports))
      throw new RecorderError('recorder/camera-url-refused', { camera: id, reason: ownPortReason });
}

/** @returns since when the store is lost, by the monotonic clock; undefined while it is there */
function watchLoss({ core }: RunningRecorder): () => number | undefined {
  let sinceMs: number | undefined;
  core.on('alarm', ({ kind, state }) => {
    if (kind === 'store-lost') sinceMs = state === 'raised' ? performance.now() : undefined;
  });
  return () => sinceMs;
}

async function isBack(directory: string, storeId: string): Promise<boolean> {
  try {
    await readIdentity(nodeDisk, directory, storeId);
    return true;
  } catch {
    // Not yet, or another store: the alarm stands.
    return false;
  }
}
