// SPDX-License-Identifier: Apache-2.0
/** Sound from RTP payloads: AAC in high bit rate mode (RFC 3640 §3.3.6), G.711 as it is (RFC 3551). */

import type { AudioFrame } from '../frames.ts';
import { concatBytes, ownBytes, readU16 } from '../octets.ts';
import type { AacFraming, AudioTrack } from '../rtsp/session-description.ts';

/** Samples of one AAC frame. */
const aacSamples = 1024;

/** How cameras frame AAC whatever their description says: high bit rate, the same without index, low bit rate. */
const usualFramings: readonly AacFraming[] = [
  { sizeBits: 13, indexBits: 3, deltaBits: 3 },
  { sizeBits: 13, indexBits: 0, deltaBits: 0 },
  { sizeBits: 6, indexBits: 2, deltaBits: 2 },
];

export type AudioHandlers = {
  readonly onFrame: (frame: AudioFrame) => void;
  readonly onDeviation: (id: string) => void;
};

export class AudioDepacketizer {
  readonly #track: AudioTrack;
  readonly #handlers: AudioHandlers;
  /** The declared framing first. */
  readonly #framings: readonly AacFraming[];
  /** A unit that did not fit into one packet, as far as it has come (AU2). */
  #partial: { readonly sizeBytes: number; readonly ticks: number; readonly bytes: Uint8Array } | undefined;

  constructor(track: AudioTrack, handlers: AudioHandlers) {
    this.#track = track;
    this.#handlers = handlers;
    this.#framings = [...(track.aac ? [track.aac] : []), ...usualFramings];
  }

  push(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    if (this.#track.config.codec === 'aac') {
      this.#aac(bytes, from, to, ticks);
      return;
    }
    const { channels } = this.#track.config;
    this.#emit(bytes, from, to, ticks, 0, Math.floor((to - from) / channels));
  }

  #aac(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    const adts = adtsFrames(bytes, from, to);
    if (adts) {
      // Frames of a file instead of units (AU1): the header is none of the sound.
      this.#handlers.onDeviation('AU1');
      for (const [at, frame] of adts.entries())
        this.#emit(bytes, frame.from, frame.to, ticks, at, aacSamples);
      return;
    }
    const units = this.#unitsOf(bytes, from, to, ticks);
    if (!units) this.#handlers.onDeviation('AU2');
    for (const [at, unit] of (units ?? []).entries()) {
      const [inner] = adtsFrames(bytes, unit.from, unit.to) ?? [];
      if (inner) this.#handlers.onDeviation('AU1');
      this.#emit(bytes, inner?.from ?? unit.from, unit.to, ticks, at, aacSamples);
    }
  }

  /** Units of one packet; undefined when its headers fit no framing. */
  #unitsOf(bytes: Uint8Array, from: number, to: number, ticks: number): readonly Piece[] | undefined {
    if (to - from < 4) return undefined;
    const headerBits = readU16(bytes, from);
    const dataFrom = from + 2 + Math.ceil(headerBits / 8);
    if (headerBits === 0 || dataFrom >= to) return undefined;
    for (const framing of this.#framings) {
      const sizes = unitSizes(bytes, from + 2, headerBits, framing);
      if (!sizes) continue;
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total === to - dataFrom) {
        this.#partial = undefined;
        return piecesFrom(dataFrom, sizes);
      }
      if (sizes.length === 1 && total > to - dataFrom)
        return this.#fragment(bytes, dataFrom, to, total, ticks) ? [] : undefined;
    }
    return undefined;
  }

  /** Pieces of one unit share its time and size (RFC 3640 §3.2.3). @returns whether the piece belongs to a unit */
  #fragment(bytes: Uint8Array, from: number, to: number, sizeBytes: number, ticks: number): boolean {
    const begun = this.#partial;
    const goesOn = begun?.ticks === ticks && begun.sizeBytes === sizeBytes;
    const piece = ownBytes(bytes, from, to);
    const whole = goesOn ? concatBytes(begun.bytes, piece) : piece;
    if (whole.length > sizeBytes) {
      this.#partial = undefined;
      return false;
    }
    this.#partial = { sizeBytes, ticks, bytes: whole };
    if (whole.length < sizeBytes) return true;
    this.#partial = undefined;
    this.#emit(whole, 0, whole.length, ticks, 0, aacSamples);
    return true;
  }

  /** @param unit its place in the packet: later ones sound later */
  #emit(
    bytes: Uint8Array,
    from: number,
    to: number,
    ticks: number,
    unit: number,
    durationTicks: number,
  ): void {
    if (to <= from || durationTicks <= 0) return;
    const copy = ownBytes(bytes, from, to);
    const { clockRate, config } = this.#track;
    const mediaMs = (ticks * 1000) / clockRate + (unit * aacSamples * 1000) / config.rate;
    this.#handlers.onFrame({ mediaMs, durationTicks, pieces: [copy], sizeBytes: copy.length });
  }
}

type Piece = { readonly from: number; readonly to: number };

function piecesFrom(from: number, sizes: readonly number[]): readonly Piece[] {
  let at = from;
  return sizes.map((size) => {
    const piece = { from: at, to: at + size };
    at += size;
    return piece;
  });
}

/** Sizes in AU headers of `headerBits` bits; undefined when they are no whole number of this framing's headers. */
function unitSizes(
  bytes: Uint8Array,
  at: number,
  headerBits: number,
  { sizeBits, indexBits, deltaBits }: AacFraming,
): readonly number[] | undefined {
  const first = sizeBits + indexBits;
  const next = sizeBits + deltaBits;
  if (sizeBits <= 0 || next <= 0 || headerBits < first || (headerBits - first) % next !== 0) return undefined;
  const sizes: number[] = [];
  for (let bit = 0; bit < headerBits; bit += sizes.length === 1 ? first : next)
    sizes.push(bitsOf(bytes, at * 8 + bit, sizeBits));
  return sizes;
}

function bitsOf(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++)
    value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
  return value;
}

/** ADTS frames (ISO 14496-3 §1.A.2) that fill the bytes exactly, without their headers; undefined when it is none. */
function adtsFrames(bytes: Uint8Array, from: number, to: number): readonly Piece[] | undefined {
  const frames: Piece[] = [];
  for (let at = from; at < to; ) {
    if (at + 7 > to || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return undefined;
    const size = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
    const head = (bytes[at + 1]! & 1) === 1 ? 7 : 9;
    if (size <= head || at + size > to) return undefined;
    frames.push({ from: at + head, to: at + size });
    at += size;
  }
  return frames.length > 0 ? frames : undefined;
}
