// SPDX-License-Identifier: Apache-2.0
/**
 * A fragment: `moof` and `mdat` (ISO 14496-12 §8.8). Samples are the camera's own bytes, handed on in pieces,
 * never copied. Times are those of the recorder's timeline, relative to the segment.
 */

import type { PlacedAudio, PlacedVideo } from '../frames.ts';
import { box, fullBox, u32 } from './boxes.ts';
import { audioTrack, videoTimescale, videoTrack } from './init-part.ts';

export type FragmentToEncode = {
  readonly audioRate: number;
  readonly frames: readonly PlacedVideo[];
  readonly audio: readonly PlacedAudio[];
  /** End of the last frame. */
  readonly endMs: number;
  readonly segmentStartMs: number;
  readonly sequenceNumber: number;
};

/** Independent sample, and one that depends on others (`sample_depends_on`, `sample_is_non_sync_sample`). */
const syncFlags = 0x02000000;
const otherFlags = 0x01010000;

/** @returns pieces in file order: one of box headers, then the samples */
export function encodeFragment(fragment: FragmentToEncode): readonly Uint8Array[] {
  const { frames, audio, endMs, segmentStartMs, sequenceNumber, audioRate } = fragment;
  const ticks = (atMs: number) => Math.max(0, Math.round(((atMs - segmentStartMs) * videoTimescale) / 1000));
  const videoSamples = new Uint32Array(frames.length * 4);
  let videoBytes = 0;
  frames.forEach(({ frame, atMs }, i) => {
    const nextMs = frames[i + 1]?.atMs ?? endMs;
    videoSamples[i * 4] = Math.max(1, ticks(nextMs) - ticks(atMs));
    videoSamples[i * 4 + 1] = frame.sizeBytes;
    videoSamples[i * 4 + 2] = frame.sync ? syncFlags : otherFlags;
    videoSamples[i * 4 + 3] = Math.round((frame.compositionMs * videoTimescale) / 1000);
    videoBytes += frame.sizeBytes;
  });
  const audioSamples = new Uint32Array(audio.length * 2);
  let audioBytes = 0;
  audio.forEach(({ frame }, i) => {
    audioSamples[i * 2] = frame.durationTicks;
    audioSamples[i * 2 + 1] = frame.sizeBytes;
    audioBytes += frame.sizeBytes;
  });
  const audioStart = audio[0]
    ? Math.max(0, Math.round(((audio[0].atMs - segmentStartMs) * audioRate) / 1000))
    : 0;
  const moof = (dataOffset: number): Uint8Array =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(sequenceNumber)),
      trackFragment(videoTrack, ticks(frames[0]!.atMs), 0xf01, frames.length, dataOffset, videoSamples),
      ...(audio.length > 0
        ? [trackFragment(audioTrack, audioStart, 0x301, audio.length, dataOffset + videoBytes, audioSamples)]
        : []),
    );
  const size = moof(0).length;
  const headers = new Uint8Array(size + 8);
  headers.set(moof(size + 8));
  const dataBytes = videoBytes + audioBytes;
  headers.set(u32(dataBytes + 8, 0x6d646174), size);
  return [headers, ...joined(frames), ...joined(audio)];
}

/** Frames of one camera lie behind one another in their blocks: as many pieces as blocks, not as frames. */
function joined(
  placed: readonly { readonly frame: { readonly pieces: readonly Uint8Array[] } }[],
): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let first: Uint8Array | undefined;
  let length = 0;
  const end = () => {
    if (!first) return;
    pieces.push(length === first.length ? first : new Uint8Array(first.buffer, first.byteOffset, length));
  };
  for (const { frame } of placed)
    for (const piece of frame.pieces) {
      if (first && piece.buffer === first.buffer && piece.byteOffset === first.byteOffset + length)
        length += piece.length;
      else {
        end();
        first = piece;
        length = piece.length;
      }
    }
  end();
  return pieces;
}

function trackFragment(
  id: number,
  startTicks: number,
  runFlags: number,
  count: number,
  dataOffset: number,
  samples: Uint32Array,
): Uint8Array {
  const table = new Uint8Array(samples.length * 4);
  const view = new DataView(table.buffer);
  samples.forEach((value, at) => {
    view.setUint32(at * 4, value);
  });
  return box(
    'traf',
    // default-base-is-moof
    fullBox('tfhd', 0, 0x020000, u32(id)),
    fullBox('tfdt', 1, 0, u32(Math.floor(startTicks / 2 ** 32), startTicks % 2 ** 32)),
    fullBox('trun', 1, runFlags, u32(count, dataOffset), table),
  );
}
