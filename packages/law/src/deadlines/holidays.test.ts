// SPDX-License-Identifier: Apache-2.0
/** Every entry of the table of holidays moves whoever counts to it: a mutant of any of them dies. */
import { describe, expect, it } from 'vitest';
import { calendarOf, chinaCalendar } from '../calendar/calendar.ts';
import { CHINA_DAYS } from '../calendar/calendar-days.ts';
import { decide } from '../engine/decide.ts';
import { obligations } from '../obligations/obligations.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { addDays, countDeadline, rollForward } from './deadlines.ts';

type Year = (typeof CHINA_DAYS)[number];
interface Mutant {
  readonly what: string;
  readonly years: readonly Year[];
  /** A day that the mutant judges otherwise */
  readonly day: CalendarDay;
}

const dated = (year: string, day: string): CalendarDay => `${year}-${day.slice(0, 2)}-${day.slice(2)}`;
const short = (day: CalendarDay): string => day.slice(5).replace('-', '');

/** A day off moved to the next working day of the year; a weekend day worked left out. */
function mutantsOf(year: Year): readonly Mutant[] {
  const [name, off, worked] = year;
  const others = (changed: Year) => CHINA_DAYS.map((one) => (one === year ? changed : one));
  const moved = off.split(' ').flatMap((entry): readonly Mutant[] => {
    const day = rollForward(chinaCalendar, dated(name, entry));
    if (!day.startsWith(name)) return [];
    const changed = [...off.split(' ').filter((one) => one !== entry), short(day)].join(' ');
    return [{ what: `${name} ${entry} → ${short(day)}`, years: others([name, changed, worked]), day }];
  });
  const left = worked.split(' ').map((entry): Mutant => {
    const fewer = worked.split(' ').filter((one) => one !== entry);
    return {
      what: `${name} ${entry} 不上班`,
      years: others([name, off, fewer.join(' ')]),
      day: dated(name, entry),
    };
  });
  return [...moved, ...left];
}
const mutants = CHINA_DAYS.flatMap(mutantsOf);

const byPeriod = (day: CalendarDay): unknown =>
  countDeadline(addDays(day, -30), { count: 30, unit: 'day' }, chinaCalendar).due;
const byWorkingDays = (day: CalendarDay): unknown =>
  countDeadline(addDays(day, -1), { count: 1, unit: 'workingDay' }, chinaCalendar).due;
const byCheck = (day: CalendarDay): unknown =>
  decide({
    instruments: ['bj-measures-2006'],
    facts: { conduct: 'filing-check', acceptancePassed: addDays(day, -30), filed: null },
    decisionDate: '2027-01-04',
  }).results[0]?.deadline?.due;
const byDuty = (day: CalendarDay): unknown =>
  obligations({ place: '学校', putIntoUse: addDays(day, -30), filed: null }, {}, '2027-01-04').results.find(
    ({ id }) => id === 'D799-10',
  )?.due;

/** Who counts to the day: the Measures from their first day on, the Decree from its own. */
function readersOf(day: CalendarDay): readonly ((day: CalendarDay) => unknown)[] {
  return [
    byPeriod,
    byWorkingDays,
    ...(day >= '2007-05-01' ? [byCheck] : []),
    ...(day >= '2025-05-01' ? [byDuty] : []),
  ];
}

/** Puts the days of another table in place while the work runs. */
function withDays<T>(years: readonly Year[], work: () => T): T {
  const calendar = chinaCalendar as { isDayOff: typeof chinaCalendar.isDayOff };
  const { isDayOff } = calendar;
  calendar.isDayOff = calendarOf(years).isDayOff;
  try {
    return work();
  } finally {
    calendar.isDayOff = isDayOff;
  }
}

describe('the table of holidays', () => {
  it('has an entry that every reader follows, whichever is changed', () => {
    const alive = mutants.flatMap(({ what, years, day }) => {
      const readers = readersOf(day);
      const before = readers.map((read) => read(day));
      const after = withDays(years, () => readers.map((read) => read(day)));
      return before.every((due, nth) => due !== undefined && due !== after[nth]) ? [] : [what];
    });
    expect(alive).toEqual([]);
  });

  it('was tried whole', () => {
    const entries = CHINA_DAYS.flatMap(([, off, worked]) => [...off.split(' '), ...worked.split(' ')]);
    // The days off at the end of a year have no working day left in it to be moved to
    expect(entries.length - mutants.length).toBeLessThan(10);
  });
});
