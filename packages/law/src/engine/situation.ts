// SPDX-License-Identifier: Apache-2.0
/**
 * The facts of one case as the rules read them: those stated, and those that follow from them (a 13-year-old is
 * an individual; who was not ordered cannot have refused). What does not follow stays unknown.
 */
import { jurisdictionCodes } from '../facts/fact-table.ts';
import { isOrgan, isPoliceOrStateSecurity } from '../facts/requester.ts';
import { classifyPlace, type PlaceClassification } from '../obligations/place.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';
import type { FactId, Facts, FactValue, Request } from '../types/facts.ts';
import type { DerivedFactId } from '../types/rules.ts';

export type ReadableFact = FactId | DerivedFactId;

export interface Situation {
  readonly request: Request;
  readonly stated: Facts;
  /** Stated and concluded facts; absent = unknown */
  readonly facts: Readonly<Partial<Record<ReadableFact, FactValue>>>;
  /** Concluded facts with the sentence that says from what */
  readonly conclusions: readonly {
    readonly fact: ReadableFact;
    readonly value: FactValue;
    readonly why: string;
  }[];
  readonly place: PlaceClassification | null;
  /** GB/T 2260 code; null = unknown */
  readonly jurisdictionCode: string | null;
  readonly pinned: boolean;
  readonly actDate: CalendarDay;
  readonly decisionDate: CalendarDay;
}

const placesSeen = new Map<string, PlaceClassification>();
/** The classifier is a pure function of the text; the last few thousand answers are kept. */
function classified(text: string): PlaceClassification {
  const seen = placesSeen.get(text);
  if (seen !== undefined) return seen;
  if (placesSeen.size > 4_000) placesSeen.clear();
  const answer = classifyPlace(text);
  placesSeen.set(text, answer);
  return answer;
}

export function situate(request: Request): Situation {
  const { facts: stated } = request;
  const facts: Partial<Record<ReadableFact, FactValue>> = { ...stated };
  const conclusions: { fact: ReadableFact; value: FactValue; why: string }[] = [];
  const conclude = (fact: ReadableFact, value: Tri | string | undefined, why: string): void => {
    if (value === undefined || value === 'unknown' || facts[fact] !== undefined) return;
    facts[fact] = value;
    conclusions.push({ fact, value, why });
  };

  if (stated.age !== undefined || stated.mentalState !== undefined) {
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
  const place = stated.place === undefined ? null : classified(stated.place);
  if (place !== null) concludePlace(place, conclude);
  if (stated.isManagementUnit === true) {
    conclude('placeIsD799Art7', true, '管理单位按条例第七条就是该条场所的建设、管理单位');
  }
  if (stated.requester !== undefined) {
    conclude('requesterIsOrgan', isOrgan(stated.requester), `由「${stated.requester}」认定`);
    conclude(
      'requesterIsPoliceOrStateSecurity',
      isPoliceOrStateSecurity(stated.requester),
      `由「${stated.requester}」认定`,
    );
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
    decisionDate: request.decisionDate,
  };
}

/** Where the request names no act date: the end, else the beginning of an act that is over, else discovery. */
function dayOfAct(facts: Facts, decisionDate: CalendarDay): CalendarDay {
  if (facts.actEnded !== undefined) return facts.actEnded;
  if (facts.actStarted !== undefined && facts.continuing !== true) return facts.actStarted;
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

type Conclude = (fact: ReadableFact, value: Tri | undefined, why: string) => void;

function concludePlace(place: PlaceClassification, conclude: Conclude): void {
  const { beijing, qinhuangdao, candidates, why } = place;
  const recognised = place.matches.length > 0;
  const home = place.placeClass === 'nonPublic';
  const among = (...classes: readonly string[]): Tri => {
    if (!recognised) return 'unknown';
    const inside = candidates.filter((candidate) => classes.includes(candidate)).length;
    if (inside === candidates.length) return true;
    return inside === 0 ? false : 'unknown';
  };
  conclude('placeIsNonPublic', among('nonPublic'), why);
  conclude('placeIsD799Art7', among('art7-1', 'art7-2'), why);
  conclude('placeIsD799Art7Government', among('art7-1'), why);
  // Art. 5(2) leaves the list open to designation: only a home is certainly not in it
  conclude('placeIsBjArt5', beijing.art5Item !== null ? true : home ? false : 'unknown', why);
  conclude('placeIsBjArt7', recognised ? beijing.governmentArea : 'unknown', why);
  conclude('placeIsResidential', place.residential, why);
  conclude('placeIsQhdPublicArea', recognised ? qinhuangdao.publicArea : 'unknown', why);
  conclude('keyUnit', qinhuangdao.art9Item !== null ? true : home ? false : 'unknown', why);
}
