// SPDX-License-Identifier: Apache-2.0
/**
 * One way to count a period: the first day is not counted; the last day, if a day off, moves to the first
 * working day after it (程序规定 art. 35); 二日、三日、五日、七日 of the Penalty Law are working days (art. 85).
 * Where another reading gives another day, it is listed beside the one we use.
 */

import { addDays, addMonths, addYears } from '../calendar/calendar-day.ts';
import { addWorkingDays, type Calendar, covers, rollForward } from '../calendar/days-off.ts';
import type { CalendarDay } from '../types/corpus.ts';

type PeriodUnit = 'day' | 'workingDay' | 'month' | 'year';

export interface Period {
  readonly count: number;
  readonly unit: PeriodUnit;
}

/** How the day was found. `used` is ours; the others are readings a person may meet. */
export type ReadingRule =
  | 'first-day-not-counted-last-day-rolled'
  | 'last-day-not-rolled'
  | 'first-day-counted'
  | 'calendar-days';

export interface DeadlineReading {
  readonly rule: ReadingRule;
  readonly due: CalendarDay;
  /** Provisions the rule rests on; empty where the reading has none of ours. */
  readonly provisions: readonly string[];
}

export interface Deadline {
  readonly from: CalendarDay;
  readonly period: Period;
  /** Last day on which the act is in time. */
  readonly due: CalendarDay;
  readonly rule: ReadingRule;
  readonly provisions: readonly string[];
  /** Other readings that give another day; empty when all agree. */
  readonly otherReadings: readonly DeadlineReading[];
  /** The notices of the calendar do not reach every day that was looked at: holidays may still move it. */
  readonly provisional: boolean;
}

const COUNTING = ['police-procedure-2012/counting'];
const WORKING = ['penalty-law-2021/working-days', 'police-procedure-2012/counting'];

/**
 * Last day of a period.
 *
 * @param from the day of the event; never counted itself
 * @param period `day` periods are rolled over days off, `workingDay` periods count working days only
 * @param calendar days off; outside its notices the result is `provisional`
 * @legal police-procedure-2012/counting, penalty-law-2021/working-days
 */
export function countDeadline(from: CalendarDay, period: Period, calendar: Calendar): Deadline {
  const unrolled = lastDay(from, period, calendar);
  const due = rollForward(calendar, unrolled);
  const working = period.unit === 'workingDay';
  return {
    from,
    period,
    due,
    rule: 'first-day-not-counted-last-day-rolled',
    provisions: working ? WORKING : COUNTING,
    otherReadings: otherReadings(from, period, calendar, unrolled).filter((reading) => reading.due !== due),
    provisional: !covers(calendar, from) || !covers(calendar, due),
  };
}

/**
 * What a reader is told of a day counted in a year whose holidays nobody has announced, or that the calendar of this
 * release does not hold; empty where it knows every day.
 */
export function provisionalText({ from, due, provisional }: Deadline, calendar: Calendar): string {
  if (!provisional) return '';
  const years = [
    ...new Set([from, due].filter((day) => !covers(calendar, day)).map((day) => day.slice(0, 4))),
  ];
  return `；日历没有 ${years.join('、')} 年的放假安排，只计周末和固定节日，届满日可能变动，由人核对`;
}

function lastDay(from: CalendarDay, { count, unit }: Period, calendar: Calendar): CalendarDay {
  switch (unit) {
    case 'day':
      return addDays(from, count);
    case 'workingDay':
      return addWorkingDays(calendar, from, count);
    case 'month':
      return addMonths(from, count);
    case 'year':
      return addYears(from, count);
  }
}

function otherReadings(
  from: CalendarDay,
  period: Period,
  calendar: Calendar,
  unrolled: CalendarDay,
): readonly DeadlineReading[] {
  if (period.unit === 'workingDay') {
    const due = rollForward(calendar, addDays(from, period.count));
    return [{ rule: 'calendar-days', due, provisions: COUNTING }];
  }
  return [
    { rule: 'last-day-not-rolled', due: unrolled, provisions: [] },
    { rule: 'first-day-counted', due: rollForward(calendar, addDays(unrolled, -1)), provisions: [] },
  ];
}

/** In time under every reading, under none, or only under some (then a person decides). */
export function inTime(deadline: Deadline, day: CalendarDay): true | false | 'depends' {
  const dues = [deadline.due, ...deadline.otherReadings.map((reading) => reading.due)];
  if (dues.every((due) => day <= due)) return true;
  return dues.some((due) => day <= due) ? 'depends' : false;
}

/** The shape the decide pipeline reads: one period in days, with the day before rolling beside it. */
export interface CountedDays {
  readonly due: CalendarDay;
  /** Before the roll over days off; equals `due` if nothing rolled. */
  readonly unrolled: CalendarDay;
  /** Nearest other reading, or null when all readings agree. */
  readonly otherReading: CalendarDay | null;
}

/**
 * `countDeadline` for periods in days.
 *
 * @param period `from` is the day of the event, not counted; `unit: 'workday'` counts working days only
 * @legal police-procedure-2012/counting, penalty-law-2021/working-days
 */
export function countDays(
  period: { readonly from: CalendarDay; readonly days: number; readonly unit: 'day' | 'workday' },
  calendar: Calendar,
): CountedDays {
  const unit = period.unit === 'workday' ? 'workingDay' : 'day';
  const { due, otherReadings } = countDeadline(period.from, { count: period.days, unit }, calendar);
  const unrolled = otherReadings.find((reading) => reading.rule === 'last-day-not-rolled')?.due ?? due;
  return { due, unrolled, otherReading: otherReadings[0]?.due ?? null };
}
