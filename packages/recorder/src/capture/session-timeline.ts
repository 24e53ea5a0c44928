// SPDX-License-Identifier: Apache-2.0
/**
 * From a camera's media clock to the recorder's timeline, for one track of one session.
 *
 * A frame cannot arrive before it was taken, so the true offset between both clocks is at most the smallest
 * `received - media` of late (a min filter; C6). The offset in use moves towards it by at most 500 ppm, so a
 * camera's crystal is absorbed without a visible jump (C7). A jump of the media clock, in either direction,
 * anchors anew and is reported; no frame is dropped for it (C2, C9).
 */

const maxSlew = 500e-6;
const windowMs = 30_000;
/** The media clock may be off from arrival by this before it counts as a jump. */
const toleranceMs = 2000;

export type Placed = {
  /** On the recorder's timeline, epoch ms, fractions allowed. */
  readonly atMs: number;
  /** The media clock jumped here, by about so many ms (positive: forward); 0 otherwise. */
  readonly jumpMs: number;
};

export class SessionTimeline {
  #offsetMs: number | undefined;
  /** Smallest `received - media` of the running and of the former half window. */
  #lowNow = Number.POSITIVE_INFINITY;
  #lowBefore = Number.POSITIVE_INFINITY;
  #halfWindowEndsMs = 0;
  #lastMediaMs = 0;
  #lastReceivedMs = 0;
  /** The first second only gathers: a camera may first send what it had buffered. */
  #settled = false;

  /** Largest difference between clocks that had to be absorbed so far, ms. */
  driftMs = 0;

  /**
   * The offset may still be chosen freely until something has been written with it.
   *
   * @returns how far frames placed so far have to move, ms (zero or negative)
   */
  settle(): number {
    this.#settled = true;
    if (this.#offsetMs === undefined) return 0;
    const low = Math.min(this.#lowNow, this.#lowBefore);
    const move = Math.min(0, low - this.#offsetMs);
    this.#offsetMs += move;
    return move;
  }

  /** @param mediaMs unwrapped media time of a frame in decoding order @param receivedMs on the timeline */
  place(mediaMs: number, receivedMs: number): Placed {
    const low = receivedMs - mediaMs;
    if (this.#offsetMs === undefined) return this.#anchor(mediaMs, receivedMs, 0);
    const jumpMs = this.#jumpOf(mediaMs, receivedMs);
    if (jumpMs !== 0) return this.#anchor(mediaMs, receivedMs, jumpMs);
    if (receivedMs > this.#halfWindowEndsMs) {
      this.#lowBefore = this.#lowNow;
      this.#lowNow = low;
      this.#halfWindowEndsMs = receivedMs + windowMs / 2;
    } else if (low < this.#lowNow) {
      this.#lowNow = low;
    }
    this.#slew(receivedMs);
    this.#lastMediaMs = mediaMs;
    this.#lastReceivedMs = receivedMs;
    return { atMs: mediaMs + this.#offsetMs, jumpMs: 0 };
  }

  #slew(receivedMs: number): void {
    if (!this.#settled || this.#offsetMs === undefined) return;
    const wanted = Math.min(this.#lowNow, this.#lowBefore);
    const allowed = Math.max(0, receivedMs - this.#lastReceivedMs) * maxSlew;
    const move = Math.max(-allowed, Math.min(allowed, wanted - this.#offsetMs));
    this.#offsetMs += move;
    this.driftMs += move;
  }

  #jumpOf(mediaMs: number, receivedMs: number): number {
    const mediaStepMs = mediaMs - this.#lastMediaMs;
    const arrivalStepMs = receivedMs - this.#lastReceivedMs;
    // Backward by more than re-ordering explains.
    if (mediaStepMs < -1000) return mediaStepMs;
    // A frame from the future: the clock ran ahead of arrival further than any offset explains.
    const aheadMs = mediaMs + (this.#offsetMs ?? 0) - receivedMs;
    if (this.#settled && aheadMs > toleranceMs) return mediaStepMs - arrivalStepMs;
    if (!this.#settled && mediaStepMs > arrivalStepMs + 15_000) return mediaStepMs - arrivalStepMs;
    // The clock stood still or crawls: for half a minute nothing arrived less than `tolerance` late.
    const lagMs = Math.min(this.#lowNow, this.#lowBefore) - (this.#offsetMs ?? 0);
    if (lagMs > toleranceMs && Number.isFinite(this.#lowBefore)) return -lagMs;
    return 0;
  }

  #anchor(mediaMs: number, receivedMs: number, jumpMs: number): Placed {
    this.#offsetMs = receivedMs - mediaMs;
    this.#lowNow = this.#offsetMs;
    this.#lowBefore = Number.POSITIVE_INFINITY;
    this.#halfWindowEndsMs = receivedMs + windowMs / 2;
    this.#lastMediaMs = mediaMs;
    this.#lastReceivedMs = receivedMs;
    return { atMs: receivedMs, jumpMs };
  }
}
