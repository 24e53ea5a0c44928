// SPDX-License-Identifier: Apache-2.0
/** Sound out of audio PES: G.711 as it is, AAC frame by frame; what is declared is believed only while it is true. */
import { type AacConfig, parseAdts } from './adts.ts';
import { ByteQueue } from './byte-queue.ts';
import { type PsAudioCodec, psClockRate } from './codes.ts';
import { TicksUnwrapper } from './timestamps.ts';

export type PsAudio =
  | { readonly codec: 'g711a' | 'g711u'; readonly bytes: Uint8Array; readonly ticks: number }
  | {
      readonly codec: 'aac';
      /** Without its ADTS header. */
      readonly bytes: Uint8Array;
      readonly ticks: number;
      readonly config: AacConfig;
    };

/** Ticks of a sample of G.711. */
const sampleTicks = psClockRate / 8000;

export class AudioCollector {
  readonly #onAudio: (audio: PsAudio) => void;
  readonly #onDeviation: (id: string) => void;
  readonly #unwrapper = new TicksUnwrapper();
  readonly #aac = new ByteQueue();
  #lastG711: { readonly ticks: number; readonly bytes: number } | undefined;
  /** How many PES in a row had an 8 kHz clock (Q25). */
  #slowClock = 0;
  #aacTicks = 0;
  #isHiddenAac = false;

  constructor(onAudio: (audio: PsAudio) => void, onDeviation: (id: string) => void) {
    this.#onAudio = onAudio;
    this.#onDeviation = onDeviation;
  }

  push(declared: PsAudioCodec, bytes: Uint8Array, rawTicks: number | undefined): void {
    const ticks = rawTicks === undefined ? undefined : this.#unwrapper.unwrap(rawTicks);
    if (declared !== 'aac' && !this.#isHiddenAac && holdsAdtsChain(bytes)) {
      this.#isHiddenAac = true;
      this.#onDeviation('Q23');
    }
    if (declared === 'aac' || this.#isHiddenAac) this.#pushAac(bytes, ticks);
    else this.#pushG711(declared, bytes, ticks);
  }

  reset(): void {
    this.#aac.clear();
  }

  #pushG711(codec: 'g711a' | 'g711u', bytes: Uint8Array, ticks: number | undefined): void {
    const last = this.#lastG711;
    const at = ticks ?? (last ? last.ticks + last.bytes * sampleTicks : 0);
    if (last && ticks !== undefined && last.bytes > 0) {
      const perByte = (ticks - last.ticks) / last.bytes;
      this.#slowClock = Math.abs(perByte - 1) < 0.1 ? this.#slowClock + 1 : 0;
      if (this.#slowClock === 5) this.#onDeviation('Q25');
    }
    this.#lastG711 = { ticks: at, bytes: bytes.length };
    const scaled = this.#slowClock >= 5 ? at * sampleTicks : at;
    if (bytes.length > 0) this.#onAudio({ codec, bytes: bytes.slice(), ticks: scaled });
  }

  #pushAac(bytes: Uint8Array, ticks: number | undefined): void {
    if (this.#aac.length > 65_536) this.#aac.clear();
    if (ticks !== undefined && this.#aac.length === 0) this.#aacTicks = ticks;
    this.#aac.push(bytes);
    for (;;) {
      const view = this.#aac.view;
      const frame = parseAdts(view, 0);
      if (!frame) {
        if (view.length < 7) return;
        const next = view.indexOf(0xff, 1);
        this.#aac.drop(next < 0 ? view.length : next);
        continue;
      }
      if (view.length < frame.frameBytes) return;
      const { rate, channels, config } = frame;
      this.#onAudio({
        codec: 'aac',
        bytes: view.slice(frame.headerBytes, frame.frameBytes),
        ticks: this.#aacTicks,
        config: { rate, channels, config },
      });
      this.#aacTicks += (1024 * psClockRate) / rate;
      this.#aac.drop(frame.frameBytes);
    }
  }
}

/** Whole ADTS frames from the first byte to the last: no G.711 looks like that. */
function holdsAdtsChain(bytes: Uint8Array): boolean {
  let at = 0;
  let frames = 0;
  while (at < bytes.length) {
    const frame = parseAdts(bytes, at);
    if (!frame) return false;
    at += frame.frameBytes;
    frames++;
  }
  return frames > 0 && at === bytes.length;
}
