// SPDX-License-Identifier: Apache-2.0
/** What a month of this recorder shows, in numbers that anyone can hold against the log: the record behind 运行维护月报. */
import type { AccessSession } from '@mingjing/contracts/site';
import type { ChallengeVerdict } from '@mingjing/evidence';
import type { BoardAlarm } from '../alarms/alarm-board.ts';

/** One camera on one day in China, as far as it was there. */
export type ProvenDay = {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'complete' | 'not-complete';
  /** Of `not-complete`. */
  readonly reason?: string;
  readonly heldSeconds: number;
  readonly gapSeconds: Readonly<Record<string, number>>;
  /** Segments of that day whose bytes are gone, by a tombstone each. */
  readonly deleted: number;
  readonly entries: number;
  /**
   * H over the leaf hashes of the entries in order, base64: whoever gets the completeness statement of that day, now or
   * later, finds the same.
   */
  readonly leaves: string;
};

export type ProvenCamera = {
  readonly id: string;
  readonly name: string;
  readonly days: readonly ProvenDay[];
  readonly keptDays: number;
  readonly requiredDays: number;
  /** Over the days that the duty reaches back, not the month; absent: nothing to ask about. */
  readonly retention?: {
    readonly from: string;
    readonly to: string;
    readonly verdict: ChallengeVerdict;
  };
};

export type MonthRecord = {
  readonly v: 1;
  readonly origin: string;
  readonly recorderId: string;
  readonly fingerprint: string;
  readonly unit: string;
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly by: { readonly user: string; readonly name: string };
  /** Signed note that every path behind the numbers leads to. */
  readonly checkpoint: string;
  readonly nonce: string;
  readonly cameras: readonly ProvenCamera[];
  readonly challenge: ChallengeVerdict | null;
  readonly clockTrusted: boolean;
  readonly alarms: readonly Pick<BoardAlarm, 'kind' | 'subject' | 'raisedMs' | 'state' | 'atMs' | 'why'>[];
  /** More were raised than are listed. */
  readonly moreAlarms: number;
  readonly maintenance: readonly {
    readonly kind: string;
    readonly camera: string;
    readonly what: string;
    readonly foundMs: number;
    readonly doneMs: number | null;
    readonly by: string;
  }[];
  /** Looks opened in the month, by kind. */
  readonly looks: Readonly<Partial<Record<AccessSession['kind'], number>>>;
};

const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;

/** @returns the calendar month in China, half open; its end is never after now */
export function rangeOfMonth(
  month: string,
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const fromMs = Date.UTC(year, number - 1, 1) - chinaOffsetMs;
  return { fromMs, toMs: Math.min(Date.UTC(year, number, 1) - chinaOffsetMs, nowMs) };
}

export const monthOf = (nowMs: number): string => new Date(nowMs + chinaOffsetMs).toISOString().slice(0, 7);

/** Days in China of a range, cut to it. */
export function daysOf(fromMs: number, toMs: number): { day: string; fromMs: number; toMs: number }[] {
  const days = [];
  let startMs = Math.floor((fromMs + chinaOffsetMs) / dayMs) * dayMs - chinaOffsetMs;
  for (; startMs < toMs; startMs += dayMs)
    days.push({
      day: new Date(startMs + chinaOffsetMs).toISOString().slice(0, 10),
      fromMs: Math.max(startMs, fromMs),
      toMs: Math.min(startMs + dayMs, toMs),
    });
  return days;
}

export type MonthSums = {
  readonly complete: number;
  readonly notComplete: number;
  readonly heldHours: number;
  readonly gapHours: number;
};

const secondsAsHours = (seconds: number): number => Math.round(seconds / 36) / 100;

export function sumsOf(cameras: readonly Pick<ProvenCamera, 'days'>[]): MonthSums {
  const days = cameras.flatMap((camera) => camera.days);
  const complete = days.filter(({ kind }) => kind === 'complete').length;
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    complete,
    notComplete: days.length - complete,
    heldHours: secondsAsHours(sum(days.map(({ heldSeconds }) => heldSeconds))),
    gapHours: secondsAsHours(sum(days.flatMap(({ gapSeconds }) => Object.values(gapSeconds)))),
  };
}
