// SPDX-License-Identifier: Apache-2.0
/** Bytes that wait for more: appended behind, taken in front, one copy each way. */
export class ByteQueue {
  #bytes = new Uint8Array(65_536);
  #from = 0;
  #to = 0;

  get length(): number {
    return this.#to - this.#from;
  }

  /** What is held now; good until the next `push`. */
  get view(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#to);
  }

  push(bytes: Uint8Array): void {
    if (this.#to + bytes.length > this.#bytes.length) {
      const held = this.view;
      const needed = held.length + bytes.length;
      const target = needed > this.#bytes.length ? new Uint8Array(needed * 2) : this.#bytes;
      target.set(held);
      this.#bytes = target;
      this.#from = 0;
      this.#to = held.length;
    }
    this.#bytes.set(bytes, this.#to);
    this.#to += bytes.length;
  }

  drop(count: number): void {
    this.#from = Math.min(this.#to, this.#from + count);
    if (this.#from === this.#to) this.clear();
  }

  clear(): void {
    this.#from = 0;
    this.#to = 0;
    // One huge frame must not hold its memory for ever.
    if (this.#bytes.length > 1 << 21) this.#bytes = new Uint8Array(65_536);
  }
}
