// SPDX-License-Identifier: Apache-2.0
/** decide() answers filing and retention checks; obligations() judges the same as duties. They must not differ. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { obligations, type UnitFacts } from '../obligations/obligations.ts';
import type { Disposition } from '../types/answer.ts';

const AS_OF = '2026-03-02';
const day = fc.constantFrom(
  '2006-05-01',
  '2007-04-01',
  '2019-05-01',
  '2025-03-31',
  '2025-04-01',
  '2025-09-01',
  '2026-02-10',
);
const filed = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '2007-05-01',
    '2007-05-08',
    '2007-05-09',
    '2025-05-06',
    '2025-05-07',
    '2025-06-30',
    '2025-07-01',
    '2025-10-09',
    '2025-10-10',
    '2026-03-01',
  ),
);

const disposition = (instrument: string, conduct: string, facts: object): Disposition => {
  const request = {
    instruments: [instrument],
    facts: { ...facts, conduct, asOf: AS_OF },
    decisionDate: AS_OF,
  };
  const [result] = decide(parseRequest(request, AS_OF)).results;
  if (result === undefined) throw new RangeError('no result');
  return result.disposition;
};
const states = (facts: UnitFacts) =>
  new Map(obligations(facts, {}, AS_OF).results.map((one) => [one.id, one.state]));

describe('a filing check', () => {
  it.each([
    ['d799', 'putIntoUse', ['D799-10', 'D799-11']],
    ['bj-measures-2006', 'acceptancePassed', ['BJ-17', 'BJ-18']],
  ] as const)('under %s says what the duty says', (instrument, event, rows) => {
    fc.assert(
      fc.property(day, filed, fc.constantFrom('学校', '商场', '便利店'), (on, filedOn, place) => {
        const facts = { jurisdiction: 'beijing', place, [event]: on, filed: filedOn };
        const seen = states(facts);
        const state =
          rows.map((row) => seen.get(row)).find((one) => one !== 'not-applicable') ?? 'not-applicable';
        const expected = {
          met: ['compliant'],
          breached: ['late-filing'],
          unknown: ['compliant'],
          'not-applicable': ['not-a-violation', 'not-addressed'],
        }[state];
        expect([facts, expected]).toEqual([
          facts,
          expect.arrayContaining([disposition(instrument, 'filing-check', facts)]),
        ]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a retention check', () => {
  it.each([
    ['d799', 'D799-21', 'beijing', ['学校', '便利店', '广场', '家里']],
    ['qhd-measures-2017', 'QHD-34', 'qinhuangdao', ['学校', '广场', '加油站']],
    ['bj-residential', 'RES-03', 'beijing', ['住宅小区']],
  ] as const)('under %s says what %s says', (instrument, row, jurisdiction, places) => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 0, max: 40 }), (place, retentionDays) => {
        const facts = { jurisdiction, place, retentionDays, purposeAchieved: false };
        const state = states(facts).get(row) ?? 'not-applicable';
        const expected = {
          met: ['compliant'],
          breached: ['check-failed'],
          unknown: ['need-facts'],
          'not-applicable': ['not-a-violation', 'not-addressed'],
        }[state];
        expect([facts, expected]).toEqual([
          facts,
          expect.arrayContaining([disposition(instrument, 'retention-check', facts)]),
        ]);
      }),
      { numRuns: 200 },
    );
  });
  it('footage kept past its purpose fails in both', () => {
    const facts = {
      jurisdiction: 'beijing',
      place: '学校',
      retentionDays: 45,
      purposeAchieved: true,
      otherLawRetention: false,
    };
    expect(disposition('d799', 'retention-check', facts)).toBe('check-failed');
    expect(states(facts).get('D799-22')).toBe('breached');
  });
});
