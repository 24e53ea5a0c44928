// SPDX-License-Identifier: Apache-2.0
/** The door of this folder: counting periods, filing deadlines, retention floors. All pure; the calendar comes in. */
export {
  addDays,
  addMonths,
  addYears,
  dayNumber,
  dayOf,
  daysBetween,
  findDayNumber,
} from '../calendar/calendar-day.ts';
export { addWorkingDays, type Calendar, rollForward } from '../calendar/days-off.ts';
export {
  type CountedDays,
  countDays,
  countDeadline,
  type Deadline,
  type DeadlineReading,
  inTime,
  type Period,
  type ReadingRule,
} from './deadline.ts';
export { type FilingDeadline, type FilingFacts, type FilingState, filingDeadlines } from './filing.ts';
export {
  findValue,
  getParameter,
  numberOn,
  type Parameter,
  type ParameterId,
  type ParameterValue,
  parameters,
} from './parameters.ts';
export {
  type RetentionFacts,
  type RetentionRequirement,
  type RetentionRule,
  retentionRequirement,
} from './retention.ts';
export { type StatutoryDeadline, statutoryDeadline } from './statutory-period.ts';
