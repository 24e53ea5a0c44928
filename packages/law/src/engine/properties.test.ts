// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold for every set of facts, whatever the instrument; that an unknown fact never decides is tried in
 * removal.test.ts. `MINGJING_DEEP=1` runs a hundred times more.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provisions } from '../corpus/corpus.ts';
import { LawError } from '../errors.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import type { Response, TraceNode } from '../types/answer.ts';
import { type DecidableInstrumentId, decidableInstruments } from '../types/corpus.ts';
import {
  actors,
  conducts,
  consequences,
  type FactId,
  type Facts,
  mentalStates,
  placeClasses,
  type Request,
  rectifications,
  requesterKinds,
} from '../types/facts.ts';
import { decide } from './decide.ts';
import { requestFrom, seeded } from './test-requests.ts';

const runs = { numRuns: process.env['MINGJING_DEEP'] === '1' ? 20_000 : 200 };
const today = '2026-06-01';

const sanctions: ReadonlySet<string> = new Set(['penalise', 'order-only', 'no-penalty-optional']);

const flag = fc.boolean();
const day = fc.constantFrom(
  '2019-05-01',
  '2022-03-01',
  '2023-02-28',
  '2025-03-31',
  '2025-04-01',
  '2025-09-01',
);
const place = fc.constantFrom(
  '宾馆',
  '学校',
  '广场',
  '住宅小区',
  '便利店',
  '居民家中',
  '月球基地',
  '宾馆客房',
);

const factArbitrary: Readonly<Record<Exclude<FactId, 'conduct' | 'persons'>, fc.Arbitrary<unknown>>> = {
  jurisdiction: fc.constantFrom('beijing', 'qinhuangdao', 'hami', 'national', '110105', '330100'),
  actor: fc.constantFrom(...actors),
  place,
  placeClass: fc.constantFrom(...placeClasses),
  requesterKind: fc.constantFrom(...requesterKinds),
  rectification: fc.constantFrom(...rectifications),
  consequence: fc.constantFrom(...consequences),
  refusesAfterOrder: flag,
  refusesDismantling: flag,
  otherSerious: flag,
  affectsOperation: flag,
  publicEmergency: flag,
  isManagementUnit: flag,
  keyUnit: flag,
  isPublicSecurityVideoSystem: flag,
  age: fc.constantFrom(13, 14, 17, 18, 40),
  mentalState: fc.constantFrom(...mentalStates),
  minor: flag,
  promptlyCorrected: flag,
  firstTime: flag,
  consequenceMinor: flag,
  provenNoFault: flag,
  activelyRemovedOrReducedHarm: flag,
  forgivenByVictim: flag,
  coercedOrInduced: flag,
  merit: flag,
  voluntarySurrender: flag,
  truthful: flag,
  confessedUnknown: flag,
  priorSameKindPenaltiesWithin1Year: fc.constantFrom(0, 1, 2, 3),
  retaliated: flag,
  instigatedOthers: flag,
  actStarted: day,
  actEnded: day,
  discovered: day,
  continuing: flag,
  lifeHealthOrFinancialSafety: flag,
  victimComplained: flag,
  policeWronglyRefused: flag,
  priorFineForSameAct: flag,
  acceptancePassed: day,
  putIntoUse: day,
  filed: fc.option(day),
  filingMatterChanged: flag,
  changeFiled: flag,
  asOf: day,
  retentionDays: fc.constantFrom(0, 6, 7, 29, 30, 31, 90),
  purposeAchieved: flag,
  otherLawRetention: flag,
  requester: fc.constantFrom('公安局', '市场监督管理局', '某保险公司', '本人'),
  officers: fc.constantFrom(0, 1, 2, 3),
  workCredential: flag,
  unitCertificate: flag,
  registered: flag,
  confidential: flag,
  dutyPurposeOnly: flag,
  emergency: flag,
  reviewed: flag,
  publicInterest: flag,
  ownLegalInterest: flag,
  containsStateSecret: flag,
  containsTradeSecret: flag,
  containsPersonalPrivacy: flag,
};

/** Any subset of facts; requests that the parser refuses are not cases. */
const anything: fc.Arbitrary<Request> = fc
  .record(
    {
      facts: fc
        .record(factArbitrary, { requiredKeys: [] })
        .chain((facts) => fc.constantFrom(...conducts).map((conduct) => ({ ...facts, conduct }))),
      instruments: fc.uniqueArray(fc.constantFrom(...decidableInstruments), { minLength: 1, maxLength: 3 }),
      actDate: day,
      decisionDate: fc.constantFrom('2025-09-01', '2026-01-01'),
    },
    { requiredKeys: ['facts'] },
  )
  .map((input) => {
    try {
      return parseRequest(input, today);
    } catch (error) {
      if (error instanceof LawError) return undefined;
      throw error;
    }
  })
  .filter((parsed) => parsed !== undefined);

/** Made from the elements and rows of a rule, so that what the rule prints is reached. */
const fromRules: fc.Arbitrary<Request> = fc
  .nat()
  .map((seed) => requestFrom(seeded(seed), 1_000_000))
  .filter((made) => made !== undefined);

const request: fc.Arbitrary<Request> = fc.oneof(
  { arbitrary: fromRules, weight: 9 },
  { arbitrary: anything, weight: 1 },
);

const sample = fc.sample(request, { numRuns: 1_000, seed: 13 });
const share =
  sample.filter((input) => decide(input).results.some(({ disposition }) => sanctions.has(disposition)))
    .length / sample.length;

const always = (check: (request: Request, response: Response) => void): void =>
  fc.assert(
    fc.property(request, (input) => check(input, decide(input))),
    runs,
  );

const withFacts = (input: Request, facts: Partial<Facts>): Request => ({
  ...input,
  facts: { ...input.facts, ...facts },
});

describe(`for every set of facts, ${Math.round(share * 100)} of 100 of which reach a sanction`, () => {
  it('at least half reach a sanction', () => {
    expect(share).toBeGreaterThanOrEqual(0.5);
  });

  it('a fine stays inside the statute, and nobody gets the fine of another', () => {
    always((input, { results }) => {
      for (const { fines } of results) {
        for (const fine of fines) {
          expect(fine.min ?? 0).toBeGreaterThanOrEqual(fine.statutory.min ?? 0);
          expect(fine.max).toBeLessThanOrEqual(fine.statutory.max);
        }
        const targets = fines.map((fine) => fine.target);
        if (input.facts.actor === 'individual') expect(targets).not.toContain('unit');
        else if (input.facts.actor !== undefined) expect(targets).not.toContain('individual');
      }
    });
  });

  it('a range leaves the amount to a person', () => {
    always((_, { results }) => {
      for (const { fines, humanDecisions } of results) {
        if (fines.some((fine) => fine.min !== fine.max)) expect(humanDecisions).toContain('amount');
      }
    });
  });

  it('no penalty, no fine, no warning: exempt, barred, no violation, not addressed, facts missing', () => {
    const punishing = new Set(['penalise', 'no-penalty-optional']);
    always((_, { results }) => {
      for (const result of results) {
        if (punishing.has(result.disposition)) continue;
        expect(result.fines).toEqual([]);
        expect(result.warning).toBe(false);
        expect(result.confiscation).toEqual([]);
      }
    });
  });

  it('an earlier fine leaves the orders and takes the fine', () => {
    always((input) => {
      const before = decide(withFacts(input, { priorFineForSameAct: false })).results;
      const after = decide(withFacts(input, { priorFineForSameAct: true })).results;
      after.forEach((result, index) => {
        expect(result.fines).toEqual([]);
        // Without a fine the newer law is no lighter than the law of the day of the act, and so does not reach back.
        if (result.reason === 'not-in-force-at-act') return;
        expect(result.orders).toEqual(before[index]?.orders);
      });
    });
  });

  it('a further factor never changes the range, and points its own way', () => {
    const heavier: Partial<Facts> = { retaliated: true };
    const lenient: Partial<Facts> = { merit: true };
    const range = (response: Response) =>
      response.results.map(({ fines, row }) => [
        row,
        fines.map(({ target, min, max }) => [target, min, max]),
      ]);
    always((input, response) => {
      for (const factor of [heavier, lenient]) {
        expect(range(decide(withFacts(input, factor)))).toEqual(range(response));
      }
      const up = decide(withFacts(input, heavier)).results.flatMap((result) => result.fines);
      const down = decide(withFacts(input, lenient)).results.flatMap((result) => result.fines);
      for (const fine of up) expect(['upper', 'both']).toContain(fine.direction);
      for (const fine of down) expect(['lower', 'both']).toContain(fine.direction);
    });
  });

  it('only a 减轻 factor or 可以不予 leaves base fines', () => {
    always((_, { results }) => {
      for (const { baseFines, fines, factors, disposition } of results) {
        const reducible = factors.some((factor) => factor.effect !== 'heavier');
        const expected = fines.length > 0 && (reducible || disposition === 'no-penalty-optional');
        expect(baseFines.length > 0).toBe(expected);
      }
    });
  });

  it('rows still possible are exactly those that some completion reaches', () => {
    const answers: Partial<Record<FactId, readonly unknown[]>> = {
      actor: ['unit', 'individual'],
      rectification: rectifications,
      consequence: consequences,
      refusesAfterOrder: [false, true],
      otherSerious: [false, true],
    };
    const instruments: readonly DecidableInstrumentId[] = schedules.map((schedule) => schedule.id);
    always((input) => {
      for (const instrument of instruments) {
        const base: Request = {
          instruments: [instrument],
          decisionDate: today,
          facts: {
            ...pick(input.facts, ['rectification', 'consequence', 'refusesAfterOrder', 'otherSerious']),
            conduct: input.facts.conduct,
            affectsOperation: true,
            publicEmergency: true,
            requester: '公安局',
            place: '广场',
          },
        };
        const [open] = decide(base).results;
        if (open?.possibleRows === undefined) continue;
        let completions: readonly Facts[] = [base.facts];
        const waited = open.questions.filter((fact) => open.unexamined?.includes(fact) !== true);
        for (const fact of waited) {
          const values = answers[fact] ?? [];
          completions = completions.flatMap((facts) => values.map((value) => ({ ...facts, [fact]: value })));
        }
        const reached = new Set(
          completions
            .map((facts) => decide({ ...base, facts }).results[0]?.row)
            .filter((row) => row !== null),
        );
        expect([...reached].sort()).toEqual([...open.possibleRows].sort());
      }
    });
  });

  it('the order in which facts are written does not matter, and the same request gives the same bytes', () => {
    always((input, response) => {
      const reversed = Object.fromEntries(Object.entries(input.facts).reverse()) as unknown as Facts;
      const again = decide({ ...input, facts: reversed });
      expect(JSON.stringify(again.results)).toBe(JSON.stringify(response.results));
      expect(JSON.stringify(decide(input))).toBe(JSON.stringify(response));
    });
  });

  it('a draft is never applied unless asked for, and then it is a simulation that says so', () => {
    always((input, response) => {
      const drafted = response.results.some((result) => result.instrument === 'bj-benchmark-2024-draft');
      expect(response.simulation).toBe(input.instruments !== undefined);
      if (drafted) {
        expect(response.simulation).toBe(true);
        expect(response.flags.map((each) => each.code)).toContain('draft');
      }
    });
  });

  it('every leaf of the trace has a provision or a finding, every quotation stands in its source', () => {
    const folder = fileURLToPath(new URL('../../seeds/', import.meta.url));
    const sources = [
      ...readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
      ...provisions.map((provision) => provision.rule),
    ].map((text) => text.replace(/\s+/g, ''));
    const known = new Set<string>();
    const inSource = (quote: string): boolean => {
      if (known.has(quote)) return true;
      const found = sources.some((text) => text.includes(quote.replace(/\s+/g, '')));
      if (found) known.add(quote);
      return found;
    };
    const walk = (node: TraceNode): void => {
      if (node.quote !== undefined) expect(inSource(node.quote), node.quote).toBe(true);
      if (node.children !== undefined && node.children.length > 0) node.children.forEach(walk);
      else expect(node.provision !== undefined || node.facts !== undefined, node.step).toBe(true);
    };
    always((_, { results }) => {
      for (const result of results) {
        walk(result.trace);
        for (const article of result.articles) expect(inSource(article.quote), article.quote).toBe(true);
      }
    });
  });

  it('need-facts always asks, and asks only for facts not yet stated', () => {
    always((input, { results }) => {
      for (const result of results) {
        if (result.disposition === 'need-facts') expect(result.questions.length).toBeGreaterThan(0);
        for (const fact of result.questions) {
          if (fact === 'place' || fact === 'requester') continue;
          expect(input.facts[fact], `${fact} is asked and stated`).toBeUndefined();
        }
      }
    });
  });
});

function pick<T extends object, K extends keyof T>(object: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(
    keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]),
  ) as Partial<Pick<T, K>>;
}
