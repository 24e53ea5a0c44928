// SPDX-License-Identifier: Apache-2.0
/** What the recording core stands on, and its fixed measures. */
import { numberOn } from '@mingjing/law';
import { type HostClock, hostClock } from '../../terms/clock.ts';
import type { RetentionSettings } from '../../terms/holds.ts';
import { type PostToWitness, postToWitness } from '../../witness/witness-client.ts';
import type { OpenStream } from '../capture/camera-stream.ts';
import { openCameraStream } from '../capture/open-camera.ts';
import { type Disk, nodeDisk } from '../store/disk.ts';

/** What the core stands on; tests pass a faulty disk, a clock of their own, cameras without sockets. */
export type RecorderSurroundings = {
  readonly disk: Disk;
  readonly hostClock: HostClock;
  /** Used with `workers: 0` and for connection tests. */
  readonly openStream: OpenStream;
  readonly random: () => number;
  /** Between rounds of retention, ms; 0 switches the timer off. */
  readonly retentionEveryMs: number;
  readonly checkpointEveryMs: number;
  readonly postToWitness: PostToWitness;
};

export const defaultSurroundings: RecorderSurroundings = {
  disk: nodeDisk,
  hostClock,
  openStream: openCameraStream,
  random: Math.random,
  retentionEveryMs: 30_000,
  checkpointEveryMs: 60_000,
  postToWitness,
};

/** The floor while nobody has said what the place is: the Decree's newest number. */
export const defaultRetention: RetentionSettings = {
  floorDays: numberOn('d799/retention-days', '9999-12-31'),
  floorProvision: 'd799/retention',
};
/** Footage of one camera in memory on its way to the disk. */
export const queueBytesPerCamera = 16 * 2 ** 20;

const leastQueueBytes = 256 * 2 ** 20;
/** A camera of 8 Mbit/s for eight seconds: what a disk may need to come to itself. */
const queueBytesOfCamera = 8 * 2 ** 20;

/** Footage of all cameras in memory on its way to the disk: by their number, within a quarter of the machine's memory. */
export function queueBytesFor(cameras: number, machineBytes: number): number {
  const wanted = Math.max(leastQueueBytes, cameras * queueBytesOfCamera);
  return Math.min(wanted, Math.max(leastQueueBytes / 4, machineBytes / 4));
}
