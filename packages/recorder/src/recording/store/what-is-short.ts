// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the disk or the processor keeps footage waiting. A thread that does not get its turn sees every answer late,
 * also a quick disk's, but has it at its next turn: a disk that lets several turns pass is slow itself.
 */

/** How late a timer of this thread comes that is due now. */
const lookEveryMs = 250;
/** What happened before is forgotten. */
const windowMs = 5000;
/** A thread that is later than this did not get its turn; a garbage collection is shorter. */
const starvedMs = 500;
/** A second of turns, however long each was in coming. */
const slowTurns = 4;

export type Shortage = 'overload' | 'disk-slow';

/** @property much milliseconds, or turns */
type Seen = { readonly atMs: number; readonly much: number };

export class WhatIsShort {
  readonly #monotonicMs: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #begun = new Map<number, number>();
  #lateness: Seen[] = [];
  #answers: Seen[] = [];
  #turns = 0;
  #next = 0;
  #expectedMs: number;

  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs;
    this.#expectedMs = monotonicMs() + lookEveryMs;
    this.#timer = setInterval(() => this.look(), lookEveryMs);
    this.#timer.unref();
  }

  /** The timer's turn. */
  look(): void {
    this.#turns += 1;
    const nowMs = this.#monotonicMs();
    this.#lateness = keep(this.#lateness, nowMs, Math.max(0, nowMs - this.#expectedMs));
    this.#expectedMs = nowMs + lookEveryMs;
  }

  /** The disk is asked. @returns to be called when it has answered */
  asked(): () => void {
    const question = this.#next++;
    const askedAt = this.#turns;
    this.#begun.set(question, askedAt);
    return () => {
      this.#begun.delete(question);
      this.#answers = keep(this.#answers, this.#monotonicMs(), this.#turns - askedAt);
    };
  }

  /** What was short in the last seconds. */
  tell(): Shortage {
    const nowMs = this.#monotonicMs();
    const most = (seen: readonly Seen[]) =>
      Math.max(0, ...seen.filter(({ atMs }) => nowMs - atMs < windowMs).map(({ much }) => much));
    const lateMs = Math.max(most(this.#lateness), nowMs - this.#expectedMs);
    const waiting = this.#turns - Math.min(this.#turns, ...this.#begun.values());
    const isDisk = Math.max(most(this.#answers), waiting) >= slowTurns;
    return lateMs >= starvedMs && !isDisk ? 'overload' : 'disk-slow';
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** The largest of each quarter of a second, of the last seconds. */
function keep(seen: Seen[], nowMs: number, much: number): Seen[] {
  const last = seen.at(-1);
  if (last && nowMs - last.atMs < lookEveryMs && last.much >= much) return seen;
  return [...seen.filter(({ atMs }) => nowMs - atMs < windowMs), { atMs: nowMs, much }].slice(-64);
}
