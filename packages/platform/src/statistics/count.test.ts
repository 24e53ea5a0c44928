// SPDX-License-Identifier: Apache-2.0
/** What the statistics say of recorded facts. */
import { describe, expect, it } from 'vitest';
import { courseOf, type Found, knowledgeOf, median, monthsOf } from './count.ts';

describe('the year in numbers', () => {
  it('adds up by district and month', () => {
    const months = monthsOf([
      { district: '110101', on: '2026-03-02', what: 'done', count: 1 },
      { district: '110101', on: '2026-03-30', what: 'done', count: 1 },
      { district: '110101', on: '2026-03-30', what: 'decided', count: 1, amountYuan: 5000, days: 20 },
      { district: '110101', on: '2026-03-31', what: 'decided', count: 1, amountYuan: 7000, days: 40 },
      { district: '110102', on: '2026-03-01', what: 'planned', count: 1 },
    ]);
    expect(months.map(({ district, month }) => `${district} ${month}`)).toEqual([
      '110101 2026-03',
      '110102 2026-03',
    ]);
    expect(months[0]).toMatchObject({ done: 2, decided: 2, amountYuan: 12_000, medianDays: 30, planned: 0 });
    expect(months[1]).toMatchObject({ planned: 1, medianDays: null });
  });

  it('what nobody looked at is unknown, and the latest look counts', () => {
    const one = (more: Partial<Found>): Found => ({
      district: '110101',
      unitId: 'u',
      no: 2,
      state: 'met',
      on: '2026-03-01',
      ...more,
    });
    const [here, there] = knowledgeOf(
      [
        one({ state: 'breached' }),
        one({ on: '2026-03-11' }),
        one({ no: 3, state: 'unknown' }),
        one({ no: 4, state: 'not-applicable' }),
      ],
      new Map([
        ['110101', 2],
        ['110102', 1],
      ]),
      '2026-03-21',
    );
    expect(here).toEqual({ district: '110101', met: 1, breached: 0, unknown: 24, medianAgeDays: 10 });
    expect(there).toEqual({ district: '110102', met: 0, breached: 0, unknown: 13, medianAgeDays: null });
  });

  it('is told as it was at the end of each month, up to today', () => {
    const found: readonly Found[] = [
      { district: '110101', unitId: 'u', no: 2, state: 'breached', on: '2026-01-31' },
      { district: '110101', unitId: 'u', no: 2, state: 'met', on: '2026-03-02' },
    ];
    const course = courseOf(found, new Map([['110101', 1]]), 2026, '2026-03-12');
    expect(
      course.map(({ month, met, breached, unknown, medianAgeDays }) => [
        month,
        met,
        breached,
        unknown,
        medianAgeDays,
      ]),
    ).toEqual([
      ['2026-01', 0, 1, 12, 0],
      ['2026-02', 0, 1, 12, 28],
      ['2026-03', 1, 0, 12, 10],
    ]);
  });

  it('has no median of nothing', () => {
    expect([median([]), median([3]), median([1, 2])]).toEqual([null, 3, 1.5]);
  });
});
