// SPDX-License-Identifier: Apache-2.0
/** How many messages one source may send: a bucket per address, and not more buckets than fit. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, { left: number; atMs: number }>();

  constructor({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  allows(source: string, nowMs: number): boolean {
    let bucket = this.#buckets.get(source);
    if (!bucket) {
      if (this.#buckets.size >= 10_000) this.#buckets.clear();
      bucket = { left: this.#burst, atMs: nowMs };
      this.#buckets.set(source, bucket);
    }
    const refill = ((nowMs - bucket.atMs) / 1000) * this.#perSecond;
    bucket.left = Math.min(this.#burst, bucket.left + Math.max(0, refill));
    bucket.atMs = nowMs;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }
}
