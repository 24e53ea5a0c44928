// SPDX-License-Identifier: Apache-2.0
/** A period of the law by its parameter id: 90 days to decide, 5 working days to ask for a hearing, 15 days to pay. */

import type { Calendar } from '../calendar/days-off.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { countDeadline, type Deadline, type Period } from './deadline.ts';
import { findValue, getParameter, type ParameterId } from './parameters.ts';

/** `no-number`: the law leaves the number open, or it was not in force yet on that day. */
export type StatutoryDeadline =
  | { readonly kind: 'due'; readonly deadline: Deadline; readonly provision: string }
  | { readonly kind: 'no-number'; readonly provision: string | null };

const UNITS: Readonly<Record<string, Period['unit']>> = {
  day: 'day',
  workingDay: 'workingDay',
  month: 'month',
  year: 'year',
};

/**
 * Counts a period of the parameter table from the day of its event, with the number that held on that day.
 *
 * @param id a parameter in days, working days or years; any other unit has no deadline
 * @param from day of the event, not counted
 * @legal penalty-law-2021/decision-90-days, penalty-law-2021/hearing-procedure, penalty-law-2021/payment-15-days,
 *   penalty-law-2021/service-7-days
 */
export function statutoryDeadline(id: ParameterId, from: CalendarDay, calendar: Calendar): StatutoryDeadline {
  const value = findValue(id, from);
  const unit = UNITS[getParameter(id).unit];
  if (value === undefined || value.value === null || unit === undefined) {
    return { kind: 'no-number', provision: value?.provision ?? null };
  }
  return {
    kind: 'due',
    deadline: countDeadline(from, { count: value.value, unit }, calendar),
    provision: value.provision,
  };
}
