// SPDX-License-Identifier: Apache-2.0
/** The door of this folder: counting periods, filing deadlines, retention floors. All pure; the calendar comes in. */
export { addWorkingDays, type Calendar, isDayOff, rollForward } from './calendar.ts';
export { chinaCalendar } from './calendar-china.ts';
export {
  addDays,
  addMonths,
  addYears,
  type CalendarDay,
  dayNumber,
  dayOf,
  daysBetween,
  findDayNumber,
} from './calendar-day.ts';
export {
  countDeadline,
  type Deadline,
  type DeadlineReading,
  inTime,
  type Period,
  type ReadingRule,
} from './count.ts';
export { type FilingDeadline, type FilingFacts, type FilingState, filingDeadlines } from './filing.ts';
export {
  type RetentionFacts,
  type RetentionRequirement,
  type RetentionRule,
  retentionRequirement,
} from './retention.ts';
