// SPDX-License-Identifier: Apache-2.0
/** Times of this standard are Beijing time without a zone (§9.10.3), whatever zone the host is in. */

const beijingMs = 8 * 3_600_000;

/** `2026-01-02T03:04:05`. */
export const encodeLocalTime = (epochMs: number): string =>
  new Date(epochMs + beijingMs).toISOString().slice(0, 19);

/** With milliseconds, as the Date header of a registration has it. */
export const encodeLocalTimeMs = (epochMs: number): string =>
  new Date(epochMs + beijingMs).toISOString().slice(0, 23);

/** Blank or `T`, with or without fraction; a zone is believed when it is there. @returns epoch ms */
export function parseLocalTime(text: string | undefined): number | undefined {
  const match =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,3})\d*)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/.exec(
      text ?? '',
    );
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const utcMs = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const ms = utcMs + Number((fraction ?? '0').padEnd(3, '0'));
  if (zone === undefined) return ms - beijingMs;
  if (zone === 'Z') return ms;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return ms - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
