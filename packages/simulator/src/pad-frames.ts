// SPDX-License-Identifier: Apache-2.0
/** Brings a clip to a bit rate with filler data NAL units (H.264 §7.4.2.7, H.265 §7.4.3.8). */
import type { Clip } from './clip.ts';
import { SimulatorError } from './errors.ts';
import type { VideoCodec } from './options.ts';

/** Key frames of a camera at constant bit rate are a few times as large as the frames between them. */
const KEY_FRAME_WEIGHT = 4;
/** Four bytes of length or start code stand before every NAL unit in a file. */
const PREFIX = 4;

/**
 * Filler NAL unit sizes per frame, 0 for none, so that the clip has `bitrate` bits per second counted as NAL
 * units with four bytes before each: what a recorder writes.
 *
 * @param stampLength bytes of the SEI that each frame gets on top
 * @throws SimulatorError `simulator/options-unusable` when the clip alone has more
 */
export function fillerSizes(clip: Clip, bitrate: number, stampLength: number): number[] {
  const sizes = clip.frames.map(({ nals }) =>
    nals.reduce((sum, nal) => sum + nal.length + PREFIX, stampLength + PREFIX),
  );
  const natural = sizes.reduce((sum, size) => sum + size, 0);
  const seconds = clip.frames.length / clip.framesPerSecond;
  const wanted = Math.round((bitrate / 8) * seconds);
  if (wanted < natural)
    throw new SimulatorError('simulator/options-unusable', {
      option: 'bitrate',
      value: bitrate,
      expected: `>= ${Math.ceil((natural * 8) / seconds)} (${clip.name})`,
    });
  const weights = clip.frames.map(({ key }) => (key ? KEY_FRAME_WEIGHT : 1));
  const level = waterLevel(sizes, weights, wanted);
  return sizes.map((size, i) => {
    const room = Math.round(level * (weights[i] ?? 1)) - size - PREFIX;
    return room < smallestFiller ? 0 : room;
  });
}

const smallestFiller = 4;

/** The level at which `Σ max(size, weight × level)` is `wanted`. */
function waterLevel(sizes: readonly number[], weights: readonly number[], wanted: number): number {
  let low = 0;
  let high = wanted;
  for (let step = 0; step < 60; step++) {
    const level = (low + high) / 2;
    const total = sizes.reduce((sum, size, i) => sum + Math.max(size, level * (weights[i] ?? 1)), 0);
    if (total < wanted) low = level;
    else high = level;
  }
  return high;
}

/** Filler data of `size` bytes: header, 0xFF …, stop bit. H.264 type 12, H.265 FD_NUT 38. */
export function fillerNal(codec: VideoCodec, size: number): Uint8Array {
  const nal = new Uint8Array(size).fill(0xff);
  if (codec === 'h264') nal[0] = 12;
  else nal.set([38 << 1, 1]);
  nal[size - 1] = 0x80;
  return nal;
}
