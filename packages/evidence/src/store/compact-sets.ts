// SPDX-License-Identifier: Apache-2.0
/** Sets of a million members in a few megabytes. */
import type { Algorithms } from '../algorithms.ts';
import { encodeUtf8 } from '../bytes/octets.ts';

/** Numbers from 0, one bit each. */
export class BitSet {
  #bits = new Uint8Array(1024);

  add(number: number): void {
    const byte = Math.floor(number / 8);
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[byte]! |= 1 << (number % 8);
  }

  has(number: number): boolean {
    return ((this.#bits[Math.floor(number / 8)] ?? 0) & (1 << (number % 8))) !== 0;
  }
}

const chunkSize = 4096;

/** A number for each of many indexes; 0 where none was set. Four bytes each, where there are any near. */
export class NumberByIndex {
  readonly #chunks = new Map<number, Uint32Array>();

  set(index: number, value: number): void {
    const at = Math.floor(index / chunkSize);
    const chunk = this.#chunks.get(at) ?? new Uint32Array(chunkSize);
    chunk[index % chunkSize] = value;
    this.#chunks.set(at, chunk);
  }

  get(index: number): number {
    return this.#chunks.get(Math.floor(index / chunkSize))?.[index % chunkSize] ?? 0;
  }
}

/**
 * Texts, by 48 bits of their hash. The hash is cryptographic: nobody finds a second name that counts as known
 * by chance or on purpose without 2^24 tries against a store of a million files, and gains one unreported name.
 */
export class TextSet {
  readonly #algorithms: Algorithms;
  #slots = new Float64Array(4096);
  #count = 0;

  constructor(algorithms: Algorithms) {
    this.#algorithms = algorithms;
  }

  add(text: string): void {
    if (this.#count * 2 >= this.#slots.length) this.#grow();
    if (place(this.#slots, this.#keyOf(text))) this.#count++;
  }

  has(text: string): boolean {
    const key = this.#keyOf(text);
    for (let at = key % this.#slots.length; ; at = (at + 1) % this.#slots.length) {
      const found = this.#slots[at]!;
      if (found === key) return true;
      if (found === 0) return false;
    }
  }

  #grow(): void {
    const grown = new Float64Array(this.#slots.length * 2);
    for (const key of this.#slots) if (key !== 0) place(grown, key);
    this.#slots = grown;
  }

  /** Above 0, below 2^48 + 1. */
  #keyOf(text: string): number {
    const hash = this.#algorithms.hash(encodeUtf8(text));
    let key = 0;
    for (let at = 0; at < 6; at++) key = key * 256 + hash[at]!;
    return key + 1;
  }
}

/** False when it was there already. */
function place(slots: Float64Array, key: number): boolean {
  let at = key % slots.length;
  while (slots[at] !== 0) {
    if (slots[at] === key) return false;
    at = (at + 1) % slots.length;
  }
  slots[at] = key;
  return true;
}
