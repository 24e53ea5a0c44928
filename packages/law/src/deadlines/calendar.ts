// SPDX-License-Identifier: Apache-2.0
/**
 * Days off in China. A calendar is passed in, so that a deadline can be counted again years later on the
 * calendar that was known then. Outside the years of its notices only weekends and the holidays with a fixed
 * Gregorian date are known: the answer then says that it is provisional.
 */
import { type CalendarDay, dayNumber, dayOf, weekday } from './calendar-day.ts';

export interface Calendar {
  readonly id: string;
  /** First and last day covered by notices of the State Council; outside, answers are provisional. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** Public holidays and the days moved next to them. */
  readonly daysOff: ReadonlySet<CalendarDay>;
  /** Saturdays and Sundays on which work is done instead. */
  readonly daysWorked: ReadonlySet<CalendarDay>;
}

/** New Year, Labour Day and National Day under the regulation on public holidays as amended from 2025. */
const FIXED_HOLIDAYS = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** Whether the calendar's notices reach this day. */
export const covers = (calendar: Calendar, day: CalendarDay): boolean =>
  calendar.from <= day && day <= calendar.to;

/** Holiday, moved holiday or weekend without work. Outside the notices: weekend or fixed holiday. */
export function isDayOff(calendar: Calendar, day: CalendarDay): boolean {
  if (calendar.daysOff.has(day)) return true;
  if (calendar.daysWorked.has(day)) return false;
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  return weekend || (!covers(calendar, day) && FIXED_HOLIDAYS.has(day.slice(5)));
}

/** The day itself if it is a working day, otherwise the first working day after it. */
export function rollForward(calendar: Calendar, day: CalendarDay): CalendarDay {
  let number = dayNumber(day);
  while (isDayOff(calendar, dayOf(number))) number += 1;
  return dayOf(number);
}

/** The `count`-th working day after `start`; `start` is not counted. */
export function addWorkingDays(calendar: Calendar, start: CalendarDay, count: number): CalendarDay {
  let number = dayNumber(start);
  for (let left = count; left > 0; ) {
    number += 1;
    if (!isDayOff(calendar, dayOf(number))) left -= 1;
  }
  return dayOf(number);
}
