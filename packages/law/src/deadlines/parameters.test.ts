// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from '../calendar/calendar.ts';
import { findProvision } from '../corpus/corpus.ts';
import { findValue, numberOn, type ParameterId, parameters, statutoryDeadline } from './deadlines.ts';

/** Taken a second time from the articles, by hand and not from the tables; null: no number is printed. */
const secondReading: Readonly<Record<ParameterId, readonly [from: string | null, value: number | null]>> = {
  // 条例第十四条、第十七条（2025-04-01 起施行）
  'd799/filing-days': ['2025-04-01', 30],
  'd799/filing-transitional-days': ['2025-04-01', 90],
  'd799/retention-days': ['2025-04-01', 30],
  // 北京《办法》第十一条、第十八条（2007-04-01 起施行）
  'bj-measures-2006/filing-days': ['2007-04-01', 30],
  'bj-measures-2006/filing-transitional-days': ['2007-04-01', 30],
  'bj-measures-2006/retention-days': ['2007-04-01', null],
  'bj-measures-2006/officers': ['2007-04-01', 2],
  // 住宅区图像信息保存不得少于７日
  'bj-residential/retention-days': [null, 7],
  // 秦皇岛《办法》（2018-02-01 起施行）
  'qhd-measures-2017/retention-days': ['2018-02-01', 30],
  'qhd-measures-2017/officers': ['2018-02-01', 2],
  // 反恐怖主义法第三十二条
  'counter-terrorism-law/retention-days': ['2016-01-01', 90],
  'hami-checklist/inspections-per-year': [null, null],
  'bj-benchmark-2024-draft/repeat-penalties': [null, 2],
  // 行政处罚法第三十条、第三十六条、第五十一条、第六十条、第六十一条、第六十四条、第六十七条、第七十二条、第四十八条
  'penalty-law-2021/age-of-penalty': ['2021-07-15', 14],
  'penalty-law-2021/age-of-majority': ['2021-07-15', 18],
  'penalty-law-2021/limitation-years': ['2021-07-15', 2],
  'penalty-law-2021/limitation-years-safety': ['2021-07-15', 5],
  'penalty-law-2021/simple-person': ['2021-07-15', 200],
  'penalty-law-2021/simple-unit': ['2021-07-15', 3_000],
  'penalty-law-2021/decision-days': ['2021-07-15', 90],
  'penalty-law-2021/service-days': ['2021-07-15', 7],
  'penalty-law-2021/hearing-request-days': ['2021-07-15', 5],
  'penalty-law-2021/hearing-notice-days': ['2021-07-15', 7],
  'penalty-law-2021/payment-days': ['2021-07-15', 15],
  'penalty-law-2021/surcharge-percent': ['2021-07-15', 3],
  'penalty-law-2021/withdrawal-days': ['2021-07-15', 3],
  // 公安机关办理行政案件程序规定
  'police-procedure-2012/on-the-spot-person': ['2013-01-01', 50],
  'police-procedure-2012/on-the-spot-unit': ['2013-01-01', 1_000],
  'police-procedure-2012/on-the-spot-report-days': ['2013-01-01', 1],
  'police-procedure-2012/hearing-person': ['2013-01-01', 2_000],
  'police-procedure-2012/hearing-unit': ['2013-01-01', 10_000],
  'beijing/hearing-threshold': [null, null],
  'qinhuangdao/hearing-threshold': [null, null],
  'police-procedure-2012/hearing-accept-days': ['2013-01-01', 2],
  'police-procedure-2012/hearing-held-days': ['2013-01-01', 10],
  'police-procedure-2012/demand-days': ['2013-01-01', 10],
  // 行政复议法第二十条、行政诉讼法第四十六条
  'reconsideration-law-2023/days': ['2024-01-01', 60],
  'litigation-law-2017/months': ['2017-07-01', 6],
  'inspection-opinions-2024/made-up-days': ['2024-12-26', 1],
};

describe('the numbers of the law', () => {
  it('are those of a second reading, each from its day: a mutant of any of them is seen', () => {
    for (const { id, values } of parameters) {
      const read = values.map(({ from, value }) => [from ?? null, value]);
      expect([id, read]).toEqual([id, [secondReading[id]]]);
    }
    expect(Object.keys(secondReading)).toHaveLength(parameters.length);
  });
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
