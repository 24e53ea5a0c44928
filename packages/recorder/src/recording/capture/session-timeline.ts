// SPDX-License-Identifier: Apache-2.0
/**
 * From a camera's media clock to the recorder's timeline, for one track of one session.
 *
 * A frame cannot arrive before it was taken, so the true offset between both clocks is at most the smallest
 * `received - media` of late (a min filter; C6). The offset in use moves towards it by at most 500 ppm, so a
 * camera's crystal is absorbed without a visible jump (C7). A jump of the media clock, in either direction,
 * anchors anew and is reported; no frame is dropped for it (C2, C9).
 *
 * A clock that stands still, runs at another rate than declared or jumps again and again says nothing (C5): then
 * arrival rules, smoothed, until the clock has kept step with it for a while.
 */

const maxSlew = 500e-6;
const windowMs = 30_000;
/** The media clock may be ahead of arrival by this before it counts as a jump. */
const toleranceMs = 2000;
/** Without a jump a clock that is ahead by more runs fast: no frame arrives before it is taken. */
const aheadMs = 400;
/** A clock behind arrival by more for some seconds runs slow, or the line is so bad that arrival is as good. */
const lagMs = 1000;
const lagWindowMs = 3000;
/** So many jumps within a minute: the clock begins anew with each group of pictures. */
const manyJumps = 3;
/** A clock is believed again after so long within 0.3 % of arrival. */
const probationMs = 20_000;
/** By arrival: share of the difference that each frame makes up for, and the most a frame may lie before it. */
const pull = 0.1;
const mostBehindMs = 1500;

export type Placed = {
  /** On the recorder's timeline, epoch ms, fractions allowed. */
  readonly atMs: number;
  /** The media clock jumped here, by about so many ms (positive: forward); 0 otherwise. */
  readonly jumpMs: number;
};

/** When a frame was taken by the camera's clock, and when it came. */
export type Arrival = { readonly mediaMs: number; readonly receivedMs: number };

export class SessionTimeline {
  readonly #onUntrusted: () => void;
  #offsetMs: number | undefined;
  readonly #low = new MinFilter(windowMs);
  readonly #recentLow = new MinFilter(lagWindowMs);
  #lastMediaMs = 0;
  #lastReceivedMs = 0;
  #lastAtMs = 0;
  /** Typical time between arrivals. */
  #intervalMs = 0;
  /** The first second only gathers: a camera may first send what it had buffered. */
  #settled = false;
  #jumps: number[] = [];
  /** Arrival rules since this frame; undefined while the clock is believed. */
  #probation: Arrival | undefined;

  /** Largest difference between clocks that had to be absorbed so far, ms. */
  driftMs = 0;

  /** @param onUntrusted called when arrival takes over from the clock */
  constructor(onUntrusted: () => void = () => undefined) {
    this.#onUntrusted = onUntrusted;
  }

  /** Arrival rules. */
  get isByArrival(): boolean {
    return this.#probation !== undefined;
  }

  /**
   * The first frames, all at once: their offset may be chosen freely, and it shows whether the clock runs at all.
   *
   * @returns where each lies
   */
  settle(arrivals: readonly Arrival[]): readonly number[] {
    const first = arrivals[0];
    const last = arrivals.at(-1);
    if (first && last && this.#isWrongFromTheStart(arrivals.length, first, last)) this.#leave(first);
    const low = Math.min(...arrivals.map(({ mediaMs, receivedMs }) => receivedMs - mediaMs));
    if (first && !this.#probation) this.#anchor(first, low);
    const placed = arrivals.map(({ mediaMs, receivedMs }) => this.place(mediaMs, receivedMs).atMs);
    this.#settled = true;
    return placed;
  }

  /** @param mediaMs unwrapped media time of a frame in decoding order @param receivedMs on the timeline */
  place(mediaMs: number, receivedMs: number): Placed {
    const frame = { mediaMs, receivedMs };
    if (this.#offsetMs === undefined) this.#anchor(frame, receivedMs - mediaMs);
    const jumpMs = this.#jumpOf(frame);
    if (jumpMs !== 0) this.#jumped(frame);
    this.#low.add(receivedMs - mediaMs, receivedMs);
    this.#recentLow.add(receivedMs - mediaMs, receivedMs);
    const isReported = jumpMs !== 0 && !this.#probation;
    if (this.#settled && !this.#probation && jumpMs === 0 && this.#isWrong(frame)) this.#leave(frame);
    this.#slew(receivedMs);
    const atMs = this.#probation ? this.#byArrival(frame) : mediaMs + this.#offsetMs!;
    this.#measure(frame, atMs);
    return { atMs, jumpMs: isReported ? jumpMs : 0 };
  }

  /** Too few, too close: nothing is said. A burst of what was buffered runs ahead, by some seconds at most (C6). */
  #isWrongFromTheStart(count: number, first: Arrival, last: Arrival): boolean {
    const mediaMs = last.mediaMs - first.mediaMs;
    const arrivalMs = last.receivedMs - first.receivedMs;
    if (count < 3 || arrivalMs < 400) return false;
    return mediaMs < arrivalMs * 0.6 - 50 || mediaMs > arrivalMs + 20_000;
  }

  #isWrong({ mediaMs, receivedMs }: Arrival): boolean {
    const offsetMs = this.#offsetMs!;
    return mediaMs + offsetMs - receivedMs > aheadMs || this.#recentLow.value - offsetMs > lagMs;
  }

  #jumpOf({ mediaMs, receivedMs }: Arrival): number {
    const mediaStepMs = mediaMs - this.#lastMediaMs;
    const stepMs = mediaStepMs - (receivedMs - this.#lastReceivedMs);
    // Backward by more than re-ordering explains.
    if (mediaStepMs < -1000) return mediaStepMs;
    if (!this.#settled && !this.#probation) return stepMs > 15_000 ? stepMs : 0;
    // A frame from the future, further than any offset explains, at one step.
    const ahead = mediaMs + this.#offsetMs! - receivedMs;
    return stepMs > toleranceMs / 2 && ahead > toleranceMs ? stepMs : 0;
  }

  /** Anchors anew; the third time within a minute the clock is no longer believed. */
  #jumped(frame: Arrival): void {
    this.#jumps = [...this.#jumps.filter((at) => frame.receivedMs - at < 60_000), frame.receivedMs];
    if (this.#probation) {
      this.#probation = frame;
      this.#offsetMs = frame.receivedMs - frame.mediaMs;
      return;
    }
    if (this.#jumps.length >= manyJumps) this.#leave(frame);
    this.#anchor(frame, frame.receivedMs - frame.mediaMs);
  }

  #leave(frame: Arrival): void {
    this.#probation = frame;
    this.#onUntrusted();
  }

  #slew(receivedMs: number): void {
    if (!this.#settled || this.#probation || this.#offsetMs === undefined) return;
    const allowed = Math.max(0, receivedMs - this.#lastReceivedMs) * maxSlew;
    const move = Math.max(-allowed, Math.min(allowed, this.#low.value - this.#offsetMs));
    this.#offsetMs += move;
    this.driftMs += move;
  }

  /** One interval after the frame before, pulled towards arrival. */
  #byArrival({ receivedMs }: Arrival): number {
    if (this.#lastAtMs === 0) return receivedMs;
    const expected = this.#lastAtMs + this.#intervalMs;
    const pulled = expected + (receivedMs - expected) * pull;
    return Math.max(receivedMs - mostBehindMs, this.#lastAtMs + 0.1, Math.min(pulled, receivedMs + aheadMs));
  }

  #measure(frame: Arrival, atMs: number): void {
    const stepMs = Math.min(1000, Math.max(0, frame.receivedMs - this.#lastReceivedMs));
    this.#intervalMs = this.#intervalMs === 0 ? stepMs : this.#intervalMs * 0.95 + stepMs * 0.05;
    this.#lastMediaMs = frame.mediaMs;
    this.#lastReceivedMs = frame.receivedMs;
    this.#lastAtMs = atMs;
    const since = this.#probation;
    if (!since || frame.receivedMs - since.receivedMs < probationMs) return;
    const rate = (frame.mediaMs - since.mediaMs) / (frame.receivedMs - since.receivedMs);
    this.#probation = Math.abs(rate - 1) < 0.003 && this.#settled ? undefined : frame;
    if (!this.#probation) this.#anchor(frame, atMs - frame.mediaMs);
  }

  #anchor({ mediaMs, receivedMs }: Arrival, offsetMs: number): void {
    this.#offsetMs = offsetMs;
    this.#low.restart(offsetMs, receivedMs);
    this.#recentLow.restart(offsetMs, receivedMs);
    this.#lastMediaMs = mediaMs;
    this.#lastReceivedMs = receivedMs;
  }
}

/** Smallest value of the last half to whole window. */
class MinFilter {
  readonly #halfMs: number;
  #now = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;
  #endsMs = 0;

  constructor(windowMs: number) {
    this.#halfMs = windowMs / 2;
  }

  get value(): number {
    return Math.min(this.#now, this.#before);
  }

  restart(value: number, atMs: number): void {
    this.#now = value;
    this.#before = Number.POSITIVE_INFINITY;
    this.#endsMs = atMs + this.#halfMs;
  }

  add(value: number, atMs: number): void {
    if (atMs > this.#endsMs) {
      this.#before = this.#now;
      this.#now = value;
      this.#endsMs = atMs + this.#halfMs;
    } else if (value < this.#now) this.#now = value;
  }
}
