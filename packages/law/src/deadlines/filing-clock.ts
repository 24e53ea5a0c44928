// SPDX-License-Identifier: Apache-2.0
/** When a duty to file ends: one clock per instrument (E68), read by decide() and by the duties of a unit alike. */

import type { Calendar } from '../calendar/days-off.ts';
import { getInstrument } from '../corpus/corpus.ts';
import type { FilingClockRule } from '../forms/filing-clock.ts';
import type { CalendarDay, ProvisionId } from '../types/corpus.ts';
import { countDeadline, type Deadline } from './deadline.ts';
import { numberOn, parameterNamed } from './parameters.ts';

export interface RunClock {
  readonly provision: ProvisionId;
  readonly from: CalendarDay;
  readonly transitional: boolean;
  readonly days: number;
  readonly deadline: Deadline;
}

/**
 * @param started the day of the clock's event
 * @legal d799/filing-duty, d799/filing-transitional, bj-measures-2006/filing-duty,
 *   bj-measures-2006/filing-transitional, police-procedure-2012/counting
 */
export function runFilingClock(clock: FilingClockRule, started: CalendarDay, calendar: Calendar): RunClock {
  const inForceFrom = getInstrument(clock.instrument).inForceFrom ?? started;
  const transitional = started < inForceFrom;
  const from = transitional ? inForceFrom : started;
  const days = numberOn(parameterNamed(transitional ? clock.transitionalDays : clock.days), from);
  return {
    provision: transitional ? clock.transitional : clock.duty,
    from,
    transitional,
    days,
    deadline: countDeadline(from, { count: days, unit: 'day' }, calendar),
  };
}
