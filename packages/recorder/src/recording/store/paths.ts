// SPDX-License-Identifier: Apache-2.0
/**
 * Where footage lies: `footage/<camera>/<UTC day>/<startMs>.mp4`, named by the segment's first instant. A
 * second file of the same instant (the first one's disk failed) gets `-1`, `-2` … The log entry names the path.
 */
import { RecorderError } from '../../errors.ts';

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

/** UTC day of an instant, as the name of its folder. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function segmentPath(camera: string, startMs: number, copy = 0): string {
  return `${footageDirectory}/${camera}/${dayOf(startMs)}/${startMs}${copy === 0 ? '' : `-${copy}`}.mp4`;
}

export type SegmentName = { readonly camera: string; readonly startMs: number; readonly copy: number };

/** Reads a path back; undefined unless it is exactly what `segmentPath` writes. */
export function parseSegmentPath(path: string): SegmentName | undefined {
  const match = /^footage\/([^/]+)\/\d{4}-\d\d-\d\d\/(\d{1,15})(?:-([1-9]\d?))?\.mp4$/.exec(path);
  if (!match) return undefined;
  const name = { camera: match[1]!, startMs: Number(match[2]), copy: Number(match[3] ?? 0) };
  return isCameraId(name.camera) && segmentPath(name.camera, name.startMs, name.copy) === path
    ? name
    : undefined;
}
