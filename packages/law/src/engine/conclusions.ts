// SPDX-License-Identifier: Apache-2.0
/**
 * What the words of a place or of a requester say about the facts the rules read. The words are few and the cases
 * many, so each reading is kept; a person's word goes before it, which `situate` sees to.
 */
import {
  isOrgan,
  isPoliceOrStateSecurity,
  isRelatedPerson,
  type RequesterReading,
  readRequester,
} from '../facts/requester.ts';
import { classifyPlace, type PlaceClassification, settlePlace } from '../places/place.ts';
import type { Tri } from '../types/corpus.ts';
import type { FactId, Facts, FactValue } from '../types/facts.ts';
import type { DerivedFactId } from '../types/rules.ts';

export type ReadableFact = FactId | DerivedFactId;

export interface Conclusion {
  readonly fact: ReadableFact;
  readonly value: FactValue;
  readonly why: string;
  /** The words only suggest it: another finding of this fact could turn it */
  readonly from?: FactId;
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

export function placeOf({ place, placeClass }: Facts): PlaceClassification | null {
  if (place === undefined && placeClass === undefined) return null;
  return settlePlace(classified(place ?? ''), placeClass);
}

interface FoundAt {
  readonly found: readonly Conclusion[];
  /** Asked whatever a person said: no list says that a unit is none */
  readonly askedAlways: FactId | undefined;
}
const foundAtPlaces = new WeakMap<PlaceClassification, FoundAt>();

export function foundAt(place: PlaceClassification): FoundAt {
  const known = foundAtPlaces.get(place);
  if (known !== undefined) return known;
  const found = readPlace(place);
  foundAtPlaces.set(place, found);
  return found;
}

function readPlace(place: PlaceClassification): FoundAt {
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
  const found: Conclusion[] = [];
  const add = (fact: ReadableFact, value: Tri, certainty: PlaceClassification['certainty']): void => {
    if (value === 'unknown') return;
    const suggested = certainty === 'inferred' && value;
    found.push(suggested ? { fact, value, why, from: 'place' } : { fact, value, why });
  };
  add('placeIsNonPublic', among('nonPublic'), place.certainty);
  add('placeIsD799Art7', among('art7-1', 'art7-2'), place.certainty);
  add('placeIsD799Art7Government', among('art7-1'), place.certainty);
  // Art. 5(2) leaves the list open to designation: only a home is certainly not in it
  const art5 = beijing.art5Item !== null ? true : home ? false : 'unknown';
  add('placeIsBjArt5', art5, beijing.certainty);
  const area = recognised ? beijing.governmentArea : 'unknown';
  add('placeIsBjArt7', area, area === true ? place.certainty : 'listed');
  add('placeIsResidential', place.residential, 'listed');
  add('placeIsQhdPublicArea', recognised ? qinhuangdao.publicArea : 'unknown', place.certainty);
  const key = qinhuangdao.art9Item !== null ? true : home ? false : 'unknown';
  add('keyUnit', key, qinhuangdao.certainty);
  return { found, askedAlways: key === false ? 'keyUnit' : undefined };
}

const foundOfRequesters = new WeakMap<RequesterReading, readonly Conclusion[]>();
const none: readonly Conclusion[] = [];

/** Who asks for footage, by a person's word or by what was written. */
export function foundOf({ requester, requesterKind }: Facts): readonly Conclusion[] {
  if (requesterKind !== undefined) {
    return readingOf({ candidates: [requesterKind], why: '身份由人认定' });
  }
  if (requester === undefined) return none;
  const reading = readRequester(requester);
  const known = foundOfRequesters.get(reading);
  if (known !== undefined) return known;
  const found = readingOf(reading);
  foundOfRequesters.set(reading, found);
  return found;
}

function readingOf(reading: RequesterReading): readonly Conclusion[] {
  const { why } = reading;
  const facts: readonly (readonly [ReadableFact, Tri])[] = [
    ['requesterIsOrgan', isOrgan(reading)],
    ['requesterIsPoliceOrStateSecurity', isPoliceOrStateSecurity(reading)],
    ['requesterIsRelated', isRelatedPerson(reading)],
  ];
  return facts.flatMap(([fact, value]) => (value === 'unknown' ? [] : [{ fact, value, why }]));
}
