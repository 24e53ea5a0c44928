// SPDX-License-Identifier: Apache-2.0
/** One timer for every session: slots of four milliseconds, gone round once in about eight seconds. */

const SLOT_MS = 4;
const SLOTS = 2048;

/** Something that happens at certain times. */
export interface Scheduled {
  /** Does what is due and says when it wants to be called next; undefined: never again. */
  readonly run: (nowMs: number) => number | undefined;
}

/**
 * @param now monotonic milliseconds
 */
export class TimerWheel {
  private readonly now: () => number;
  private readonly slots: Scheduled[][] = Array.from({ length: SLOTS }, () => []);
  private reached: number;
  private entries = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(now: () => number) {
    this.now = now;
    this.reached = Math.floor(now() / SLOT_MS);
  }

  /** Calls `scheduled.run` at `dueMs` or up to four milliseconds later; a time gone by means at once. */
  add(scheduled: Scheduled, dueMs: number): void {
    if (!this.timer) {
      this.reached = Math.floor(this.now() / SLOT_MS);
      this.timer = setInterval(() => this.turn(), SLOT_MS);
    }
    this.entries += 1;
    this.put(scheduled, dueMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    for (const slot of this.slots) slot.length = 0;
    this.entries = 0;
  }

  private put(scheduled: Scheduled, dueMs: number): void {
    // Beyond the horizon: called early, does nothing, comes back.
    const slot = Math.min(Math.max(Math.ceil(dueMs / SLOT_MS), this.reached + 1), this.reached + SLOTS - 1);
    this.slots[slot % SLOTS]?.push(scheduled);
  }

  private turn(): void {
    const nowMs = this.now();
    const until = Math.floor(nowMs / SLOT_MS);
    while (this.reached < until && this.timer) {
      this.reached += 1;
      const index = this.reached % SLOTS;
      const due = this.slots[index];
      if (!due || due.length === 0) continue;
      this.slots[index] = [];
      for (const scheduled of due) {
        const next = scheduled.run(nowMs);
        if (next === undefined) this.entries -= 1;
        else this.put(scheduled, next);
      }
    }
    if (this.entries === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }
}
