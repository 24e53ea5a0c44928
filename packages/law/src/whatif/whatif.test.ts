// SPDX-License-Identifier: Apache-2.0
/** What-if against brute force: every value of every fact of the contract, tried through decide() itself. */
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { isUsable } from '../facts/consistency.ts';
import { factTable } from '../facts/fact-table.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { classifyPlace } from '../places/place.ts';
import { findRule } from '../rules/rule-books.ts';
import type { Result } from '../types/answer.ts';
import type { FactId, FactValue, Request } from '../types/facts.ts';
import { comply } from './comply.ts';
import { factsThatMatter, otherValues, placeSpecimens } from './fact-values.ts';
import { directionOf, outcomeKey } from './outcome.ts';
import { type WhatIf, whatIf } from './whatif.ts';
import { complianceText, whatIfText } from './whatif-text.ts';

const request = (facts: object, instruments?: readonly string[]): Request =>
  parseRequest(
    {
      facts: { jurisdiction: 'beijing', ...facts },
      ...(instruments && { instruments }),
      decisionDate: '2025-12-01',
    },
    '2025-12-01',
  );

type Value = readonly [FactId, FactValue];
const nameOf = (values: readonly Value[]): string =>
  values
    .map(([fact, value]) => `${fact}=${value}`)
    .sort()
    .join('&');

/** All sets up to `most` facts that change the answer and hold no smaller set that does. */
function brute(base: Request, from: Result, values: readonly Value[], most: number): ReadonlySet<string> {
  const instrument = from.instrument;
  const fromKey = outcomeKey(from);
  const changing = new Set<string>();
  const walk = (at: number, chosen: readonly Value[]): void => {
    for (let next = at; next < values.length; next += 1) {
      const value = values[next] as Value;
      if (chosen.some(([fact]) => fact === value[0])) continue;
      const more = [...chosen, value];
      if (more.length < most) walk(next + 1, more);
      const asked = { ...base, facts: { ...base.facts, ...Object.fromEntries(more) } };
      if (!isUsable(asked)) continue;
      const to = decide(asked).results.find((result) => result.instrument === instrument);
      if (to !== undefined && outcomeKey(to) === fromKey) continue;
      if (to?.disposition !== 'need-facts') changing.add(nameOf(more));
    }
  };
  walk(0, []);
  return new Set([...changing].filter((name) => !hasSmaller(name.split('&'), changing)));
}

function hasSmaller(parts: readonly string[], changing: ReadonlySet<string>): boolean {
  for (let mask = 1; mask < (1 << parts.length) - 1; mask += 1) {
    if (changing.has(parts.filter((_, index) => (mask & (1 << index)) !== 0).join('&'))) return true;
  }
  return false;
}

const listed = ({ changes }: WhatIf): ReadonlySet<string> =>
  new Set(
    changes.flatMap(({ steps }) => {
      const days = steps.find(({ also }) => also !== undefined);
      const each = [days?.to, ...(days?.also ?? [])];
      return each.map((day) =>
        nameOf(steps.map(({ fact, to }) => [fact, fact === days?.fact ? (day as FactValue) : to])),
      );
    }),
  );

const cases: readonly (readonly [string, Request])[] = [
  [
    'not built, overdue',
    request({
      actor: 'unit',
      conduct: 'build-missing',
      place: '宾馆',
      rectification: 'overdue',
      consequence: 'harm',
    }),
  ],
  [
    'not filed under the Decree',
    request({
      actor: 'unit',
      conduct: 'd799-not-filed',
      place: '商场',
      rectification: 'inPeriod',
      consequence: 'none',
      refusesAfterOrder: true,
    }),
  ],
  [
    'a schedule row',
    request({ actor: 'unit', conduct: 'build-missing', rectification: 'unqualified', consequence: 'none' }, [
      'bj-benchmark-2024-draft',
    ]),
  ],
  [
    'private space',
    request({
      jurisdiction: 'qinhuangdao',
      actor: 'individual',
      age: 30,
      conduct: 'd799-prohibited-area',
      place: '宾馆客房',
      consequence: 'none',
    }),
  ],
  [
    'exempt twice',
    request({
      actor: 'unit',
      conduct: 'filing',
      place: '宾馆',
      rectification: 'overdue',
      provenNoFault: true,
      minor: true,
      promptlyCorrected: true,
      consequence: 'none',
    }),
  ],
  [
    'an old act',
    request({
      actor: 'unit',
      conduct: 'build-missing',
      place: '宾馆',
      rectification: 'overdue',
      consequence: 'none',
      actStarted: '2022-01-01',
      actEnded: '2022-03-01',
      continuing: false,
      discovered: '2025-06-01',
      lifeHealthOrFinancialSafety: false,
    }),
  ],
];

describe('what-if', () => {
  it.each(cases)(
    '%s: lists exactly the smallest sets of one and two facts that brute force finds over every fact',
    (_, asked) => {
      const answers = decide(asked).results;
      for (const answer of whatIf(asked)) {
        const from = answers.find(({ instrument }) => instrument === answer.instrument) as Result;
        if (from.disposition === 'need-facts') continue;
        const values = (Object.keys(factTable) as FactId[]).flatMap((fact) =>
          otherValues(fact, asked, from).map((value): Value => [fact, value]),
        );
        const expected = brute(asked, from, values, 2);
        const mine = listed(answer);
        expect([...expected].filter((name) => !mine.has(name))).toEqual([]);
      }
    },
    120_000,
  );

  it('misses no smallest set of three facts among those that decide', () => {
    const [, asked] = cases[0] as (typeof cases)[number];
    const [answer] = whatIf(asked) as unknown as [WhatIf];
    const [from] = decide(asked).results as unknown as [Result];
    const { deciding } = factsThatMatter(findRule(answer.instrument, asked.facts.conduct, false));
    const values = deciding.flatMap((fact) =>
      otherValues(fact, asked, from).map((value): Value => [fact, value]),
    );
    const expected = brute(asked, from, values, 3);
    const mine = listed(answer);
    expect([...expected].filter((name) => !mine.has(name))).toEqual([]);
    expect([...expected].some((name) => name.split('&').length === 3)).toBe(true);
  }, 120_000);

  it.each(cases)(
    '%s: every set listed changes the answer to what is said, and nothing smaller does the same',
    (_, asked) => {
      for (const { instrument, changes } of whatIf(asked)) {
        const under = (values: readonly Value[]): Result | undefined => {
          const changed = { ...asked, facts: { ...asked.facts, ...Object.fromEntries(values) } };
          return isUsable(changed)
            ? decide(changed).results.find((result) => result.instrument === instrument)
            : undefined;
        };
        const from = under([]) as Result;
        for (const { steps, outcome, direction } of changes) {
          const values = steps.map(({ fact, to }): Value => [fact, to]);
          const to = under(values);
          if (to === undefined) continue;
          expect([to.disposition, to.row, to.fines]).toEqual([
            outcome.disposition,
            outcome.row,
            outcome.fines,
          ]);
          expect(direction).toBe(directionOf(from, to));
          for (const value of values.length > 1 ? values : []) {
            const less = under(values.filter((other) => other !== value));
            if (less !== undefined) expect(outcomeKey(less)).not.toBe(outcomeKey(to));
          }
        }
      }
    },
  );

  it('says what to do, until when and by which article', () => {
    const [answer] = whatIf((cases[1] as (typeof cases)[number])[1]).filter(
      ({ instrument }) => instrument === 'd799',
    );
    const comply = answer?.changes.find(({ steps }) => steps[0]?.fact === 'refusesAfterOrder');
    expect(comply).toMatchObject({
      doable: true,
      direction: 'better',
      outcome: { disposition: 'order-only' },
      grounds: [{ provision: 'd799/filing-sanction' }],
    });
    expect(whatIfText(whatIf((cases[1] as (typeof cases)[number])[1]))).toContain('按责令改正，不拒绝');
  });

  it('offers no deed whose time is over by the facts stated', () => {
    const [, overdue] = cases[0] as (typeof cases)[number];
    const late = request({
      conduct: 'filing-check',
      place: '商场',
      isManagementUnit: true,
      putIntoUse: '2025-06-01',
      filed: null,
    });
    const steps = [...whatIf(overdue), ...whatIf(late)].flatMap(({ changes }) =>
      changes.flatMap((change) => change.steps),
    );
    const of = (fact: FactId) => steps.filter((step) => step.fact === fact);
    expect(of('rectification').map(({ kind }) => kind)).not.toContain('do');
    expect(of('rectification').map(({ to }) => to)).toContain('qualified');
    expect(of('filed')).not.toEqual([]);
    for (const { kind, by } of of('filed')) {
      expect(kind === 'find' || (by?.day ?? '') >= '2025-12-01').toBe(true);
    }
  });

  it('says until when a filing that is still in time stays so, and calls a duty that falls away no harm', () => {
    const running = request({
      jurisdiction: 'hami',
      conduct: 'filing-check',
      place: '商场',
      isManagementUnit: true,
      putIntoUse: '2025-11-20',
      filed: null,
    });
    const [answer] = whatIf(running);
    expect(answer?.outcome.reason).toBe('period-running');
    const worse = answer?.changes.filter(({ direction }) => direction === 'worse') ?? [];
    expect(worse.map(({ steps }) => steps.map(({ fact, to, zh }) => [fact, to, zh]))).toEqual([
      [['asOf', '2025-12-23', '截至 2025-12-23 仍未备案']],
    ]);
    expect(worse[0]?.outcome.disposition).toBe('late-filing');
  });

  it('plays an open question out, and says what no answer can change', () => {
    const [answer] = whatIf(
      request({ actor: 'unit', conduct: 'filing', place: '宾馆', isManagementUnit: true }),
    ).filter(({ instrument }) => instrument === 'd799');
    expect(answer?.open).toMatchObject({
      complete: true,
      questions: [
        {
          fact: 'refusesAfterOrder',
          answers: [
            { value: true, outcome: { disposition: 'penalise' } },
            { value: false, outcome: { disposition: 'order-only' } },
          ],
        },
      ],
    });
    expect(answer?.open?.always.join()).toContain('不超过 10000 元');
  });

  it('finds all that a failed viewing still needs', () => {
    const [answer] = whatIf(
      request({ conduct: 'footage-access', requester: '公安机关', officers: 1, workCredential: false }, [
        'bj-measures-2006',
      ]),
    );
    const [change] =
      answer?.changes.filter(({ outcome }) => outcome.disposition === 'access-compliant') ?? [];
    expect(change?.steps.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['officers', 'workCredential', 'registered']),
    );
    expect(change?.doable).toBe(true);
  });

  it('each specimen of a place is classified apart from the others', () => {
    const seen = placeSpecimens.map((place) => {
      const { text: _, why: __, matches: ___, ...rest } = classifyPlace(place);
      return JSON.stringify(rest);
    });
    expect(new Set(seen).size).toBe(placeSpecimens.length);
  });
});

describe('comply', () => {
  const question = {
    facts: {
      jurisdiction: 'beijing',
      place: '宾馆',
      isManagementUnit: true,
      putIntoUse: '2026-05-20',
      retentionDays: 10,
    },
    evidence: { signsPosted: false, placementJustified: true },
    asOf: '2026-07-30',
  } as const;
  it('names the steps, the day and the articles of each duty, breaches first', () => {
    const duties = comply(question);
    expect(duties[0]?.state).toBe('breached');
    expect(duties.find(({ obligation }) => obligation === 'D799-09')).toMatchObject({
      steps: [{ id: 'signsPosted', to: true }],
      cures: true,
      ground: { provision: 'd799/placement-and-signs' },
    });
    const retention = duties.find(({ ground }) => ground.provision === 'd799/retention');
    expect(retention).toMatchObject({ steps: [{ id: 'retentionDays', to: 30 }], cures: true });
    expect(complianceText(duties)).toContain('不少于 30 日');
  });
  it('does not call a missed day made good', () => {
    const late = comply(question).filter(({ by }) => by !== null && by < question.asOf);
    expect(late.length).toBeGreaterThan(0);
    for (const duty of late) expect(duty.cures).toBe(false);
  });
});
