// SPDX-License-Identifier: Apache-2.0
/**
 * The facts of one case as the rules read them: those stated, and those that follow from them (a 13-year-old is
 * an individual; who was not ordered cannot have refused). What does not follow stays unknown.
 */
import { jurisdictionCodes } from '../facts/fact-table.ts';
import {
  isOrgan,
  isPoliceOrStateSecurity,
  isRelatedPerson,
  type RequesterReading,
  readRequester,
} from '../facts/requester.ts';
import { classifyPlace, type PlaceClassification, placeClassNames } from '../obligations/place.ts';
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
  /** The last day on which the act is known to have gone on */
  readonly actDate: CalendarDay;
  /** Whether the act may have gone on after `actDate`: it began or was seen, and nobody said that it ended */
  readonly actMayLast: boolean;
  readonly decisionDate: CalendarDay;
  /** Concluded facts that another finding could turn, with that fact: no fine without asking */
  readonly inferred: ReadonlyMap<ReadableFact, FactId>;
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
  const conclude = (fact: ReadableFact, value: Tri | string | undefined, why: string): boolean => {
    if (value === undefined || value === 'unknown' || facts[fact] !== undefined) return false;
    facts[fact] = value;
    conclusions.push({ fact, value, why });
    return true;
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
  if (place !== null) concludePlace(place, conclude, inferred);
  const requester = requesterOf(stated);
  if (requester !== null) {
    conclude('requesterIsOrgan', isOrgan(requester), requester.why);
    conclude('requesterIsPoliceOrStateSecurity', isPoliceOrStateSecurity(requester), requester.why);
    conclude('requesterIsRelated', isRelatedPerson(requester), requester.why);
  }
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

function placeOf({ place, placeClass }: Facts): PlaceClassification | null {
  if (place === undefined && placeClass === undefined) return null;
  const read = classified(place ?? '');
  return placeClass === undefined
    ? read
    : {
        ...read,
        placeClass,
        candidates: [placeClass],
        certainty: 'listed',
        why: `由人认定为${placeClassNames[placeClass]}`,
      };
}

function requesterOf({ requester, requesterKind }: Facts): RequesterReading | null {
  if (requesterKind !== undefined) return { candidates: [requesterKind], why: '身份由人认定' };
  return requester === undefined ? null : readRequester(requester);
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

/** @returns whether the fact was open until now */
type Conclude = (fact: ReadableFact, value: Tri | undefined, why: string) => boolean;

function concludePlace(
  place: PlaceClassification,
  conclude: Conclude,
  inferred: Map<ReadableFact, FactId>,
): void {
  const { beijing, qinhuangdao, candidates, why } = place;
  const recognised = place.matches.length > 0;
  const decided = recognised || place.certainty === 'listed';
  const home = place.placeClass === 'nonPublic';
  const among = (...classes: readonly string[]): Tri => {
    if (!decided) return 'unknown';
    const inside = candidates.filter((candidate) => classes.includes(candidate)).length;
    if (inside === candidates.length) return true;
    return inside === 0 ? false : 'unknown';
  };
  const found = (fact: ReadableFact, value: Tri, certainty: PlaceClassification['certainty']): void => {
    if (conclude(fact, value, why) && certainty === 'inferred' && value === true) {
      inferred.set(fact, 'place');
    }
  };
  found('placeIsNonPublic', among('nonPublic'), place.certainty);
  found('placeIsD799Art7', among('art7-1', 'art7-2'), place.certainty);
  found('placeIsD799Art7Government', among('art7-1'), place.certainty);
  // Art. 5(2) leaves the list open to designation: only a home is certainly not in it
  const art5 = beijing.art5Item !== null ? true : home ? false : 'unknown';
  found('placeIsBjArt5', art5, beijing.certainty);
  const area = recognised ? beijing.governmentArea : 'unknown';
  found('placeIsBjArt7', area, area === true ? place.certainty : 'listed');
  conclude('placeIsResidential', place.residential, why);
  found('placeIsQhdPublicArea', recognised ? qinhuangdao.publicArea : 'unknown', place.certainty);
  const key = qinhuangdao.art9Item !== null ? true : home ? false : 'unknown';
  found('keyUnit', key, qinhuangdao.certainty);
  if (key === false) inferred.set('keyUnit', 'keyUnit');
}
