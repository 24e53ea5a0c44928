// SPDX-License-Identifier: Apache-2.0
/** The retention floor is computed in two places: as a requirement for the recorder, as duties for the unit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from '../calendar/calendar.ts';
import { filingDeadlines, retentionRequirement } from '../deadlines/deadlines.ts';
import { obligations, type UnitFacts } from '../obligations/obligations.ts';
import { classifyPlace } from '../places/place.ts';

const ROWS = [
  ['D799-21', 'd799/retention'],
  ['QHD-34', 'qhd-measures-2017/retention'],
  ['RES-03', 'bj-residential/retention'],
  ['CT-01', 'counter-terrorism-law/retention'],
] as const;

const facts: fc.Arbitrary<UnitFacts> = fc.record(
  {
    jurisdiction: fc.constantFrom('beijing', '110105', 'qinhuangdao', 'hami', 'national'),
    place: fc.constantFrom(
      '学校',
      '便利店',
      '住宅小区',
      '广场',
      '家里',
      '写字楼',
      '月球',
      '银行',
      '加油站',
      '宾馆客房',
      '商场服装店',
    ),
    isManagementUnit: fc.boolean(),
    isPublicSecurityVideoSystem: fc.boolean(),
    counterTerrorKeyTarget: fc.boolean(),
  },
  { requiredKeys: ['jurisdiction', 'place'] },
);

describe('the retention floor as a requirement and as duties', () => {
  it('agree on what applies, what does not and what is open', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const requirement = retentionRequirement({ ...f, place: classifyPlace(f.place ?? '') });
        const duties = new Map(
          obligations({ ...f, retentionDays: 0 }, {}, '2026-03-02').results.map((one) => [one.id, one.state]),
        );
        for (const [row, provision] of ROWS) {
          const rule = requirement.rules.find((one) => one.provision === provision);
          const state = duties.get(row) ?? 'not-applicable';
          const wanted =
            rule?.applies === true ? 'breached' : rule?.applies === false ? 'not-applicable' : 'unknown';
          expect([row, f, state]).toEqual([row, f, wanted]);
        }
      }),
      { numRuns: 200 },
    );
  });
  it('a day more than required never breaches, a day less always does', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const { requiredDays } = retentionRequirement({ ...f, place: classifyPlace(f.place ?? '') });
        fc.pre(requiredDays !== null);
        const breached = (retentionDays: number) =>
          obligations({ ...f, retentionDays }, {}, '2026-03-02').results.filter(
            (one) => one.state === 'breached' && one.minDays !== null,
          ).length;
        expect(breached(requiredDays ?? 0)).toBe(0);
        expect(breached((requiredDays ?? 0) - 1)).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('filing as a deadline and as duties', () => {
  it('agree on the day and on whether it binds', () => {
    const day = fc.constantFrom('2006-05-01', '2019-05-01', '2025-03-31', '2025-04-01', '2025-09-01');
    fc.assert(
      fc.property(facts, day, day, (f, putIntoUse, acceptancePassed) => {
        const whole = { ...f, putIntoUse, acceptancePassed, filed: null } as const;
        const asOf = '2026-03-02';
        const results = obligations(whole, {}, asOf).results.filter((one) => one.due !== null);
        const deadlines = filingDeadlines(
          { ...whole, placeClass: classifyPlace(f.place ?? '').placeClass, asOf },
          chinaCalendar,
        );
        for (const deadline of deadlines) {
          const duty = results.find((one) => one.provision === deadline.duty);
          if (deadline.applies === false)
            expect([deadline.duty, duty?.state ?? 'not-applicable']).toEqual([
              deadline.duty,
              'not-applicable',
            ]);
          else expect([deadline.duty, duty?.due]).toEqual([deadline.duty, deadline.deadline?.due]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
