// SPDX-License-Identifier: Apache-2.0
/**
 * The finite values that a fact can take in a what-if: all of them where the contract lists them, one on each side
 * of every threshold where they are numbers or days, one specimen of each class where they are words.
 */
import { addDays, addYears } from '../calendar/calendar-day.ts';
import { numberOn, type ParameterId } from '../deadlines/parameters.ts';
import { factsReadBy } from '../engine/evaluate.ts';
import type { ReadableFact } from '../engine/situation.ts';
import { factTable } from '../facts/fact-table.ts';
import type { Rule } from '../forms/violation.ts';
import type { Result } from '../types/answer.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { FactId, FactValue, Request } from '../types/facts.ts';

/** One specimen a class; a test holds that each is classified apart from the others. */
export const placeSpecimens = ['城市主要路段', '商场', '餐馆', '住宅区', '宾馆客房', '居民家中'] as const;
export const requesterSpecimens = ['公安机关', '人民法院', '本人', '某公司'] as const;

/** Facts that only a document of another kind can change: the place of the law, names, and what was asked. */
const fixed: readonly FactId[] = [
  'jurisdiction',
  'conduct',
  'persons',
  'actStarted',
  'placeClass',
  'requesterKind',
];

/**
 * @param result the answer the question starts from: its thresholds are tried on both sides
 * @returns values other than the present one; empty where nothing finite can be tried
 */
export function otherValues(fact: FactId, request: Request, result: Result): readonly FactValue[] {
  const present = request.facts[fact];
  return valuesOf(fact, request, result).filter((value) => value !== present);
}

function valuesOf(fact: FactId, request: Request, result: Result): readonly FactValue[] {
  if (fixed.includes(fact)) return [];
  const { value } = factTable[fact];
  switch (value.kind) {
    case 'boolean':
      return [true, false];
    case 'one-of':
      return value.values;
    case 'integer':
      return numbers(fact, request, result);
    case 'day':
      return days(fact, request, result);
    case 'text':
      return fact === 'place' ? placeSpecimens : fact === 'requester' ? requesterSpecimens : [];
    default:
      return [];
  }
}

/** One on each side of every number that the law asks on the day of the decision. */
const bothSides = (thresholds: readonly number[]): readonly number[] =>
  [...new Set(thresholds.flatMap((threshold) => [threshold - 1, threshold]))].sort((a, b) => a - b);

function numbers(fact: FactId, { decisionDate }: Request, { minDays }: Result): readonly number[] {
  const on = (id: ParameterId) => numberOn(id, decisionDate);
  if (fact === 'age') {
    const [punished, grown] = [on('penalty-law-2021/age-of-penalty'), on('penalty-law-2021/age-of-majority')];
    // Too young, between the two, of age
    return [punished - 1, Math.floor((punished + grown) / 2), grown];
  }
  if (fact === 'officers')
    return bothSides([on('bj-measures-2006/officers'), on('qhd-measures-2017/officers')]);
  if (fact === 'priorSameKindPenaltiesWithin1Year')
    return [0, on('bj-benchmark-2024-draft/repeat-penalties')];
  if (fact !== 'retentionDays' || minDays === undefined || minDays === null) return [];
  return [minDays - 1, minDays];
}

const limitationYears: readonly ParameterId[] = [
  'penalty-law-2021/limitation-years',
  'penalty-law-2021/limitation-years-safety',
];

function days(
  fact: FactId,
  { facts, decisionDate }: Request,
  result: Result,
): readonly (CalendarDay | null)[] {
  const { deadline, limitation } = result;
  if (fact === 'filed') {
    if (deadline === undefined || deadline === null) return [];
    const late = addDays(deadline.due, 1);
    return [deadline.due, ...(late <= decisionDate ? [late] : []), null];
  }
  // Not filed while the period runs: the first day on which that is too late
  if (fact === 'asOf') {
    const running = facts.filed === null && deadline !== undefined && deadline !== null;
    return running && (facts.asOf ?? decisionDate) <= deadline.due ? [addDays(deadline.due, 1)] : [];
  }
  if (fact === 'discovered' && limitation.until !== null) {
    const late = addDays(limitation.until, 1);
    return [limitation.until, late].filter((day) => day <= decisionDate);
  }
  if (fact !== 'actEnded') return [];
  // The latest end of the act that is out of time, and the earliest that is in time
  const seen = facts.discovered ?? decisionDate;
  return limitationYears
    .map((id) => addYears(seen, -numberOn(id, decisionDate)))
    .flatMap((inTime) => [addDays(inTime, -1), inTime]);
}

/** Read for every violation: who is punished, exemptions, limitation, an earlier fine. */
const general: readonly FactId[] = [
  'actor',
  'age',
  'mentalState',
  'provenNoFault',
  'minor',
  'promptlyCorrected',
  'consequence',
  'firstTime',
  'consequenceMinor',
  'priorFineForSameAct',
  'continuing',
  'actEnded',
  'discovered',
  'lifeHealthOrFinancialSafety',
  'victimComplained',
  'policeWronglyRefused',
];
/** 从轻、减轻、从重: they move the direction inside a range and nothing else, so they are combined with each other only. */
const factors: readonly FactId[] = [
  'activelyRemovedOrReducedHarm',
  'forgivenByVictim',
  'coercedOrInduced',
  'merit',
  'voluntarySurrender',
  'truthful',
  'confessedUnknown',
  'priorSameKindPenaltiesWithin1Year',
  'retaliated',
  'instigatedOthers',
];
const isFactor: ReadonlySet<FactId> = new Set(factors);
const isGeneral: ReadonlySet<FactId> = new Set([...general, ...factors]);

/** The stated facts from which a concluded one may come. */
const statedBehind: Readonly<Partial<Record<ReadableFact, readonly FactId[]>>> = {
  refusedCorrection: ['rectification', 'refusesAfterOrder'],
  notCorrectedInTime: ['rectification', 'refusesAfterOrder'],
  placeIsD799Art7: ['place', 'isManagementUnit'],
  keyUnit: ['keyUnit', 'place'],
  requesterIsOrgan: ['requester'],
  requesterIsPoliceOrStateSecurity: ['requester'],
};

export interface FactsThatMatter {
  /** May change the disposition or the row; combined freely */
  readonly deciding: readonly FactId[];
  /** Change the direction only */
  readonly directing: readonly FactId[];
}

/** Facts that the rule can read: the general part for violations and what its tables name; all others for a check. */
export function factsThatMatter(rule: Rule | undefined): FactsThatMatter {
  if (rule === undefined) return { deciding: [], directing: [] };
  if (rule.kind !== 'violation') {
    const own = (Object.keys(factTable) as FactId[]).filter((fact) => !isGeneral.has(fact));
    return { deciding: ['actor', ...own], directing: [] };
  }
  const read = factsReadBy(rule, () => [...rule.elements, ...rule.rows].map(({ when }) => when));
  const named = read.flatMap(
    (fact) => statedBehind[fact] ?? (fact.startsWith('place') ? ['place' as const] : [fact as FactId]),
  );
  return {
    deciding: [...new Set([...general, ...named])].filter((fact) => !isFactor.has(fact)),
    directing: factors,
  };
}
