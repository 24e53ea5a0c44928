// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps a session alive: at half its timeout, on the aggregate URL (S5, S9), with a method the camera takes (S6).
 * A refused one is asked again, with a new nonce if that was the reason (A6), else with the next method. It
 * never ends anything by itself: some cameras answer none of them (S7).
 */
import type { Conversation } from '@mingjing/media';

export type KeepAliveOptions = {
  readonly conversation: Conversation;
  readonly url: string;
  /** The camera's `Public` header. */
  readonly methods: string;
  readonly timeoutSeconds: number;
  /** Receiver reports, every two seconds (S8). */
  readonly report: () => void;
};

const everyMs = 2000;

export class KeepAlive {
  readonly #options: KeepAliveOptions;
  readonly #methods: string[];
  readonly #timer: NodeJS.Timeout;
  /** Rounds of the timer between two. */
  readonly #rounds: number;
  #round = 0;

  constructor(options: KeepAliveOptions) {
    this.#options = options;
    const offered = (method: string) => new RegExp(`\\b${method}\\b`, 'i').test(options.methods);
    // SET_PARAMETER makes some servers end the session: only for who takes neither of the others.
    const last = offered('SET_PARAMETER') ? ['SET_PARAMETER'] : [];
    this.#methods = offered('GET_PARAMETER')
      ? ['GET_PARAMETER', 'OPTIONS', ...last]
      : ['OPTIONS', ...last, 'GET_PARAMETER'];
    const halfMs = Math.max(everyMs, Math.min(30_000, (options.timeoutSeconds * 1000) / 2));
    this.#rounds = Math.max(1, Math.floor(halfMs / everyMs));
    this.#timer = setInterval(() => this.#tick(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#options.report();
    if (++this.#round % this.#rounds === 0) void this.#ask();
  }

  async #ask(): Promise<void> {
    const { conversation, url } = this.#options;
    const method = this.#methods[0]!;
    try {
      const { status } = await conversation.request(method, url);
      const isRefused = status >= 400 && status !== 401 && status !== 454;
      if (!isRefused || this.#methods.length === 1) return;
      this.#methods.shift();
      await this.#ask();
    } catch {
      // No answer.
    }
  }
}
