// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parameters } from '../deadlines/parameters.ts';
import { decide } from '../engine/decide.ts';
import { requestFrom, seeded } from '../engine/test-requests.ts';
import { obligations } from '../obligations/obligations.ts';
import { parseObligationsRequest } from '../obligations/parse-obligations.ts';
import { outcomeKey } from '../whatif/outcome.ts';
import { impactBetween, type JudgedEntry } from './impact.ts';
import { ImpactTally, impactText, mergeImpact } from './impact-report.ts';

const today = '2026-03-02';
const hotel = {
  id: 'U1',
  facts: { jurisdiction: 'beijing', place: '宾馆', putIntoUse: '2025-06-01', acceptancePassed: '2025-05-01' },
};
const abouts = ({ moves }: JudgedEntry): readonly string[] => (moves ?? []).map(({ about }) => about);

describe('impactBetween', () => {
  it('finds nothing between a version and itself', () => {
    for (const [a, b] of [
      ['d799', 'd799'],
      ['2026-03-01', '2026-03-01'],
    ] as const) {
      const impact = impactBetween(a, b, today);
      expect(impact.judge(hotel).moves).toEqual([]);
      expect(impact.judge({ facts: { jurisdiction: 'beijing', conduct: 'filing' } }).moves ?? []).toEqual([]);
    }
  });

  it('says for a unit that the filing day moves, with both days, and what the Decree adds', () => {
    const moved = impactBetween('bj-measures-2006', 'd799', today).judge({
      ...hotel,
      facts: { ...hotel.facts, filed: null },
    });
    expect(moved).toMatchObject({ kind: 'unit', id: 'U1' });
    expect(moved.moves).toContainEqual({
      kind: 'date',
      about: expect.stringMatching(/备案.*《条例》第十四条.*期限变晚/),
      detail: '2025-06-03 → 2025-07-01',
    });
    expect(abouts(moved).some((about) => about.startsWith('新有的义务：'))).toBe(true);
  });

  it('says what the Decree brought on the day it came into force, and calls a day that passes no change', () => {
    expect(abouts(impactBetween('2025-03-31', '2025-04-01', today).judge(hotel)).join()).toContain(
      '《条例》',
    );
    expect(
      impactBetween('2025-06-10', '2025-09-10', today).judge({
        ...hotel,
        facts: { ...hotel.facts, filed: null },
      }).moves,
    ).toEqual([]);
  });

  it('is moved by a number that gets a new day', () => {
    const days = parameters.find(({ id }) => id === 'd799/retention-days') as unknown as { values: object[] };
    const impact = impactBetween('2027-12-31', '2028-01-01', today);
    expect(impact.judge(hotel).moves).toEqual([]);
    days.values.push({ ...days.values.at(-1), from: '2028-01-01', value: 60 });
    try {
      expect(abouts(impact.judge(hotel)).join()).toContain('保存期限由30日到60日');
    } finally {
      days.values.pop();
    }
  });

  it('re-decides a case under both, whatever it was decided under', () => {
    const past = {
      id: '2024-17',
      instruments: ['bj-benchmark-old'],
      facts: {
        actor: 'unit',
        conduct: 'build-missing',
        rectification: 'overdue',
        consequence: 'none',
        jurisdiction: 'beijing',
      },
    };
    const moved = impactBetween('bj-benchmark-old', 'bj-benchmark-2024-draft', today).judge(past);
    expect(moved).toMatchObject({ kind: 'case', id: '2024-17' });
    expect(abouts(moved)[0]).toContain('20000');
  });

  it('does not count a case as unmoved that could not be compared', () => {
    const open = { facts: { conduct: 'filing' } };
    expect(impactBetween('bj-benchmark-old', 'bj-benchmark-2024-draft', today).judge(open).moves).toBeNull();
    expect(
      impactBetween('penalty-law-2021', 'd799', today).judge({ facts: { conduct: 'd799-not-filed' } }).moves,
    ).toBeNull();
  });

  it('agrees with decide on 600 generated cases: moved if and only if the answers differ', () => {
    const random = seeded(7);
    const [a, b] = ['bj-benchmark-old', 'bj-benchmark-2024-draft'] as const;
    const impact = impactBetween(a, b, today);
    let [compared, moved] = [0, 0];
    for (let nth = 0; compared < 600; nth += 1) {
      const made = requestFrom(random, nth);
      if (made === undefined) continue;
      const { moves } = impact.judge({ facts: made.facts, decisionDate: made.decisionDate });
      if (moves === null) continue;
      const answers = [a, b].map((id) =>
        decide({ ...made, instruments: [id] })
          .results.map((one) =>
            JSON.stringify([
              JSON.parse(outcomeKey(one))[0],
              one.orders,
              one.warning,
              one.fines.map((fine) => [fine.target, fine.min, fine.max, fine.direction]),
            ]),
          )
          .join(),
      );
      expect({ facts: made.facts, moved: moves.some(({ kind }) => kind === 'outcome') }).toEqual({
        facts: made.facts,
        moved: answers[0] !== answers[1],
      });
      compared += 1;
      if (moves.length > 0) moved += 1;
    }
    expect(moved).toBeGreaterThan(20);
  });

  it('agrees with the duties of the whole answer on both days', () => {
    const { facts, evidence } = parseObligationsRequest({ facts: hotel.facts });
    const on = (day: string) =>
      new Set(
        obligations(facts, evidence, day)
          .results.filter(
            ({ state, instrument }) => state !== 'not-applicable' && instrument !== 'hami-checklist',
          )
          .map(({ title }) => title),
      );
    const [before, after] = [on('2025-03-31'), on('2025-04-01')];
    const begun = [...after].filter((title) => !before.has(title));
    const told = abouts(impactBetween('2025-03-31', '2025-04-01', today).judge(hotel)).join('\n');
    expect(begun.length).toBeGreaterThan(10);
    expect(begun.filter((title) => !told.includes(title))).toEqual([]);
  });

  it.each([
    ['nothing', 'd799', 'nothing'],
    ['d799', '2025-04-01', '两个'],
  ])('refuses %s and %s', (a, b, words) => {
    expect(() => impactBetween(a, b, today)).toThrow(words);
  });

  it('refuses an entry with its path', () => {
    const { judge } = impactBetween('d799', 'bj-measures-2006', today);
    expect(() => judge({ facts: { weather: 1 } })).toThrow('facts.weather');
    expect(() => judge({ facts: { conduct: 'flying' } })).toThrow('facts.conduct');
    expect(() => judge(3)).toThrow();
  });
});

describe('ImpactTally', () => {
  const impact = impactBetween('bj-measures-2006', 'd799', today);
  const entries = [1, 2, 3, 4].map((n) => ({
    ...hotel,
    id: `U${n}`,
    facts: { ...hotel.facts, place: n === 4 ? '居民家中' : '宾馆' },
  }));

  it('counts units and sentences, names the first, and is the same in pieces', () => {
    const [whole, first, second] = [new ImpactTally(), new ImpactTally(), new ImpactTally()];
    for (const [index, entry] of entries.entries()) {
      whole.add(impact.judge(entry));
      (index < 2 ? first : second).add(impact.judge(entry));
    }
    const report = whole.report();
    expect(report.units).toMatchObject({ total: 4, notCompared: 0 });
    expect(report.changes[0]?.count).toBeGreaterThanOrEqual(3);
    expect(mergeImpact(first.report(), second.report())).toEqual(report);
    expect(impactText(impact, report)).toMatch(/单位 4 个，有变动 \d 个/);
  });

  it('speaks Chinese: no id of ours in a sentence', () => {
    const tally = new ImpactTally();
    for (const entry of entries) tally.add(impact.judge(entry));
    const said = tally
      .report()
      .changes.map(({ about }) => about)
      .join('\n');
    expect(said.match(/[A-Za-z]{2,}[\w-]*/g)).toBeNull();
  });
});
