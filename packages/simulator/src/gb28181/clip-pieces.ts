// SPDX-License-Identifier: Apache-2.0
/** A clip, looped for ever and numbered picture by picture: what a simulated device shows and what it "recorded". */
import type { MediaPiece } from '@mingjing/gb28181';
import { type Clip, loadClip } from '../clip.ts';
import { emptyStampNal, findStamp, patchStamp } from '../frame-stamp.ts';
import type { ClipName } from '../options.ts';
import { fillerNal, fillerSizes } from '../pad-frames.ts';

const nothing = new Uint8Array();

export class ClipPieces {
  readonly #clip: Clip;
  readonly #channel: number;
  readonly #fillers: readonly Uint8Array[];

  /** @param bitrate video bits per second, reached with filler; absent: the clip's own */
  constructor(name: ClipName, channel: number, bitrate?: number) {
    const clip = loadClip(name);
    this.#clip = clip;
    this.#channel = channel;
    const sizes = bitrate === undefined ? [] : fillerSizes(clip, bitrate, emptyStampNal(clip.codec).length);
    this.#fillers = sizes.map((size) => (size === 0 ? nothing : fillerNal(clip.codec, size)));
  }

  get frameMs(): number {
    return 1000 / this.#clip.framesPerSecond;
  }

  /** Number of the picture that is shown at an instant. */
  numberAt(ms: number): number {
    return Math.floor(ms / this.frameMs);
  }

  /** The last key picture at or before a picture. */
  keyBefore(number: number): number {
    for (let at = number; at > number - this.#clip.frames.length; at--) if (this.#frame(at).key) return at;
    return number;
  }

  /** One picture, with its number in it. */
  piece(number: number): MediaPiece {
    const { codec, parameterSets, frames } = this.#clip;
    const frame = this.#frame(number);
    const stamp = emptyStampNal(codec);
    patchStamp(stamp, findStamp(stamp), { camera: this.#channel, session: 1, counter: number, sentAtMs: 0 });
    const isSet = (nal: Uint8Array) => parameterSets.some((set) => Buffer.compare(set, nal) === 0);
    const pictures = frame.nals.filter((nal) => !isSet(nal));
    const filler = this.#fillers[((number % frames.length) + frames.length) % frames.length] ?? nothing;
    const atMs = number * this.frameMs;
    const shift = frame.presentation - (((number % frames.length) + frames.length) % frames.length);
    return {
      stream: { video: codec, audio: undefined },
      frame: {
        kind: 'video',
        atMs,
        presentMs: atMs + Math.max(0, shift) * this.frameMs,
        isKey: frame.key,
        nals: [
          ...(frame.key ? parameterSets : []),
          stamp,
          ...pictures,
          ...(filler.length > 0 ? [filler] : []),
        ],
      },
    };
  }

  #frame(number: number): Clip['frames'][number] {
    const { frames } = this.#clip;
    return frames[((number % frames.length) + frames.length) % frames.length]!;
  }
}
