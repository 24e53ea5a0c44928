// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from '../corpus/calendar.ts';
import { findProvision } from '../corpus/corpus.ts';
import { findValue, numberOn, parameters, statutoryDeadline } from './deadlines.ts';

describe('the numbers of the law', () => {
  it('each cite a provision that exists, in order of their days', () => {
    for (const { id, values } of parameters) {
      expect(values.length).toBeGreaterThan(0);
      for (const value of values)
        expect([id, findProvision(value.provision) !== undefined]).toEqual([id, true]);
      const days = values.map((value) => value.from ?? '0000');
      expect(days).toEqual([...days].sort());
    }
  });
  it('stand in the words of the printed provision', () => {
    const words: Record<number, readonly string[]> = {
      30: ['30', '三十'],
      90: ['90'],
      7: ['７'],
      2: ['二人', '两人', '两次'],
    };
    for (const { id, values } of parameters) {
      for (const { value, provision } of values) {
        const printed = findProvision(provision)?.printed ?? null;
        if (printed === null || value === null) continue;
        expect([id, (words[value] ?? []).some((word) => printed.includes(word))]).toEqual([id, true]);
      }
    }
  });
  it('do not hold before their first day, and stay open where nobody set them', () => {
    expect(findValue('d799/retention-days', '2025-03-31')).toBeUndefined();
    expect(findValue('d799/retention-days', '2025-04-01')?.value).toBe(30);
    expect(findValue('hami-checklist/inspections-per-year', '2026-01-01')?.value).toBeNull();
    expect(() => numberOn('beijing/hearing-threshold', '2026-01-01')).toThrow(ReferenceError);
  });
});

describe('a statutory period', () => {
  it.each([
    ['penalty-law-2021/decision-days', '2026-01-05', '2026-04-07'],
    ['penalty-law-2021/hearing-request-days', '2025-09-26', '2025-10-10'],
    ['penalty-law-2021/payment-days', '2026-03-02', '2026-03-17'],
    ['penalty-law-2021/service-days', '2026-02-12', '2026-02-28'],
  ] as const)('%s from %s ends on %s', (id, from, due) => {
    expect(statutoryDeadline(id, from, chinaCalendar)).toMatchObject({ kind: 'due', deadline: { due } });
  });
  it('has no last day where the number is open or not yet in force', () => {
    expect(statutoryDeadline('bj-measures-2006/retention-days', '2026-01-05', chinaCalendar).kind).toBe(
      'no-number',
    );
    expect(statutoryDeadline('d799/filing-days', '2025-03-01', chinaCalendar).kind).toBe('no-number');
    expect(statutoryDeadline('penalty-law-2021/simple-unit', '2026-01-05', chinaCalendar).kind).toBe(
      'no-number',
    );
  });
});
