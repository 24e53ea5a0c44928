// SPDX-License-Identifier: Apache-2.0
/** Moving over days off. The calendar is passed in: a deadline can be counted again on what was known then. */
import type { CalendarDay } from '../types/corpus.ts';
import { dayNumber, dayOf } from './calendar-day.ts';

/** Days off by notice of the State Council. Outside its reach a deadline is marked provisional. */
export interface Calendar {
  /** First and last day it knows. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** Weekend or statutory holiday, and not a make-up working day. */
  readonly isDayOff: (day: CalendarDay) => boolean;
}

/** Whether the calendar's notices reach this day. */
export const covers = (calendar: Calendar, day: CalendarDay): boolean =>
  calendar.from <= day && day <= calendar.to;

/** The day itself if it is a working day, otherwise the first working day after it. */
export function rollForward(calendar: Calendar, day: CalendarDay): CalendarDay {
  let number = dayNumber(day);
  while (calendar.isDayOff(dayOf(number))) number += 1;
  return dayOf(number);
}

/** The `count`-th working day after `start`; `start` is not counted. */
export function addWorkingDays(calendar: Calendar, start: CalendarDay, count: number): CalendarDay {
  let number = dayNumber(start);
  for (let left = count; left > 0; ) {
    number += 1;
    if (!calendar.isDayOff(dayOf(number))) left -= 1;
  }
  return dayOf(number);
}
