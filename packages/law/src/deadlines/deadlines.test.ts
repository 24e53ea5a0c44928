// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from '../calendar/calendar.ts';
import {
  addMonths,
  addWorkingDays,
  type Calendar,
  countDays,
  countDeadline,
  dayNumber,
  dayOf,
  daysBetween,
  findDayNumber,
  inTime,
  rollForward,
} from './deadlines.ts';

const require = createRequire(import.meta.url);
const chineseDays = require('chinese-days') as { isWorkday: (day: string) => boolean };

const runs = { numRuns: process.env['MINGJING_DEEP'] === '1' ? 5_000 : 200 };
const known = fc.integer({ min: dayNumber('2004-01-01'), max: dayNumber('2026-12-31') }).map(dayOf);
const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }).map(dayOf);
const bare: Calendar = {
  from: '9999-01-01',
  to: '9999-01-01',
  isDayOff: (day) => [0, 6].includes(new Date(day).getUTCDay()),
};

describe('calendar days', () => {
  it('agree with the platform calendar on every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const other = new Date(`${day}T00:00:00Z`);
        expect(other.toISOString().slice(0, 10)).toBe(day);
        expect(dayNumber(day)).toBe(other.getTime() / 86_400_000);
      }),
      runs,
    );
  });
  it('do not exist when the calendar has none', () => {
    for (const day of [
      '2025-02-29',
      '2025-13-01',
      '2025-00-10',
      '2025-04-31',
      '2025-4-1',
      '20250401',
      '明天',
      '',
    ]) {
      expect(findDayNumber(day)).toBeUndefined();
    }
    expect(findDayNumber('2024-02-29')).toBeDefined();
  });
  it('months end where the month ends', () => {
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2025-03-15', -3)).toBe('2024-12-15');
  });
});

describe('days off', () => {
  it('are those of the yearly notices, day by day, as chinese-days has them', () => {
    for (let n = dayNumber('2004-01-01'); n <= dayNumber('2026-12-31'); n += 1) {
      const day = dayOf(n);
      expect(`${day} ${chinaCalendar.isDayOff(day)}`).toBe(`${day} ${!chineseDays.isWorkday(day)}`);
    }
  });
  it('reach as far as the notices that chinese-days knows (node packages/law/scripts/update-calendar.ts)', () => {
    const file = join(require.resolve('chinese-days'), '..', 'chinese-days.json');
    const { holidays } = JSON.parse(readFileSync(file, 'utf8')) as { holidays: Record<string, string> };
    const years = Object.keys(holidays).map((day) => day.slice(0, 4));
    expect(chinaCalendar.to).toBe(`${years.sort().at(-1)}-12-31`);
  });
  it('outside the notices are weekends and the holidays with a fixed date', () => {
    expect(chinaCalendar.isDayOff('2031-10-01')).toBe(true);
    expect(chinaCalendar.isDayOff('2031-06-02')).toBe(false);
  });
});

describe('a period', () => {
  it('does not count its first day', () => {
    expect(countDeadline('2025-06-02', { count: 30, unit: 'day' }, chinaCalendar).due).toBe('2025-07-02');
  });
  it('rolls its last day over the holidays to the first working day', () => {
    const deadline = countDeadline('2025-09-01', { count: 30, unit: 'day' }, chinaCalendar);
    expect(deadline.due).toBe('2025-10-09');
    expect(deadline.otherReadings.map((r) => [r.rule, r.due])).toEqual([
      ['last-day-not-rolled', '2025-10-01'],
      ['first-day-counted', '2025-09-30'],
    ]);
  });
  it('does not roll over a Saturday on which work is done', () => {
    expect(countDeadline('2025-09-11', { count: 30, unit: 'day' }, chinaCalendar).due).toBe('2025-10-11');
  });
  it('of five days under the Penalty Law is five working days', () => {
    const deadline = countDeadline('2025-09-26', { count: 5, unit: 'workingDay' }, chinaCalendar);
    expect(deadline.due).toBe('2025-10-10');
    expect(deadline.provisions).toContain('penalty-law-2021/working-days');
  });
  it('in days shows the day before rolling', () => {
    expect(countDays({ from: '2025-09-01', days: 30, unit: 'day' }, chinaCalendar)).toEqual({
      due: '2025-10-09',
      unrolled: '2025-10-01',
      otherReading: '2025-10-01',
    });
    expect(countDays({ from: '2025-09-26', days: 5, unit: 'workday' }, chinaCalendar).due).toBe('2025-10-10');
  });
  it('beyond the notices says that it is provisional', () => {
    expect(countDeadline('2026-12-20', { count: 30, unit: 'day' }, chinaCalendar).provisional).toBe(true);
    expect(countDeadline('2025-03-01', { count: 30, unit: 'day' }, chinaCalendar).provisional).toBe(false);
  });

  it('ends on a working day, never before its last day, and later starts never end earlier', () => {
    fc.assert(
      fc.property(known, fc.integer({ min: 1, max: 120 }), fc.nat({ max: 40 }), (from, count, shift) => {
        const period = { count, unit: 'day' } as const;
        const { due, otherReadings } = countDeadline(from, period, chinaCalendar);
        expect(chinaCalendar.isDayOff(due)).toBe(false);
        expect(daysBetween(from, due)).toBeGreaterThanOrEqual(count);
        expect(daysBetween(from, due)).toBeLessThanOrEqual(count + 11);
        expect(otherReadings.every((reading) => reading.due < due)).toBe(true);
        const later = dayOf(dayNumber(from) + shift);
        expect(countDeadline(later, period, chinaCalendar).due >= due).toBe(true);
      }),
      runs,
    );
  });
  it('of working days holds exactly that many working days', () => {
    fc.assert(
      fc.property(known, fc.integer({ min: 1, max: 20 }), (from, count) => {
        const due = addWorkingDays(chinaCalendar, from, count);
        let worked = 0;
        for (let n = dayNumber(from) + 1; n <= dayNumber(due); n += 1)
          if (!chinaCalendar.isDayOff(dayOf(n))) worked += 1;
        expect(worked).toBe(count);
        expect(chinaCalendar.isDayOff(due)).toBe(false);
      }),
      runs,
    );
  });
  it('with no holidays moves over weekends only', () => {
    fc.assert(
      fc.property(known, (day) => {
        expect(daysBetween(day, rollForward(bare, day))).toBeLessThanOrEqual(5);
      }),
      runs,
    );
  });
  it('in time under all readings means in time under ours, and out under all means late under ours', () => {
    fc.assert(
      fc.property(
        known,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: -5, max: 100 }),
        (from, count, offset) => {
          const deadline = countDeadline(from, { count, unit: 'day' }, chinaCalendar);
          const day = dayOf(dayNumber(from) + offset);
          const answer = inTime(deadline, day);
          if (answer === true) expect(day <= deadline.due).toBe(true);
          if (answer === false) expect(day > deadline.due).toBe(true);
        },
      ),
      runs,
    );
  });
});
