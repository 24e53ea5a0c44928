// SPDX-License-Identifier: Apache-2.0
/**
 * The facts of one case as the rules read them: those stated, and those that follow from them (a 13-year-old is
 * an individual; who was not ordered cannot have refused). What does not follow stays unknown.
 */
import { jurisdictionCodes } from '../facts/fact-table.ts';
import type { PlaceClassification } from '../places/place.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';
import type { FactId, Facts, FactValue, Request } from '../types/facts.ts';
import { type Conclusion, foundAt, foundOf, placeOf, type ReadableFact } from './conclusions.ts';

export type { ReadableFact };

export interface Situation {
  readonly request: Request;
  readonly stated: Facts;
  /** Stated and concluded facts; absent = unknown */
  readonly facts: Readonly<Partial<Record<ReadableFact, FactValue>>>;
  /** Concluded facts with the sentence that says from what */
  readonly conclusions: readonly Conclusion[];
  readonly place: PlaceClassification | null;
  /** GB/T 2260 code; null = unknown */
  readonly jurisdictionCode: string | null;
  readonly pinned: boolean;
  /** The last day on which the act is known to have gone on */
  readonly actDate: CalendarDay;
  /** Whether the act may have gone on after `actDate`: it began or was seen, and nobody said that it ended */
  readonly actMayLast: boolean;
  readonly decisionDate: CalendarDay;
  /** Concluded facts that another finding could turn, with that fact: no fine without asking */
  readonly inferred: ReadonlyMap<ReadableFact, FactId>;
}

export function situate(request: Request): Situation {
  const { facts: stated } = request;
  const facts: Partial<Record<ReadableFact, FactValue>> = { ...stated };
  const conclusions: Conclusion[] = [];
  const take = (conclusion: Conclusion): boolean => {
    if (facts[conclusion.fact] !== undefined) return false;
    facts[conclusion.fact] = conclusion.value;
    conclusions.push(conclusion);
    return true;
  };
  const conclude = (fact: ReadableFact, value: Tri | string, why: string): void => {
    if (value !== 'unknown') take({ fact, value, why });
  };
  const ill = stated.mentalState !== undefined && stated.mentalState !== 'normal';
  if (stated.age !== undefined || ill) {
    conclude('actor', 'individual', '写明了年龄或者精神状态，当事人是个人');
  }
  if (stated.rectification === 'notOrdered') {
    conclude('refusesAfterOrder', false, '尚未责令改正，不可能拒不改正');
  }
  if (stated.conduct.startsWith('qhd-')) {
    conclude('jurisdiction', 'qinhuangdao', '行为是秦皇岛《办法》的条文所列');
  }
  conclude(
    'refusedCorrection',
    refusedCorrection(stated),
    '由 refusesAfterOrder、rectification 认定是否拒不改正',
  );
  conclude(
    'notCorrectedInTime',
    notCorrectedInTime(stated),
    '由 rectification、refusesAfterOrder 认定是否逾期不改正',
  );
  // A person's word goes before what the words of the place say
  if (stated.isManagementUnit === true) {
    conclude('placeIsD799Art7', true, '管理单位按条例第七条就是该条场所的建设、管理单位');
  }
  const place = placeOf(stated);
  const inferred = new Map<ReadableFact, FactId>();
  if (place !== null) {
    const { found, askedAlways } = foundAt(place);
    for (const one of found) if (take(one) && one.from !== undefined) inferred.set(one.fact, one.from);
    if (askedAlways !== undefined) inferred.set(askedAlways, askedAlways);
  }
  for (const one of foundOf(stated)) take(one);
  if (stated.actor === undefined && facts.actor !== undefined) inferred.set('actor', 'actor');
  if (stated.jurisdiction === undefined && facts.jurisdiction !== undefined) {
    inferred.set('jurisdiction', 'jurisdiction');
  }
  // Who is within the period may have refused outright, who is past it may have mended; and the other way round
  if (facts.refusedCorrection !== undefined && facts.refusesAfterOrder === undefined) {
    inferred.set('refusedCorrection', 'refusesAfterOrder');
  }
  if (stated.rectification === undefined && stated.refusesAfterOrder === true) {
    inferred.set('notCorrectedInTime', 'rectification');
  }
  const jurisdiction = facts.jurisdiction as string | undefined;
  return {
    request,
    stated,
    facts,
    conclusions,
    place,
    jurisdictionCode: jurisdiction === undefined ? null : (jurisdictionCodes[jurisdiction] ?? jurisdiction),
    pinned: request.instruments !== undefined,
    actDate: request.actDate ?? dayOfAct(stated, request.decisionDate),
    actMayLast:
      request.actDate === undefined &&
      (stated.actStarted ?? stated.discovered) !== undefined &&
      stated.actEnded === undefined &&
      stated.continuing === undefined,
    decisionDate: request.decisionDate,
    inferred,
  };
}

/** Where the request names no act date: the end, else the beginning of an act that is over, else discovery. */
function dayOfAct(facts: Facts, decisionDate: CalendarDay): CalendarDay {
  if (facts.actEnded !== undefined) return facts.actEnded;
  if (facts.continuing === true) return decisionDate;
  if (facts.actStarted !== undefined) return facts.actStarted;
  return facts.discovered ?? decisionDate;
}

/** 拒不改正: said outright, or the period set has passed without correction. */
function refusedCorrection(facts: Facts): Tri {
  if (facts.refusesAfterOrder !== undefined) return facts.refusesAfterOrder;
  switch (facts.rectification) {
    case 'overdue':
      return true;
    case 'notOrdered':
    case 'inPeriod':
    case 'qualified':
      return false;
    default:
      return 'unknown';
  }
}

/** 逾期不改正: the period has passed; a correction that failed re-inspection is none. */
function notCorrectedInTime(facts: Facts): Tri {
  switch (facts.rectification) {
    case 'overdue':
    case 'unqualified':
      return true;
    case 'notOrdered':
    case 'inPeriod':
    case 'qualified':
      return false;
    default:
      return facts.refusesAfterOrder === true ? true : 'unknown';
  }
}
