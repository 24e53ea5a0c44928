// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's timeline: wall time carried by the monotonic clock (docs/design/time.md).
 *
 * - It never goes back. While the host clock is behind, the timeline runs on and segments say `host-behind`.
 * - Slow differences (NTP slewing, oscillator error) are followed at no more than 500 ppm.
 * - A forward jump of the host clock is believed after ten seconds, becomes a `clock` entry and a gap
 *   `time-step`, and counts as *unconfirmed*: for deleting footage the time it claims has not passed.
 * - Trusted time is time that has certainly passed: it runs with the monotonic clock while the program runs and
 *   stands still while it does not. It catches up by the difference of two times told from outside (a witness), for
 *   one alone says nothing of what passed; neither a host clock nor a person can push it. The log carries it from one
 *   run to the next, so neither a restart nor a lost file adds to it. Only its differences mean anything.
 */
export type HostClock = {
  /** Epoch ms as the operating system says. */
  readonly wallMs: () => number;
  /** Monotonic ms, the same in all threads of the process, counting while it runs. */
  readonly monotonicMs: () => number;
};

/** A point and a rate: `atMs + (monotonic - monotonicMs) · rate`. Sent to the capture threads. */
export type ClockAnchor = {
  readonly monotonicMs: number;
  readonly atMs: number;
  readonly rate: number;
  /** `host`: follows the host clock. `host-behind`: runs ahead of a host clock that was set back. */
  readonly source: ClockSource;
};

/** A time told from outside, and trusted time then. */
export type OutsideTime = { readonly atMs: number; readonly trustedMs: number };

/** Where a log's time stands. */
export type LastTime = {
  readonly atMs: number;
  readonly trustedMs: number;
  readonly confirmed?: OutsideTime | undefined;
};

export type ClockSource = 'host' | 'host-behind';

export type ClockStep = {
  /** What the timeline showed, and what it shows from now on (forward), or what the host shows (backward). */
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly adopted: boolean;
};

const maxSlew = 500e-6;
/** Differences up to this are slewed away; beyond it the host clock was set. */
export const stepThresholdMs = 2000;
const believeAfterMs = 10_000;
/** Trusted time may fall behind by this much in all before a person is asked to look. */
export const toleratedLagMs = 24 * 3_600_000;

export const hostClock: HostClock = {
  wallMs: () => Date.now(),
  monotonicMs: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1000 + nanoseconds / 1e6;
  },
};

export function timeOf(anchor: ClockAnchor, monotonicMs: number): number {
  return anchor.atMs + (monotonicMs - anchor.monotonicMs) * anchor.rate;
}

export class RecorderClock {
  readonly #host: HostClock;
  #anchor: ClockAnchor;
  /** Trusted time at a reading of the monotonic clock. */
  #trusted: { readonly atMs: number; readonly monotonicMs: number };
  #confirmed: OutsideTime | undefined;
  /** How far trusted time lagged when a person last looked at the clock. */
  #seenLagMs: number;
  /** Difference first seen, and when: a forward jump waiting to be believed. */
  #suspect: { readonly sinceMs: number } | undefined;
  #behindReported = false;

  /**
   * @param last where the log stands: the timeline continues after `atMs` even if the host clock is behind, trusted
   *   time at `trustedMs`; absent for a store that has nothing yet, whose time begins with the host's
   * @param seenLagMs lag of trusted time that a person has seen
   */
  constructor(host: HostClock, last?: LastTime, seenLagMs = 0) {
    this.#host = host;
    const wall = host.wallMs();
    const atMs = last === undefined ? wall : Math.max(wall, last.atMs);
    const monotonicMs = host.monotonicMs();
    this.#trusted = { atMs: last === undefined ? atMs : Math.min(last.trustedMs, atMs), monotonicMs };
    this.#confirmed = last?.confirmed;
    this.#seenLagMs = seenLagMs;
    this.#anchor = {
      monotonicMs,
      atMs,
      rate: 1,
      source: atMs - wall > stepThresholdMs ? 'host-behind' : 'host',
    };
  }

  get anchor(): ClockAnchor {
    return this.#anchor;
  }

  nowMs(): number {
    return timeOf(this.#anchor, this.#host.monotonicMs());
  }

  /**
   * Time that has certainly passed; never ahead of the timeline, and between any two readings never more than the
   * monotonic clock: where the timeline is slower it stays behind, also when the timeline catches up again.
   */
  trustedNowMs(): number {
    const monotonicMs = this.#host.monotonicMs();
    const passedMs = this.#trusted.atMs + monotonicMs - this.#trusted.monotonicMs;
    const nowMs = timeOf(this.#anchor, monotonicMs);
    if (nowMs < passedMs) this.#trusted = { atMs: nowMs, monotonicMs };
    return Math.min(nowMs, passedMs);
  }

  /** How far trusted time lags behind the timeline. */
  get lagMs(): number {
    return this.nowMs() - this.trustedNowMs();
  }

  /** The part of it that nobody has looked at. */
  get unconfirmedMs(): number {
    return Math.max(0, this.lagMs - this.#seenLagMs);
  }

  get confirmed(): OutsideTime | undefined {
    return this.#confirmed;
  }

  /** Why nothing may be deleted by time just now; undefined when all is well. */
  untrustedReason(): string | undefined {
    if (this.#suspect) return 'the host clock has just jumped';
    if (this.#host.wallMs() - this.nowMs() > stepThresholdMs) return 'the host clock has just jumped';
    return undefined;
  }

  /** A person has seen where the clock stands. Nothing becomes older by that. */
  seen(): void {
    this.#seenLagMs = this.lagMs;
  }

  /**
   * Somebody outside says what time it is. What lies between two such times has certainly passed; the first alone
   * says nothing, since nobody knows how wrong the clock was before. Trusted time never goes back.
   *
   * @param atMs epoch ms; one that is not later than the last told is an old answer, and ignored
   * @param askedMs trusted time when it was asked, in this run: the answer was given then or later, however long it
   *   was under way
   * @returns ms by which trusted time caught up, undefined for an old answer. When they passed nobody knows: whatever
   *   was recorded since the confirmation before is as much younger
   */
  confirm(atMs: number, askedMs: number): number | undefined {
    const before = this.#confirmed;
    if (before && atMs <= before.atMs) return undefined;
    const now = this.trustedNowMs();
    // At least as much has passed from the last answer to this one, and this one lies in the past.
    const passed = before ? before.trustedMs + atMs - before.atMs : now;
    const trustedMs = Math.min(Math.max(now, passed), this.nowMs());
    this.#trusted = { atMs: trustedMs, monotonicMs: this.#host.monotonicMs() };
    this.#confirmed = { atMs, trustedMs: Math.min(askedMs, now) + trustedMs - now };
    this.#seenLagMs = Math.min(this.#seenLagMs, this.lagMs);
    return Math.ceil(trustedMs - now);
  }

  /**
   * Compares with the host clock; call it about once a second.
   *
   * @returns a step to be logged, if one was noticed; the anchor may have changed in any case
   */
  check(): ClockStep | undefined {
    const monotonicMs = this.#host.monotonicMs();
    const nowMs = timeOf(this.#anchor, monotonicMs);
    const wallMs = this.#host.wallMs();
    const aheadMs = wallMs - nowMs;
    if (aheadMs > stepThresholdMs) return this.#jumped(monotonicMs, nowMs, wallMs);
    this.#suspect = undefined;
    if (aheadMs < -stepThresholdMs) {
      this.#anchor = { monotonicMs, atMs: nowMs, rate: 1 - maxSlew, source: 'host-behind' };
      if (this.#behindReported) return undefined;
      this.#behindReported = true;
      return { beforeMs: nowMs, afterMs: wallMs, adopted: false };
    }
    this.#behindReported = false;
    // Spread over the next ten seconds or so, never faster than the slew limit.
    const rate = 1 + Math.max(-maxSlew, Math.min(maxSlew, aheadMs / 10_000));
    this.#anchor = { monotonicMs, atMs: nowMs, rate, source: 'host' };
    return undefined;
  }

  #jumped(monotonicMs: number, nowMs: number, wallMs: number): ClockStep | undefined {
    this.#suspect ??= { sinceMs: monotonicMs };
    if (monotonicMs - this.#suspect.sinceMs < believeAfterMs) return undefined;
    this.#suspect = undefined;
    this.#anchor = { monotonicMs, atMs: wallMs, rate: 1, source: 'host' };
    return { beforeMs: nowMs, afterMs: wallMs, adopted: true };
  }
}
