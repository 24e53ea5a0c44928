// SPDX-License-Identifier: Apache-2.0
/**
 * Where footage lies. The path of a segment follows from its log entry, so that nothing but the log is needed
 * to find it: `footage/<camera>/<UTC day of its start>/<n>-<startMs>.mp4`.
 */
import { RecorderError } from '../errors.ts';

export const footageDirectory = 'footage';
export const quarantineDirectory = 'quarantine';

/** Letters, digits, dot, dash, underscore; nothing that means something to a file system. */
const cameraIdForm = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

export function isCameraId(id: string): boolean {
  return cameraIdForm.test(id);
}

/** @throws RecorderError `recorder/camera-id-malformed` */
export function checkCameraId(id: string): void {
  if (!isCameraId(id)) throw new RecorderError('recorder/camera-id-malformed', { camera: id.slice(0, 80) });
}

export function segmentPath(camera: string, n: number, startMs: number): string {
  const day = new Date(startMs).toISOString().slice(0, 10);
  return `${footageDirectory}/${camera}/${day}/${String(n).padStart(8, '0')}-${startMs}.mp4`;
}

export type SegmentName = { readonly camera: string; readonly n: number; readonly startMs: number };

/** Reads a path back; undefined unless it is exactly what `segmentPath` writes. */
export function parseSegmentPath(path: string): SegmentName | undefined {
  const match = /^footage\/([^/]+)\/\d{4}-\d\d-\d\d\/(\d{8,})-(\d{1,15})\.mp4$/.exec(path);
  if (!match) return undefined;
  const name = { camera: match[1]!, n: Number(match[2]), startMs: Number(match[3]) };
  return isCameraId(name.camera) && name.n > 0 && segmentPath(name.camera, name.n, name.startMs) === path
    ? name
    : undefined;
}
