// SPDX-License-Identifier: Apache-2.0
/** Sound from RTP payloads: AAC in high bit rate mode (RFC 3640 §3.3.6), G.711 as it is (RFC 3551). */

import type { AudioFrame } from '../frames.ts';
import { ownBytes, readU16 } from '../octets.ts';
import type { MediaTrack } from '../rtsp/session-description.ts';

/** Samples of one AAC frame. */
const aacSamples = 1024;

export class AudioDepacketizer {
  readonly #track: MediaTrack & { readonly kind: 'audio' };
  readonly #onFrame: (frame: AudioFrame) => void;

  constructor(track: MediaTrack & { readonly kind: 'audio' }, onFrame: (frame: AudioFrame) => void) {
    this.#track = track;
    this.#onFrame = onFrame;
  }

  push(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    const mediaMs = (ticks * 1000) / this.#track.clockRate;
    if (this.#track.config.codec === 'aac') {
      this.#aac(bytes, from, to, mediaMs);
      return;
    }
    this.#emit(bytes, from, to, mediaMs, Math.floor((to - from) / this.#track.config.channels));
  }

  #aac(bytes: Uint8Array, from: number, to: number, mediaMs: number): void {
    const framing = this.#track.aac;
    if (!framing || to - from < 4) return;
    const headerBits = readU16(bytes, from);
    const unitBits = framing.sizeBits + framing.indexBits;
    if (unitBits !== 16) return;
    const units = Math.floor(headerBits / unitBits);
    let at = from + 2 + Math.ceil(headerBits / 8);
    for (let unit = 0; unit < units; unit++) {
      const size = readU16(bytes, from + 2 + unit * 2) >> framing.indexBits;
      // A fragmented unit is larger than what is left; it is not put together.
      if (at + size > to) return;
      const laterMs = (unit * aacSamples * 1000) / this.#track.config.rate;
      this.#emit(bytes, at, at + size, mediaMs + laterMs, aacSamples);
      at += size;
    }
  }

  #emit(bytes: Uint8Array, from: number, to: number, mediaMs: number, durationTicks: number): void {
    if (to <= from || durationTicks <= 0) return;
    const copy = ownBytes(bytes, from, to);
    this.#onFrame({ mediaMs, durationTicks, pieces: [copy], sizeBytes: copy.length });
  }
}
