// SPDX-License-Identifier: Apache-2.0
/** What is done again and again: a round that fails is told, and the next one comes. */
export class Rounds {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  every(ms: number, work: () => unknown): void {
    this.#timers.push(
      setInterval(() => {
        void Promise.resolve().then(work).catch(this.#onFailure);
      }, ms),
    );
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
