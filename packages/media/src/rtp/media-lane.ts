// SPDX-License-Identifier: Apache-2.0
/**
 * The packets of one media line. It may name several formats, and the camera sends one of them: the first that can
 * be recorded is expected, and another one is taken as soon as it is clear that it comes instead.
 */
import type { RtpTrack } from './rtp-track.ts';

export type LaneFormat = {
  readonly payloadType: number;
  /** Called once, before its first packet is taken. */
  readonly open: () => RtpTrack;
};

/** So many packets of another format in a row, while the expected one is silent. */
const switchAfter = 3;
/** So many packets in a row of a format that nobody named, and none of those named ever: the description is wrong. */
const unnamedAfter = 25;

export class MediaLane {
  readonly #formats: readonly LaneFormat[];
  readonly #onDeviation: (id: string) => void;
  #current: LaneFormat;
  #track: RtpTrack;
  #others = 0;
  #hasHeard = false;
  #unnamed = { payloadType: -1, count: 0 };

  constructor(formats: readonly [LaneFormat, ...LaneFormat[]], onDeviation: (id: string) => void) {
    this.#formats = formats;
    this.#onDeviation = onDeviation;
    this.#current = formats[0];
    this.#track = this.#current.open();
  }

  accepts(payloadType: number): boolean {
    return this.#formats.some((format) => format.payloadType === payloadType);
  }

  receive(bytes: Uint8Array, from: number, to: number): void {
    if (to - from < 12 || bytes[from]! >> 6 !== 2) {
      this.#onDeviation('R6');
      return;
    }
    const payloadType = bytes[from + 1]! & 127;
    if (payloadType === this.#current.payloadType) {
      this.#others = 0;
      this.#hasHeard = true;
      this.#track.receive(bytes, from, to);
      return;
    }
    const other = this.#formats.find((format) => format.payloadType === payloadType);
    if (other && ++this.#others >= switchAfter) this.#switchTo(other, bytes, from, to);
    else {
      this.#onDeviation('D11');
      if (!other && !this.#hasHeard) this.#foreign(payloadType);
    }
  }

  receiveReport(bytes: Uint8Array, from: number, to: number): void {
    this.#track.receiveReport(bytes, from, to);
  }

  report(ours: number): Uint8Array {
    return this.#track.report(ours);
  }

  flush(): void {
    this.#track.flush();
  }

  #foreign(payloadType: number): void {
    const { count, ...before } = this.#unnamed;
    this.#unnamed = { payloadType, count: before.payloadType === payloadType ? count + 1 : 1 };
    if (this.#unnamed.count < unnamedAfter) return;
    this.#current = { ...this.#current, payloadType };
    this.#track.acceptAs(payloadType);
  }

  #switchTo(format: LaneFormat, bytes: Uint8Array, from: number, to: number): void {
    this.#others = 0;
    this.#track.flush();
    this.#current = format;
    this.#track = format.open();
    this.#track.receive(bytes, from, to);
  }
}
