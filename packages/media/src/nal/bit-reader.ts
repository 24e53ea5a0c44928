// SPDX-License-Identifier: Apache-2.0
/** Bits of a raw byte sequence payload, emulation prevention bytes (00 00 03) left out. Past the end: zeros. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param nal a NAL unit from its first header byte on */
  constructor(nal: Uint8Array, headerBytes: number) {
    const bytes: number[] = [];
    let zeros = 0;
    for (let at = headerBytes; at < nal.length; at++) {
      const byte = nal[at]!;
      if (zeros >= 2 && byte === 3) {
        zeros = 0;
        continue;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
      bytes.push(byte);
    }
    this.#bytes = Uint8Array.from(bytes);
  }

  /** All bits have been read, and more were asked for. */
  get isPastEnd(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3] ?? 0;
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return bit;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** ue(v) of ITU-T H.264 §9.1. */
  ue(): number {
    let zeros = 0;
    while (zeros < 32 && !this.isPastEnd && this.bit() === 0) zeros++;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) of ITU-T H.264 §9.1.1. */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
