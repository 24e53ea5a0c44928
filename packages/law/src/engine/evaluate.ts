// SPDX-License-Identifier: Apache-2.0
/** Conditions over facts in three values (Kleene): unknown never turns into false. */
import type { Tri } from '../types/corpus.ts';
import type { FactId, FactValue } from '../types/facts.ts';
import type { Cond } from '../types/rules.ts';
import type { ReadableFact } from './situation.ts';

export type ReadableFacts = Readonly<Partial<Record<ReadableFact, FactValue>>>;

export function evaluate(cond: Cond, facts: ReadableFacts): Tri {
  if ('fact' in cond) {
    const value = facts[cond.fact];
    if (value === undefined || value === null) return 'unknown';
    if ('in' in cond) return cond.in.includes(value as string | number | boolean);
    return typeof value === 'number' && value >= cond.atLeast;
  }
  if ('not' in cond) {
    const inner = evaluate(cond.not, facts);
    return inner === 'unknown' ? 'unknown' : !inner;
  }
  if ('all' in cond) {
    let result: Tri = true;
    for (const part of cond.all) {
      const value = evaluate(part, facts);
      if (value === false) return false;
      if (value === 'unknown') result = 'unknown';
    }
    return result;
  }
  let result: Tri = false;
  for (const part of cond.any) {
    const value = evaluate(part, facts);
    if (value === true) return true;
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

/** Facts that keep a condition unknown, in the order they are read. */
export function unknownFacts(cond: Cond, facts: ReadableFacts, into: Set<ReadableFact>): void {
  if (evaluate(cond, facts) !== 'unknown') return;
  if ('fact' in cond) into.add(cond.fact);
  else if ('not' in cond) unknownFacts(cond.not, facts, into);
  else for (const part of 'all' in cond ? cond.all : cond.any) unknownFacts(part, facts, into);
}

/** Every fact a condition reads. */
export function factsRead(cond: Cond, into: Set<ReadableFact>): void {
  if ('fact' in cond) into.add(cond.fact);
  else if ('not' in cond) factsRead(cond.not, into);
  else for (const part of 'all' in cond ? cond.all : cond.any) factsRead(part, into);
}

const readBy = new WeakMap<object, readonly ReadableFact[]>();

/** Every fact the conditions read, in order; remembered per table. */
export function factsReadBy(table: object, conds: () => Iterable<Cond>): readonly ReadableFact[] {
  const known = readBy.get(table);
  if (known !== undefined) return known;
  const read = new Set<ReadableFact>();
  for (const cond of conds()) factsRead(cond, read);
  const facts = [...read];
  readBy.set(table, facts);
  return facts;
}

/** What a person is asked for: a concluded fact is asked by the fact it comes from. */
const askedBy: Readonly<Partial<Record<ReadableFact, readonly FactId[]>>> = {
  refusedCorrection: ['refusesAfterOrder'],
  notCorrectedInTime: ['rectification'],
  keyUnit: ['keyUnit', 'place'],
  placeIsBjArt5: ['place'],
  placeIsBjArt7: ['place'],
  placeIsResidential: ['place'],
  placeIsQhdPublicArea: ['place'],
  placeIsD799Art7: ['place'],
  placeIsD799Art7Government: ['place'],
  placeIsNonPublic: ['place'],
  requesterIsOrgan: ['requester'],
  requesterIsPoliceOrStateSecurity: ['requester'],
  requesterIsRelated: ['requester'],
};

export function questionsFor(facts: Iterable<ReadableFact>): readonly FactId[] {
  const asked = new Set<FactId>();
  for (const fact of facts) for (const id of askedBy[fact] ?? [fact as FactId]) asked.add(id);
  return [...asked];
}
