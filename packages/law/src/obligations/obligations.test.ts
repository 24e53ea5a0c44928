// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProvision, getProvision } from '../corpus/corpus.ts';
import { conducts } from '../types/facts.ts';
import { breachPenalty } from './breach-penalty.ts';
import {
  classifyPlace,
  type Evidence,
  type EvidenceId,
  evidenceKinds,
  obligationRows,
  obligations,
  type UnitFacts,
} from './obligations.ts';
import { byConsequence, obligationsText, openGroups } from './obligations-text.ts';
import { parseObligationsRequest } from './parse-obligations.ts';

const seeds = [
  '000_ad664e71bb1fc098',
  '001_7b25410cb8ad9ee8',
  '002_f55ad72bba1910d5',
  '003_99c52dcbdc70d26c',
  '004_efef1312016bedec',
]
  .map((name) => readFileSync(new URL(`../../seeds/${name}.txt`, import.meta.url), 'utf8'))
  .join('\n');

const AS_OF = '2026-03-02';
const states = (facts: UnitFacts, evidence: Evidence = {}, asOf = AS_OF) =>
  new Map(obligations(facts, evidence, asOf).results.map((result) => [result.id, result]));
const school: UnitFacts = { jurisdiction: 'beijing', place: '学校' };
const allYes = Object.fromEntries(evidenceKinds.map((kind) => [kind.id, true])) as Evidence;

describe('the rows', () => {
  it('are every row of the six sources, and those of the articles that no seed prints', () => {
    const count = (prefix: string) => obligationRows.filter((row) => row.id.startsWith(`${prefix}-`)).length;
    expect(['BJ', 'RES', 'BM', 'QHD', 'HAMI'].map(count)).toEqual([48, 8, 15, 54, 17]);
    expect(count('D799')).toBe(28 + 9 + 18);
    expect(new Set(obligationRows.map((row) => row.id)).size).toBe(obligationRows.length);
  });
  it('cite provisions that exist and quote a seed exactly', () => {
    for (const row of obligationRows) {
      expect(findProvision(row.provision) === undefined ? row.id : '').toBe('');
      if (row.sanction !== undefined)
        expect(findProvision(row.sanction) === undefined ? row.id : '').toBe('');
      if (row.quote !== undefined) expect(seeds.includes(row.quote) ? '' : row.id).toBe('');
      for (const conduct of row.conducts ?? []) expect(conducts).toContain(conduct);
    }
  });
  it('quote words of the provision they cite', () => {
    for (const row of obligationRows) {
      const { printed } = getProvision(row.provision);
      if (printed === null || row.quote === undefined) continue;
      const near =
        printed.includes(row.quote) || row.kinds === 'D' || row.provision.startsWith('bj-benchmark');
      expect(near ? '' : `${row.id} ${row.quote}`).toBe('');
    }
  });
  it('ask every item of the Hami list from at least one duty', () => {
    const asked = new Set(
      obligationRows
        .filter((row) => row.provision.startsWith('d799/'))
        .flatMap((row) => row.checklistItems ?? []),
    );
    expect([...asked].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});

describe('the place decides first', () => {
  it('a school owes filing and 30 days', () => {
    const result = states({ ...school, putIntoUse: '2025-09-01', filed: '2025-10-09', retentionDays: 30 });
    expect(result.get('D799-10')).toMatchObject({ state: 'met', due: '2025-10-09' });
    expect(result.get('D799-21')).toMatchObject({ state: 'met', minDays: 30 });
    expect(result.get('D799-11')?.state).toBe('not-applicable');
  });
  it('a small shop does not, and hears why', () => {
    const result = states({ jurisdiction: 'beijing', place: '便利店', retentionDays: 3 });
    for (const id of ['D799-10', 'D799-21', 'D799-07', 'D799-15', 'D799-18'])
      expect(result.get(id)?.state).toBe('not-applicable');
    expect(result.get('D799-21')?.reasons[0]).toContain('第九条第二款');
    expect(result.get('D799-09')?.state).toBe('unknown');
  });
  it('a home owes nothing of the Decree but respect for others', () => {
    const result = states({ jurisdiction: 'beijing', place: '家中客厅' });
    const owed = [...result.values()].filter(
      (one) => one.instrument === 'd799' && one.state !== 'not-applicable',
    );
    expect(owed.map((one) => one.id)).toContain('D799-37');
    expect(owed.map((one) => one.id)).not.toContain('D799-09');
  });
  it('an unknown place leaves the duty open and asks', () => {
    expect(
      states({ jurisdiction: 'beijing', place: '月球基地', retentionDays: 3 }).get('D799-21'),
    ).toMatchObject({
      state: 'unknown',
      questions: ['place', 'isManagementUnit'],
    });
  });
  it('a unit found to be a management unit is bound whatever its place is called', () => {
    expect(states({ place: '某处', isManagementUnit: true, retentionDays: 3 }).get('D799-21')?.state).toBe(
      'breached',
    );
  });
});

describe('the area decides next', () => {
  it('Beijing rows stay in Beijing, Qinhuangdao rows in Qinhuangdao', () => {
    const ids = (jurisdiction: string) =>
      new Set(obligations({ jurisdiction, place: '宾馆' }, {}, AS_OF).results.map((one) => one.instrument));
    expect(ids('110105')).toEqual(
      new Set(['d799', 'counter-terrorism-law', 'bj-measures-2006', 'bj-residential']),
    );
    expect(ids('qinhuangdao')).toEqual(new Set(['d799', 'counter-terrorism-law', 'qhd-measures-2017']));
    expect(ids('hami')).toEqual(new Set(['d799', 'counter-terrorism-law', 'hami-checklist']));
  });
  it('before the Decree its rows are left out', () => {
    expect([...states(school, {}, '2025-03-31').values()].some((one) => one.instrument === 'd799')).toBe(
      false,
    );
  });
});

describe('what is shown decides the state', () => {
  it.each(['D799-09', 'BJ-19', 'BJ-25'])(
    '%s: a finding against it is a breach, no finding is unknown, all findings are met',
    (id) => {
      const row = obligationRows.find((one) => one.id === id);
      const wanted: readonly EvidenceId[] = row?.test?.kind === 'evidence' ? row.test.all : [];
      expect(states(school).get(id)?.state).toBe('unknown');
      expect(states(school, { [wanted[0] ?? 'signsPosted']: false }).get(id)).toMatchObject({
        state: 'breached',
      });
      expect(states(school, allYes).get(id)?.state).toBe('met');
    },
  );
  it('29 days are a breach, 30 are not, and a new system is not yet judged', () => {
    expect(states({ ...school, retentionDays: 29 }).get('D799-21')?.state).toBe('breached');
    expect(states({ ...school, retentionDays: 30 }).get('D799-21')?.state).toBe('met');
    expect(states({ ...school, retentionDays: 5, putIntoUse: '2026-02-20' }).get('D799-21')?.state).toBe(
      'unknown',
    );
  });
  it('footage whose purpose is achieved must go after 30 days, unless another law keeps it', () => {
    const old = { ...school, retentionDays: 60, purposeAchieved: true };
    expect(states({ ...old, otherLawRetention: false }).get('D799-22')?.state).toBe('breached');
    expect(states({ ...old, otherLawRetention: true }).get('D799-22')?.state).toBe('met');
    expect(states(old).get('D799-22')).toMatchObject({ state: 'unknown', questions: ['otherLawRetention'] });
    expect(states({ ...school, retentionDays: 60, purposeAchieved: false }).get('D799-22')?.state).toBe(
      'met',
    );
  });
  it('a compound in Beijing keeps 7 days for certain', () => {
    const result = states({ jurisdiction: 'beijing', place: '住宅小区', retentionDays: 6 });
    expect(result.get('RES-03')).toMatchObject({ state: 'breached', minDays: 7 });
    expect(result.get('D799-21')?.state).toBe('unknown');
  });
  it('a sign missing under the Beijing Measures is a breach without a printed sanction', () => {
    expect(states(school, { signsPosted: false }).get('BJ-30')).toMatchObject({
      state: 'breached',
      breach: { sanction: null },
    });
  });
});

describe('the 13 items', () => {
  it('are answered from the duties behind them, in Hami as results of their own', () => {
    const facts: UnitFacts = {
      jurisdiction: '650502',
      place: '商场',
      isManagementUnit: true,
      putIntoUse: '2025-06-03',
      filed: '2025-06-20',
      retentionDays: 30,
      nearSecretUnit: false,
      purposeAchieved: false,
      filingMatterChanged: false,
    };
    const answer = obligations(facts, allYes, AS_OF);
    expect(answer.checklist.map((item) => item.state)).toEqual([
      'met',
      'met',
      'not-applicable',
      ...Array.from({ length: 10 }, () => 'met'),
    ]);
    expect(answer.results.filter((one) => one.instrument === 'hami-checklist')).toHaveLength(13);
    expect(
      obligations({ place: '商场' }, allYes, AS_OF).results.some(
        (one) => one.instrument === 'hami-checklist',
      ),
    ).toBe(false);
    const noSign = obligations(facts, { ...allYes, signsPosted: false }, AS_OF);
    expect(noSign.checklist.filter((item) => item.state === 'breached').map((item) => item.item)).toEqual([
      2,
    ]);
  });
});

describe('obligations', () => {
  const place = fc.constantFrom(
    '学校',
    '便利店',
    '住宅小区',
    '广场',
    '家里',
    '写字楼',
    '月球',
    '银行',
    '宾馆客房',
  );
  const facts = fc.record(
    {
      jurisdiction: fc.constantFrom('beijing', 'qinhuangdao', 'hami', 'national', '130302'),
      place,
      keyUnit: fc.boolean(),
      retentionDays: fc.nat({ max: 120 }),
      purposeAchieved: fc.boolean(),
      entrusted: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const evidence = fc.dictionary(fc.constantFrom(...evidenceKinds.map((kind) => kind.id)), fc.boolean(), {
    noNullPrototype: true,
  }) as fc.Arbitrary<Evidence>;
  const rank = { breached: 0, unknown: 1, met: 2, 'not-applicable': 3 };

  it('always explain themselves: open ones ask or say why, breached ones say what to do', () => {
    fc.assert(
      fc.property(facts, evidence, (f, e) => {
        for (const one of obligations(f, e, AS_OF).results) {
          if (one.state === 'breached') expect(one.nextStep).toMatch(/^整改：/);
          if (one.state !== 'met') expect([one.id, one.reasons.length > 0]).toEqual([one.id, true]);
          if (one.state === 'met') expect(one.questions).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
  it('learning a fact or a finding decides open states and never reopens decided ones', () => {
    fc.assert(
      fc.property(facts, evidence, (f, e) => {
        fc.pre(f.keyUnit !== false || classifyPlace(f.place ?? '').qinhuangdao.certainty !== 'listed');
        const whole = states(f, e);
        for (const key of Object.keys(f)) {
          const less: UnitFacts = Object.fromEntries(Object.entries(f).filter(([name]) => name !== key));
          for (const [id, before] of states(less, e)) {
            const after = whole.get(id);
            if (before.state !== 'unknown' && after !== undefined)
              expect([id, key, after.state]).toEqual([id, key, before.state]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
  it('a finding that turns bad never makes a duty look better', () => {
    fc.assert(
      fc.property(facts, evidence, fc.constantFrom(...evidenceKinds.map((kind) => kind.id)), (f, e, id) => {
        const bad = states(f, { ...e, [id]: false });
        for (const [row, good] of states(f, { ...e, [id]: true })) {
          expect(rank[bad.get(row)?.state ?? 'met']).toBeLessThanOrEqual(rank[good.state]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the request', () => {
  it.each([
    [{ facts: { plaice: '学校' } }, 'facts.plaice'],
    [{ facts: { retentionDays: '30' } }, 'facts.retentionDays'],
    [{ facts: { putIntoUse: '2025-02-30' } }, 'facts.putIntoUse'],
    [{ facts: { jurisdiction: 'atlantis' } }, 'facts.jurisdiction'],
    [{ evidence: { signs: true } }, 'evidence.signs'],
    [{ asOf: 'today' }, 'asOf'],
    [{ role: 'king' }, 'role'],
    [{ fact: {} }, 'fact'],
    [[], '$'],
  ])('%j is refused at %s', (input, path) => {
    expect(() => parseObligationsRequest(input)).toThrow(
      expect.objectContaining({ code: 'law/input-invalid', facts: expect.objectContaining({ path }) }),
    );
  });
  it('refuses to call a listed place no key unit', () => {
    const facts = { jurisdiction: 'qinhuangdao', place: '学校', keyUnit: false };
    expect(() => parseObligationsRequest({ facts })).toThrow(
      expect.objectContaining({ code: 'law/input-contradictory' }),
    );
  });
  it('takes what is right', () => {
    const request = {
      facts: { place: '学校', filed: null },
      evidence: { signsPosted: true },
      asOf: '2026-03-01',
      role: 'unit',
    };
    expect(parseObligationsRequest(request)).toEqual(request);
    expect(parseObligationsRequest({})).toEqual({ facts: {}, evidence: {} });
  });
  it('takes the facts of a case, findings among the facts, and the papers of a request', () => {
    const request = parseObligationsRequest({
      facts: {
        actor: 'unit',
        place: '学校',
        signsPosted: false,
        entrusted: true,
        asOf: '2026-03-01',
        officers: 1,
        registered: true,
      },
    });
    expect(request.evidence).toEqual({ signsPosted: false, twoOfficers: false, accessRegister: true });
    expect(request.facts).toMatchObject({ place: '学校', entrusted: true });
    expect(request.asOf).toBe('2026-03-01');
  });
});

describe('obligationsText', () => {
  const answer = obligations(
    {
      jurisdiction: 'beijing',
      place: '宾馆',
      isManagementUnit: true,
      putIntoUse: '2025-05-20',
      retentionDays: 10,
    },
    { signsPosted: false, placementJustified: true, installerEntitled: false },
    '2026-07-30',
  );
  it('puts the dearest breach first and names what a breach costs', () => {
    const text = obligationsText(answer);
    const weights = byConsequence(answer.results.filter(({ state }) => state === 'breached')).map(
      (one) => breachPenalty(one).weight,
    );
    expect(weights.length).toBeGreaterThan(2);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(text).toMatch(/违反的后果：.*最高对单位处20000元以下罚款/);
    expect(text).toContain('本文件没有罚则');
  });
  it('puts what is open under the question that settles most of it, each duty once', () => {
    const open = answer.results.filter(({ state }) => state === 'unknown');
    const groups = openGroups(open);
    expect(
      groups
        .flatMap(({ results }) => results)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(open.map(({ id }) => id).toSorted());
    const sizes = groups.filter(({ question }) => question !== null).map(({ results }) => results.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(obligationsText(answer)).toMatch(/◇ 查明「[^」A-Za-z]+」，可以判断 \d+ 项/);
  });
});
