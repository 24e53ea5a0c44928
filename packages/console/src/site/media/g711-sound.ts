// SPDX-License-Identifier: Apache-2.0
/**
 * Sound of cameras that send G.711, which no browser decodes inside a picture's stream: decoded here (ITU-T G.711) and
 * played beside the picture by its clock. Silent until a person switches it on; only at the usual speed.
 */
import type { RawSound } from './wall-clock-buffer.ts';

interface Piece {
  readonly atS: number;
  readonly endS: number;
  readonly rate: number;
  readonly samples: Float32Array<ArrayBuffer>;
}

/** One octet of A-law, -1 to 1. */
export function alawSample(octet: number): number {
  const value = octet ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = ((value & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((value & 0x80) !== 0 ? magnitude : -magnitude) / 32_768;
}

/** One octet of µ-law, -1 to 1. */
export function ulawSample(octet: number): number {
  const value = ~octet & 0xff;
  const magnitude = (((value & 15) << 3) + 0x84) << ((value >> 4) & 7);
  return ((value & 0x80) !== 0 ? 0x84 - magnitude : magnitude - 0x84) / 32_768;
}

/** What is kept of the past and scheduled of the future, seconds. */
const keepBehindS = 20;
const aheadS = 0.6;
/** Sound further from its picture than this is begun anew. */
const strayS = 0.15;

export class G711Sound {
  readonly #video: HTMLVideoElement;
  readonly #timer: number;
  #context: AudioContext | undefined;
  #pieces: Piece[] = [];
  #playing = new Map<Piece, AudioBufferSourceNode>();
  /** Audio time minus media time while in step. */
  #offsetS: number | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    this.#timer = window.setInterval(() => this.#schedule(), 150);
  }

  add({ law, rate, atS, bytes }: RawSound): void {
    const decode = law === 'alaw' ? alawSample : ulawSample;
    const samples = Float32Array.from(bytes, decode);
    this.#pieces.push({ atS, endS: atS + samples.length / rate, rate, samples });
    const oldest = this.#video.currentTime - keepBehindS;
    if ((this.#pieces[0]?.endS ?? 0) < oldest)
      this.#pieces = this.#pieces.filter(({ endS }) => endS > oldest);
  }

  /** By a person's own act: browsers let no page sound by itself. */
  setOn(on: boolean): void {
    if (on) this.#context ??= new AudioContext();
    else {
      this.#hush();
      void this.#context?.close();
      this.#context = undefined;
    }
  }

  clear(): void {
    this.#hush();
    this.#pieces = [];
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.setOn(false);
  }

  #hush(): void {
    for (const source of this.#playing.values()) source.stop();
    this.#playing.clear();
    this.#offsetS = undefined;
  }

  #schedule(): void {
    const context = this.#context;
    const video = this.#video;
    if (!context) return;
    if (video.paused || video.playbackRate !== 1 || video.readyState < 3) {
      this.#hush();
      return;
    }
    const nowS = video.currentTime;
    const offsetS = context.currentTime - nowS;
    if (this.#offsetS !== undefined && Math.abs(this.#offsetS - offsetS) > strayS) this.#hush();
    this.#offsetS ??= offsetS;
    for (const piece of this.#pieces) {
      if (piece.endS <= nowS || piece.atS > nowS + aheadS || this.#playing.has(piece)) continue;
      const buffer = context.createBuffer(1, piece.samples.length, piece.rate);
      buffer.copyToChannel(piece.samples, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.onended = () => this.#playing.delete(piece);
      const lateS = Math.max(0, nowS - piece.atS);
      source.start(Math.max(context.currentTime, piece.atS + this.#offsetS), lateS);
      this.#playing.set(piece, source);
    }
  }
}
