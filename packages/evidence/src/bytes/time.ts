// SPDX-License-Identifier: Apache-2.0
/** Instants as the contract writes them: RFC 3339, UTC, milliseconds (`2026-11-03T08:00:00.000Z`). */

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** @returns epoch milliseconds, or undefined unless the text is exactly that form and names a real instant */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== 'string' || !form.test(text)) return undefined;
  const ms = Date.parse(text);
  // Dates such as 31 February are rolled over by some engines; only an exact round trip counts.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== text ? undefined : ms;
}

/** @param ms epoch milliseconds, years 0 to 9999 */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString();
}
