// SPDX-License-Identifier: Apache-2.0
/**
 * Days off in China by the State Council's yearly notices (国务院办公厅关于部分节假日安排的通知), as known to
 * this release. Outside `from` … `to` only weekends and the holidays with a fixed date are known; a deadline
 * there is marked provisional.
 */

import type { CalendarDay } from '../types/corpus.ts';
import { CHINA_DAYS } from './calendar-days.ts';
import type { Calendar } from './days-off.ts';

const spread = (year: string, list: string): readonly CalendarDay[] =>
  list === '' ? [] : list.split(' ').map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`);

/** New Year, Labour Day and National Day under the regulation on public holidays as amended from 2025. */
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** Saturday or Sunday; `Date` only as arithmetic on a given day. */
function isWeekend(day: CalendarDay): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

type YearOfDays = (typeof CHINA_DAYS)[number];

/** @param years one row each, in order: the year, its days off, its weekend days worked (MMDD) */
export function calendarOf(years: readonly YearOfDays[]): Calendar {
  const daysOff = new Set(years.flatMap(([year, off]) => spread(year, off)));
  const daysWorked = new Set(years.flatMap(([year, , worked]) => spread(year, worked)));
  const from = `${years[0]?.[0] ?? '9999'}-01-01`;
  const to = `${years.at(-1)?.[0] ?? '0000'}-12-31`;
  return {
    from,
    to,
    isDayOff: (day) => {
      if (daysOff.has(day)) return true;
      if (daysWorked.has(day)) return false;
      const known = from <= day && day <= to;
      return isWeekend(day) || (!known && FIXED_HOLIDAYS.has(day.slice(5)));
    },
  };
}

export const chinaCalendar: Calendar = calendarOf(CHINA_DAYS);
