// SPDX-License-Identifier: Apache-2.0
/**
 * Nonces that prove themselves: a time and its keyed hash, so that nothing is stored per challenge. Not bound to
 * Call-ID or tags: devices answer with new ones.
 */
import { createHmac, randomBytes } from 'node:crypto';

const validMs = 300_000;

export class Nonces {
  readonly #key = randomBytes(32);

  make(nowMs: number): string {
    const time = Math.floor(nowMs).toString(36);
    return `${time}${this.#seal(time)}`;
  }

  /** `stale` is ours, but too old; `foreign` is not ours. */
  check(nonce: string, nowMs: number): 'good' | 'stale' | 'foreign' {
    const time = nonce.slice(0, -24);
    if (this.#seal(time) !== nonce.slice(-24)) return 'foreign';
    const age = nowMs - Number.parseInt(time, 36);
    return age >= 0 && age < validMs ? 'good' : 'stale';
  }

  #seal(time: string): string {
    return createHmac('sha256', this.#key).update(time).digest('hex').slice(0, 24);
  }
}
