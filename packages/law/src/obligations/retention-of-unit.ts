// SPDX-License-Identifier: Apache-2.0
import { type RetentionRequirement, retentionRequirement } from '../deadlines/retention.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { situationOf, type UnitFacts } from './conditions.ts';

/**
 * How long a unit must keep, from the facts that its duties are judged by. A place that nobody named is unknown.
 *
 * @param asOf the day the numbers are read on; the newest ones where none is given
 */
export function retentionOfUnit(facts: UnitFacts, asOf?: CalendarDay): RetentionRequirement {
  const { place } = situationOf(facts);
  const isNamed = facts.place !== undefined || facts.placeClass !== undefined;
  return retentionRequirement({ ...facts, place: isNamed ? place : undefined }, asOf);
}
