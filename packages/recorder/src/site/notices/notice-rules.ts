// SPDX-License-Identifier: Apache-2.0
/** When a notice goes out: what is critical at once, what may wait at the end of the quiet hours, everything else at once. */
import type { NoticeSettings } from '@mingjing/contracts/site';

const minuteMs = 60_000;
const dayMinutes = 1440;
/** The clock on the wall in China; it has no summer time. */
const chinaMinutes = (ms: number): number => Math.floor(ms / minuteMs + 8 * 60) % dayMinutes;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A camera that is away for a breath is told of in one notice with its return. */
export const gatherMs = 10_000;

/**
 * Minutes until the quiet hours end.
 *
 * @returns 0 outside of them
 */
export function quietMinutesLeft(nowMs: number, quiet: NoticeSettings['quiet']): number {
  if (!quiet) return 0;
  const [now, from, to] = [chinaMinutes(nowMs), minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = from < to ? from <= now && now < to : now >= from || now < to;
  return isQuiet ? (to - now + dayMinutes) % dayMinutes : 0;
}

/**
 * Not before when a notice goes, epoch ms.
 *
 * @param critical of what its kind is: no hour is quiet for it
 */
export function dueMs(
  { kind, atMs, critical }: { readonly kind: string; readonly atMs: number; readonly critical: boolean },
  { quiet, waits }: Pick<NoticeSettings, 'quiet' | 'waits'>,
): number {
  if (critical) return atMs;
  const left = waits.includes(kind) ? quietMinutesLeft(atMs, quiet) : 0;
  return left === 0 ? atMs + gatherMs : (Math.floor(atMs / minuteMs) + left) * minuteMs;
}

const firstWaitMs = 30_000;
const longestWaitMs = 30 * minuteMs;
/** What nobody took in this time is old news; it stands in the list of deliveries and on the alarm page. */
export const givenUpAfterMs = 24 * 60 * minuteMs;

/** @param failures in a row, from 1 */
export const waitAfter = (failures: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, failures - 1));
