// SPDX-License-Identifier: Apache-2.0
/** NAL units out of an elementary stream with start codes, spread over any number of PES (Q18, Q19). */
import { ByteQueue } from './byte-queue.ts';

/** A NAL unit larger than this is dropped. */
const maxNalBytes = 8 << 20;

export class NalSplitter {
  readonly #onNal: (nal: Uint8Array, ticks: number) => void;
  readonly #onTooLarge: () => void;
  readonly #held = new ByteQueue();
  /** Position of the NAL unit's first byte in what is held; undefined before the first start code. */
  #nalAt: number | undefined;
  #scanAt = 0;
  #nalTicks = 0;
  #ticks = 0;

  constructor(onNal: (nal: Uint8Array, ticks: number) => void, onTooLarge: () => void) {
    this.#onNal = onNal;
    this.#onTooLarge = onTooLarge;
  }

  /** @param ticks undefined: the PES carried no time and goes on with the frame before it */
  push(bytes: Uint8Array, ticks: number | undefined): void {
    if (ticks !== undefined) {
      if (beginsWithStartCode(bytes)) this.flush();
      this.#ticks = ticks;
    }
    if (this.#held.length + bytes.length > maxNalBytes) {
      this.reset();
      this.#onTooLarge();
    }
    this.#held.push(bytes);
    this.#scan();
  }

  /** What is held is whole: a new frame begins. */
  flush(): void {
    if (this.#nalAt !== undefined) this.#emit(this.#held.length);
    this.reset();
  }

  /** What is held is broken. */
  reset(): void {
    this.#held.clear();
    this.#nalAt = undefined;
    this.#scanAt = 0;
  }

  #scan(): void {
    for (;;) {
      const view = this.#held.view;
      const at = findStartCode(view, this.#scanAt);
      if (at < 0) {
        this.#scanAt = Math.max(0, view.length - 2);
        if (this.#nalAt !== undefined) return;
        // Nothing before the first start code belongs to a NAL unit.
        this.#held.drop(this.#scanAt);
        this.#scanAt = 0;
        return;
      }
      if (this.#nalAt !== undefined) this.#emit(at);
      this.#held.drop(at + 3);
      this.#nalAt = 0;
      this.#nalTicks = this.#ticks;
      this.#scanAt = 0;
    }
  }

  #emit(to: number): void {
    const view = this.#held.view;
    let end = to;
    // Zeros before a start code belong to it.
    while (end > 0 && view[end - 1] === 0) end--;
    if (end > 0) this.#onNal(view.slice(0, end), this.#nalTicks);
  }
}

/** Position of `00 00 01`, or −1. */
export function findStartCode(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(1, from + 2); at >= 0; at = bytes.indexOf(1, at + 1))
    if (bytes[at - 1] === 0 && bytes[at - 2] === 0) return at - 2;
  return -1;
}

function beginsWithStartCode(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && (bytes[2] === 1 || (bytes[2] === 0 && bytes[3] === 1));
}
