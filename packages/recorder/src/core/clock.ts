// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder's timeline: wall time carried by the monotonic clock (docs/design/time.md).
 *
 * - It never goes back. While the host clock is behind, the timeline runs on and segments say `host-behind`.
 * - Slow differences (NTP slewing, oscillator error) are followed at no more than 500 ppm.
 * - A forward jump of the host clock is believed after ten seconds, becomes a `clock` entry and a gap
 *   `time-step`, and counts as *unconfirmed*: for deleting footage the time it claims has not passed.
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
/** Time the machine was off that is believed without anybody confirming it. */
export const believedOffTimeMs = 24 * 3_600_000;

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
  #unconfirmedMs: number;
  /** Difference first seen, and when: a forward jump waiting to be believed. */
  #suspect: { readonly sinceMs: number } | undefined;
  #behindReported = false;

  /**
   * @param lastMs latest instant in the store; the timeline continues after it even if the host clock is behind
   * @param unconfirmedMs forward jumps of former runs that nobody has confirmed
   */
  constructor(host: HostClock, lastMs: number | undefined, unconfirmedMs: number) {
    this.#host = host;
    const wall = host.wallMs();
    const atMs = lastMs === undefined ? wall : Math.max(wall, lastMs);
    const offMs = lastMs === undefined ? 0 : atMs - lastMs;
    this.#unconfirmedMs = unconfirmedMs + (offMs > believedOffTimeMs ? offMs : 0);
    this.#anchor = {
      monotonicMs: host.monotonicMs(),
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

  /** Time that has certainly passed: the timeline without unconfirmed forward jumps. */
  trustedNowMs(): number {
    return this.nowMs() - this.#unconfirmedMs;
  }

  get unconfirmedMs(): number {
    return this.#unconfirmedMs;
  }

  /** Why nothing may be deleted by time just now; undefined when all is well. */
  untrustedReason(): string | undefined {
    if (this.#suspect) return 'the host clock has just jumped';
    if (this.#host.wallMs() - this.nowMs() > stepThresholdMs) return 'the host clock has just jumped';
    return undefined;
  }

  confirm(): void {
    this.#unconfirmedMs = 0;
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
    this.#unconfirmedMs += wallMs - nowMs;
    this.#anchor = { monotonicMs, atMs: wallMs, rate: 1, source: 'host' };
    return { beforeMs: nowMs, afterMs: wallMs, adopted: true };
  }
}
