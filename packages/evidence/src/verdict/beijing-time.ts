// SPDX-License-Identifier: Apache-2.0
import { parseTime } from '../bytes/time.ts';

/** China Standard Time, which has no summer time. */
const offsetMs = 8 * 3_600_000;

/** `2026-11-03 08:00:00`, Beijing time; milliseconds only when there are any. */
export function formatBeijingTime(time: string | number): string {
  const ms = typeof time === 'number' ? time : (parseTime(time) ?? 0);
  const text = new Date(ms + offsetMs).toISOString().slice(0, 23).replace('T', ' ');
  return text.endsWith('.000') ? text.slice(0, -4) : text;
}
