// SPDX-License-Identifier: Apache-2.0
/**
 * The line that stays open: a request that the platform answers when it wants a report, or after a while with no. Plain
 * HTTP, so it goes through proxies; where a line cannot be held, it is asked now and then instead.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { waitForCall } from '@mingjing/contracts/desk';
import { formatTime, signStatement } from '@mingjing/evidence';
import { postStatement } from './post-statement.ts';
import type { UplinkCore } from './uplink-core.ts';

/** Proxies commonly cut what is silent for a minute. */
const holdSeconds = 50;
/** How long to leave it after it broke, and how often it is only asked while lines break. */
const shortestRestMs = 2000;
const longestRestMs = 5 * 60_000;
/** After so many broken lines in a row they are not held any more, only asked. */
const brokenUntilAsking = 3;
/** After an hour of asking, holding is tried again. */
const asksUntilHolding = 12;

export type WaitingLineOptions = {
  readonly core: UplinkCore;
  /** Undefined: not enrolled, or not to be disturbed. */
  readonly platform: () => string | undefined;
  readonly called: () => void;
};

export class WaitingLine {
  readonly #options: WaitingLineOptions;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #isOpen = false;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Asked first, then held: so it is known to be open while it is held. */
  async #run(): Promise<void> {
    let failures = 0;
    let broken = 0;
    let asks = 0;
    while (!this.#abort.signal.aborted) {
      const platform = this.#options.platform();
      const isHeld = this.#isOpen && broken < brokenUntilAsking;
      const answer = platform && (await this.#ask(platform, isHeld ? holdSeconds : 0));
      this.#isOpen = answer === 'kept' || answer === 'called';
      if (answer === 'called') this.#options.called();
      failures = answer === 'broken' ? failures + 1 : 0;
      if (isHeld) broken = answer === 'broken' ? broken + 1 : 0;
      const isAsking = broken >= brokenUntilAsking;
      asks = isAsking ? asks + 1 : 0;
      if (asks > asksUntilHolding) broken = 0;
      if (!this.#isOpen) await this.#rest(Math.min(longestRestMs, shortestRestMs * 2 ** failures));
      else if (isAsking) await this.#rest(longestRestMs);
      else if (answer === 'called') await this.#rest(shortestRestMs);
    }
  }

  async #rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#abort.signal }).catch(() => undefined);
  }

  async #ask(platform: string, seconds: number): Promise<'kept' | 'called' | 'broken'> {
    const { core } = this.#options;
    const said = {
      v: 1,
      origin: core.log.origin,
      at: formatTime(Math.round(core.nowMs())),
      seconds,
    } as const;
    const statement = signStatement(core.algorithms, 'uplink-waiting', said, core.signer);
    const reply = await postStatement(platform, waitForCall, statement, {
      withinMs: (seconds + 20) * 1000,
      signal: this.#abort.signal,
    });
    if (reply.kind !== 'answer') return 'broken';
    return reply.answer.call ? 'called' : 'kept';
  }
}
