// SPDX-License-Identifier: Apache-2.0
/** When a duty to file ends: one clock per instrument (E68), read by decide() and by the duties of a unit alike. */
import { getInstrument } from '../corpus/corpus.ts';
import type { CalendarDay, DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Calendar } from './days-off.ts';
import { countDeadline, type Deadline } from './deadline.ts';
import { numberOn, type ParameterId } from './parameters.ts';

export interface FilingClockRule {
  readonly instrument: Extract<DecidableInstrumentId, 'd799' | 'bj-measures-2006'>;
  readonly event: 'acceptancePassed' | 'putIntoUse';
  readonly eventName: string;
  readonly duty: ProvisionId;
  /** For systems older than the instrument: counted from its first day */
  readonly transitional: ProvisionId;
  readonly days: ParameterId;
  readonly transitionalDays: ParameterId;
  /** Only places of D799 art. 7 and their management units; the provision that frees the others. null: every user */
  readonly art7Only: ProvisionId | null;
  /** Prints the duty to file changes of what was filed; null: none */
  readonly change: ProvisionId | null;
}

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
  const days = numberOn(transitional ? clock.transitionalDays : clock.days, from);
  return {
    provision: transitional ? clock.transitional : clock.duty,
    from,
    transitional,
    days,
    deadline: countDeadline(from, { count: days, unit: 'day' }, calendar),
  };
}
