// SPDX-License-Identifier: Apache-2.0
/**
 * When to connect. Cameras allow few sessions and lock out who comes too fast, and two hundred connects at
 * once time out together (S14): retries back off with jitter, and connects of one thread are spaced.
 */

const firstDelayMs = 1000;
const longestDelayMs = 30_000;
/** A wrong password is tried rarely, and ever more so: cameras lock the account after a few tries, for half an hour. */
const refusedDelayMs = 60_000;
const longestRefusedDelayMs = 900_000;
/** A session that lasted so long starts the back-off anew. */
const wellAfterMs = 30_000;

/** Delays between attempts of one camera. */
export class Backoff {
  #failures = 0;
  #refusals = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * @param outcome of the attempt that just ended: how long it recorded, and whether credentials were refused
   * @returns ms to wait, with ±25 % jitter
   */
  next(outcome: { readonly recordedMs: number; readonly wrongPassword: boolean }): number {
    if (outcome.recordedMs >= wellAfterMs) this.#failures = 0;
    this.#failures++;
    // A session that worked, however briefly, is tried again soon: every second counts as a gap.
    if (outcome.recordedMs > 0) this.#refusals = 0;
    const base = outcome.wrongPassword
      ? Math.min(longestRefusedDelayMs, refusedDelayMs * 2 ** Math.min(10, this.#refusals++))
      : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(10, this.#failures - 1));
    const delay = outcome.recordedMs > 0 ? Math.min(base, 5000) : base;
    return delay * (0.75 + this.#random() * 0.5);
  }
}

/** Attempts that have not come to a picture yet, at most so many at a time. */
export class ConnectGate {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #under = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when it is this one's turn; call `leave` once when it plays or failed. */
  async enter(): Promise<void> {
    if (this.#under < this.#limit) {
      this.#under++;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#under--;
  }
}
