// SPDX-License-Identifier: Apache-2.0
/**
 * Whether deletions came before their floor had passed, by what the log itself says of time. Trusted time at a tombstone
 * lies between the `clock` entries around it; a deletion counts as early only where even the latest it can have been is
 * too early. Confirmations push floors back, never forward, so what is told here is certain.
 */
import { parseTime } from '../bytes/time.ts';
import type { ClockEntry, SegmentEntry, TombstoneEntry } from '../entry/entry.ts';
import { NumberByIndex } from './compact-sets.ts';

const dayMs = 86_400_000;
/** A timeline that runs slower than certain time does so by at most 500 ppm (docs/design/time.md). */
const mostSlew = 500e-6;
const roundingMs = 1000;

/** The ground by which footage goes although its floor has not passed. */
export const belowFloorRule = 'below-floor-by-policy';

type Deletion = { isByPolicy: boolean; latestMs: number | undefined };

export class EarlyDeletions {
  #clock: { readonly atMs: number; readonly trustedMs: number } | undefined;
  readonly #deletions: Deletion[] = [];
  /** Of each buried segment: its deletion, from 1. */
  readonly #of = new NumberByIndex();
  /** Deletions from here on have no `clock` entry behind them yet. */
  #open = 0;

  clock({ at, trusted }: ClockEntry): void {
    const trustedMs = parseTime(trusted);
    if (trustedMs === undefined) return;
    for (; this.#open < this.#deletions.length; this.#open++) {
      const deletion = this.#deletions[this.#open]!;
      // A confirmation may take effect a moment before its entry is written.
      if (deletion.latestMs !== undefined) deletion.latestMs = Math.max(deletion.latestMs, trustedMs);
    }
    this.#clock = { atMs: parseTime(at)!, trustedMs };
  }

  tombstone({ at, ground }: TombstoneEntry, targets: readonly number[]): void {
    const passedMs = this.#clock && Math.max(0, parseTime(at)! - this.#clock.atMs);
    const latestMs = this.#clock && this.#clock.trustedMs + passedMs! * (1 + 2 * mostSlew) + roundingMs;
    this.#deletions.push({ isByPolicy: ground.rule === belowFloorRule, latestMs });
    for (const target of targets) this.#of.set(target, this.#deletions.length);
  }

  /** @param index of the buried segment */
  isEarly(index: number, { floor }: SegmentEntry): boolean {
    const deletion = this.#deletions[this.#of.get(index) - 1];
    if (!deletion) return false;
    if (deletion.isByPolicy) return true;
    const fromMs = parseTime(floor?.from);
    if (!floor || fromMs === undefined || deletion.latestMs === undefined) return false;
    return deletion.latestMs < fromMs + floor.days * dayMs;
  }
}
