// SPDX-License-Identifier: Apache-2.0
/** What an impact is asked between: two instruments as if each were the one in force, or the law as of two days. */

import { findDayNumber } from '../calendar/calendar-day.ts';
import { findInstrument } from '../corpus/corpus.ts';
import { LawError } from '../errors.ts';
import {
  type CalendarDay,
  type DecidableInstrumentId,
  decidableInstruments,
  type Instrument,
} from '../types/corpus.ts';

export type Versions =
  | {
      readonly kind: 'instruments';
      readonly a: Instrument;
      readonly b: Instrument;
      readonly asOf: CalendarDay;
    }
  | { readonly kind: 'days'; readonly a: CalendarDay; readonly b: CalendarDay };

/**
 * @param today the day of the question, for two instruments
 * @throws LawError `law/instrument-unknown`, `law/input-invalid` where one is a day and the other is none
 */
export function versionsOf(a: string, b: string, today: CalendarDay): Versions {
  const days = [a, b].filter((one) => findDayNumber(one) !== undefined);
  if (days.length === 2) return { kind: 'days', a, b };
  if (days.length === 1) {
    throw new LawError('law/input-invalid', { path: 'A B', problem: '应为两个文件，或者两个日期' });
  }
  return { kind: 'instruments', a: instrument(a), b: instrument(b), asOf: today };
}

function instrument(id: string): Instrument {
  const found = findInstrument(id);
  if (found === undefined) throw new LawError('law/instrument-unknown', { id });
  return found;
}

export const isDecidable = (id: string): id is DecidableInstrumentId =>
  (decidableInstruments as readonly string[]).includes(id);
