// SPDX-License-Identifier: Apache-2.0
/** A capture thread: a `CaptureHost` behind a message port. */
import { parentPort, workerData } from 'node:worker_threads';
import { hostClock } from '../../terms/clock.ts';
import { nodeDisk } from '../store/disk.ts';
import { CaptureHost } from './capture-host.ts';
import type { CaptureSettings, ToCapture } from './messages.ts';
import { openCameraStream } from './open-camera.ts';

const port = parentPort;
if (!port) throw new Error('capture.worker.ts runs as a worker thread only');

const host = new CaptureHost(
  workerData as CaptureSettings,
  { disk: nodeDisk, openStream: openCameraStream, monotonicMs: hostClock.monotonicMs, random: Math.random },
  (message, transfer) => port.postMessage(message, transfer ?? []),
);
port.on('message', (message: ToCapture | { readonly kind: 'close' }) => {
  if (message.kind !== 'close') return host.handle(message);
  host.close();
  port.close();
});
