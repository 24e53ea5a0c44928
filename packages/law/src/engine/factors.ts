// SPDX-License-Identifier: Apache-2.0
/**
 * 从轻、减轻、从重情节: the union of Penalty Law arts. 30–32, 程序规定 arts. 157–160 and, for the draft, its
 * chapter 3. The law's factor applies where the draft's narrower one fails (E33). Listed, never netted.
 */
import { numberOn, type ParameterId } from '../deadlines/deadlines.ts';
import type { Factor, FactorEffect } from '../types/answer.ts';
import type { CalendarDay, ProvisionId } from '../types/corpus.ts';
import type { FactId, Facts, Person } from '../types/facts.ts';
import { nameOf } from './fines.ts';
import type { Situation } from './situation.ts';

export interface FactorAnswer {
  readonly factors: readonly Factor[];
  readonly questions: readonly FactId[];
  /** The draft's chapter 3 is narrower than the law here */
  readonly draftNarrower: readonly string[];
}

/** A number of the law as of the day of the decision */
type Numbers = (id: ParameterId) => number;

type Shown = Partial<Facts>;

interface FactorRule {
  readonly id: string;
  readonly force: 'must' | 'may';
  /** Under the law; undefined = the law alone does not know it */
  readonly law?: { readonly effect: FactorEffect; readonly sources: readonly ProvisionId[] };
  /** Under 程序规定 and the draft; `shown` may ask for more than the law */
  readonly rule?: { readonly effect: FactorEffect; readonly sources: readonly ProvisionId[] };
  readonly draft?: ProvisionId;
  readonly facts: readonly FactId[];
  readonly shown: (facts: Shown, number: Numbers) => boolean;
  /** Extra condition of 程序规定 and the draft */
  readonly ruleShown?: (facts: Facts) => boolean;
  readonly asks?: (facts: Facts) => readonly FactId[];
}

const reduced = 'lenient-or-reduced' as const;
const exempting = 'lenient-reduced-or-exempt' as const;
const heavier = 'heavier' as const;
const lenientLaw = { effect: reduced, sources: ['penalty-law-2021/lenient'] } as const;
const lenientRule = { effect: exempting, sources: ['police-procedure-2012/lenient'] } as const;
const heavierRule = { effect: heavier, sources: ['police-procedure-2012/heavier'] } as const;
const draftLenient = 'bj-benchmark-2024-draft/lenient';
const draftHeavier = 'bj-benchmark-2024-draft/heavier';

const rules: readonly FactorRule[] = [
  {
    id: 'minor-14-to-18',
    force: 'must',
    law: { effect: reduced, sources: ['penalty-law-2021/minors', 'police-procedure-2012/minors'] },
    draft: 'bj-benchmark-2024-draft/minors',
    facts: ['age'],
    shown: ({ age }, number) =>
      age !== undefined &&
      age >= number('penalty-law-2021/age-of-penalty') &&
      age < number('penalty-law-2021/age-of-majority'),
  },
  {
    id: 'partial-capacity',
    force: 'may',
    law: {
      effect: reduced,
      sources: ['penalty-law-2021/mental-state', 'police-procedure-2012/mental-state'],
    },
    draft: 'bj-benchmark-2024-draft/mental-state',
    facts: ['mentalState'],
    shown: ({ mentalState }) => mentalState === 'partial',
  },
  {
    id: 'removed-or-reduced-harm',
    force: 'must',
    law: lenientLaw,
    rule: lenientRule,
    draft: draftLenient,
    facts: ['activelyRemovedOrReducedHarm', 'forgivenByVictim'],
    shown: (facts) => facts.activelyRemovedOrReducedHarm === true,
    ruleShown: (facts) => facts.forgivenByVictim === true,
    asks: (facts) => (facts.forgivenByVictim === undefined ? ['forgivenByVictim'] : []),
  },
  {
    id: 'coerced-or-induced',
    force: 'must',
    law: lenientLaw,
    rule: lenientRule,
    draft: draftLenient,
    facts: ['coercedOrInduced'],
    shown: (facts) => facts.coercedOrInduced === true,
  },
  {
    id: 'merit',
    force: 'must',
    law: lenientLaw,
    rule: lenientRule,
    draft: draftLenient,
    facts: ['merit'],
    shown: (facts) => facts.merit === true,
  },
  {
    id: 'voluntary-surrender',
    force: 'must',
    rule: lenientRule,
    draft: draftLenient,
    facts: ['voluntarySurrender', 'truthful'],
    shown: (facts) => facts.voluntarySurrender === true && facts.truthful === true,
    asks: (facts) => (facts.voluntarySurrender === true && facts.truthful === undefined ? ['truthful'] : []),
  },
  {
    id: 'confessed-unknown',
    force: 'must',
    law: lenientLaw,
    facts: ['confessedUnknown'],
    shown: (facts) => facts.confessedUnknown === true,
  },
  {
    id: 'serious-consequence',
    force: 'must',
    rule: heavierRule,
    draft: draftHeavier,
    facts: ['consequence'],
    shown: (facts) => facts.consequence === 'serious',
  },
  {
    id: 'instigated-others',
    force: 'must',
    rule: heavierRule,
    draft: draftHeavier,
    facts: ['instigatedOthers'],
    shown: (facts) => facts.instigatedOthers === true,
  },
  {
    id: 'retaliated',
    force: 'must',
    rule: heavierRule,
    draft: draftHeavier,
    facts: ['retaliated'],
    shown: (facts) => facts.retaliated === true,
  },
  {
    id: 'repeated-within-1-year',
    force: 'must',
    rule: heavierRule,
    draft: draftHeavier,
    facts: ['priorSameKindPenaltiesWithin1Year'],
    shown: ({ priorSameKindPenaltiesWithin1Year: prior = 0 }, number) =>
      prior >= number('bj-benchmark-2024-draft/repeat-penalties'),
  },
];

/** Every factor with the facts that show it, and whether they do, with the numbers of a day. */
export const factorsAndFacts: readonly {
  readonly id: string;
  readonly facts: readonly FactId[];
  readonly shown: (facts: Facts, day: CalendarDay) => boolean;
}[] = rules.map(({ id, facts, shown }) => ({
  id,
  facts,
  shown: (stated, day) => shown(stated, (number) => numberOn(number, day)),
}));

export const factorFacts: readonly FactId[] = [...new Set(rules.flatMap((rule) => rule.facts))];

const nothing: FactorAnswer = { factors: [], questions: [], draftNarrower: [] };
/** Factors that lie in a person, and so in each of the responsible persons of a unit. */
const personal = rules.filter((rule) => rule.facts.every((fact) => fact === 'age' || fact === 'mentalState'));

/**
 * @param draft chapter 3 of the draft benchmark stands beside the law
 * @param consequenceConsumed the consequence chose the row: it is not counted a second time (E22)
 * @legal penalty-law-2021/minors, penalty-law-2021/mental-state, penalty-law-2021/lenient,
 *   police-procedure-2012/lenient, police-procedure-2012/heavier, bj-benchmark-2024-draft/lenient,
 *   bj-benchmark-2024-draft/heavier
 */
export function listFactors(
  { stated, facts, decisionDate }: Situation,
  draft: boolean,
  consequenceConsumed: boolean,
): FactorAnswer {
  if (stated.persons === undefined && !factorFacts.some((fact) => stated[fact] !== undefined)) return nothing;
  const number: Numbers = (id) => numberOn(id, decisionDate);
  const factors: Factor[] = [];
  const questions: FactId[] = [];
  const draftNarrower: string[] = [];
  const individual = facts.actor === 'individual';
  for (const rule of rules) {
    // Age and state of mind are those of a natural person
    if (!individual && personal.includes(rule)) continue;
    if (!rule.shown(stated, number)) {
      if (rule.asks !== undefined && rule.id === 'voluntary-surrender') questions.push(...rule.asks(stated));
      continue;
    }
    if (rule.id === 'serious-consequence' && consequenceConsumed) continue;
    const byRule = rule.rule !== undefined && (rule.ruleShown?.(stated) ?? true);
    const factor = factorOf(rule, byRule, draft);
    if (factor === undefined) continue;
    factors.push(factor);
    if (rule.asks !== undefined) questions.push(...rule.asks(stated));
    if (draft && !byDraft(rule, byRule)) draftNarrower.push(rule.id);
  }
  return {
    factors: [...factors, ...(individual ? [] : personFactors(stated.persons ?? [], number, draft))],
    questions,
    draftNarrower,
  };
}

const byDraft = (rule: FactorRule, byRule: boolean): boolean =>
  rule.draft !== undefined && (rule.rule === undefined || byRule);

function factorOf(rule: FactorRule, byRule: boolean, draft: boolean): Factor | undefined {
  const effect = byRule && rule.rule !== undefined ? rule.rule.effect : rule.law?.effect;
  if (effect === undefined) return undefined;
  return {
    id: rule.id,
    effect,
    force: rule.force,
    sources: [
      ...(rule.law?.sources ?? []),
      ...(byRule && rule.rule !== undefined ? rule.rule.sources : []),
      ...(draft && rule.draft !== undefined && byDraft(rule, byRule) ? [rule.draft] : []),
    ],
  };
}

/** What was found about a responsible person: their own factor, which moves their fine and nobody else's. */
function personFactors(persons: readonly Person[], number: Numbers, draft: boolean): readonly Factor[] {
  return persons.flatMap((person, index) =>
    personal.flatMap((rule): readonly Factor[] => {
      const factor = rule.shown(person, number) ? factorOf(rule, false, draft) : undefined;
      return factor === undefined ? [] : [{ ...factor, persons: [nameOf(person, index)] }];
    }),
  );
}
