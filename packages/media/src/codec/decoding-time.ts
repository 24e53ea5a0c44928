// SPDX-License-Identifier: Apache-2.0
/**
 * Decoding times for pictures that carry only presentation times (RTP), in decoding order. With at most `depth`
 * pictures re-ordered, a picture's decoding time is the (depth + 1)-th largest presentation time so far: it
 * grows, and is never later than the picture's own (C10).
 */
export class DecodingTime {
  #depth: number;
  /** The largest presentation times so far, largest first. */
  #largest: number[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #count = 0;
  readonly #intervalTicks: number;

  /** @param intervalTicks guess at the time between pictures, for the first ones only */
  constructor(depth: number, intervalTicks: number) {
    this.#depth = depth;
    this.#intervalTicks = intervalTicks;
  }

  /** The camera's clock jumped or another session began. */
  restart(): void {
    this.#largest = [];
    this.#last = Number.NEGATIVE_INFINITY;
    this.#count = 0;
  }

  /** A stream that says it re-orders; never made smaller, what was seen counts. */
  expectDepth(depth: number): void {
    this.#depth = Math.max(this.#depth, Math.min(16, depth));
  }

  /** @returns decoding time, strictly growing, in the unit of `presentation` */
  of(presentation: number): number {
    const later = this.#largest.filter((other) => other > presentation).length;
    // More pictures than announced go before this one: the stream said nothing, or not the truth.
    if (later > this.#depth) this.#depth = Math.min(16, later);
    this.#largest.push(presentation);
    this.#largest.sort((a, b) => b - a);
    this.#largest.length = Math.min(this.#largest.length, 18);
    const wanted =
      this.#count < this.#depth
        ? this.#largest.at(-1)! - (this.#depth - this.#count) * this.#intervalTicks
        : (this.#largest[this.#depth] ?? presentation);
    this.#count++;
    this.#last = Math.max(wanted, this.#last + 1);
    return this.#last;
  }
}
