// SPDX-License-Identifier: Apache-2.0
/** A clip as an elementary stream with stamps, for servers that are not ours to send. */
import { loadClip } from './clip.ts';
import { emptyStampNal, findStamp, patchStamp } from './frame-stamp.ts';
import type { ClipName } from './options.ts';

const startCode = Uint8Array.of(0, 0, 0, 1);

/**
 * `frames` frames of a clip in Annex B, looped, numbered from 0 as one session of camera `camera`.
 *
 * @returns the bytes of a `.h264` or `.h265` file
 */
export function stampedStream(clipName: ClipName, frames: number, camera = 1): Buffer {
  const clip = loadClip(clipName);
  const pieces: Uint8Array[] = [];
  for (let counter = 0; counter < frames; counter++) {
    const frame = clip.frames[counter % clip.frames.length];
    if (!frame) break;
    const stamp = emptyStampNal(clip.codec);
    patchStamp(stamp, findStamp(stamp), { camera, session: 1, counter, sentAtMs: 0 });
    const sets = frame.nals.filter((nal) => clip.parameterSets.some((set) => Buffer.compare(set, nal) === 0));
    for (const nal of [...sets, stamp, ...frame.nals.slice(sets.length)]) pieces.push(startCode, nal);
  }
  return Buffer.concat(pieces);
}
