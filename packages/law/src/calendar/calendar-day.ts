// SPDX-License-Identifier: Apache-2.0
/**
 * Calendar days as `YYYY-MM-DD`, Asia/Shanghai, without a clock: proleptic Gregorian arithmetic on day numbers
 * (days since 1970-01-01). Nothing here knows what today is.
 */

import type { CalendarDay } from '../types/corpus.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** Days before 1 January of a year, counted from 1 January of year 1. */
const daysBeforeYear = (year: number): number => {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
};
const EPOCH = daysBeforeYear(1970);

/** Day number of an existing day; undefined for anything that is not one (2025-02-29, 2025-13-01, 「明天」). */
export function findDayNumber(text: string): number | undefined {
  const parts = DAY.exec(text);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  let days = daysBeforeYear(year) - EPOCH + day - 1;
  for (let m = 1; m < month; m += 1) days += daysInMonth(year, m);
  return days;
}

/** Day number of a day that was checked before; an unchecked one is a bug of the caller. */
export function dayNumber(day: CalendarDay): number {
  const number = findDayNumber(day);
  if (number === undefined) throw new RangeError(`not a calendar day: ${day}`);
  return number;
}

export function dayOf(number: number): CalendarDay {
  let year = 1970 + Math.floor(number / 365.2425);
  while (daysBeforeYear(year + 1) - EPOCH <= number) year += 1;
  while (daysBeforeYear(year) - EPOCH > number) year -= 1;
  let rest = number - (daysBeforeYear(year) - EPOCH);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return format(year, month, rest + 1);
}

const format = (year: number, month: number, day: number): CalendarDay =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The day `days` later; the start itself is day 0. */
export const addDays = (day: CalendarDay, days: number): CalendarDay => dayOf(dayNumber(day) + days);

/** The same day of the month `months` later, or the last day of that month where it has no such day. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  dayNumber(day);
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return format(toYear, toMonth, Math.min(dayOfMonth, daysInMonth(toYear, toMonth)));
}

/** The same date `years` later; 29 February becomes the 28th where there is none. */
export function addYears(day: CalendarDay, years: number): CalendarDay {
  if (day.endsWith('02-29')) return addMonths(day, years * 12);
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

/** `to − from` in days; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number => dayNumber(to) - dayNumber(from);
