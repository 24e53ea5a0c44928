// SPDX-License-Identifier: Apache-2.0
/**
 * Which answer is lighter for the unit: maximum and minimum of the unit's fine, then the persons', then the
 * kinds (order < warning < fine < confiscation). Crossing vectors are not comparable: a person decides.
 */
import type { Fine, Response, Result } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';

type Lighter = Response['compare']['lighterForUnit'];
const decided = new Set(['penalise', 'order-only', 'no-penalty-optional']);

export function compareResults(results: readonly Result[]): Lighter {
  const comparable = results.filter(
    (result) => result.instrument !== null && decided.has(result.disposition),
  );
  const [first, ...rest] = comparable;
  if (first === undefined || rest.length === 0) return null;
  let lightest: Result = first;
  let same = true;
  for (const result of rest) {
    const order = compareTwo(lightest, result);
    if (order === null) return 'not-comparable';
    if (order !== 0) same = false;
    if (order > 0) lightest = result;
  }
  return same ? 'same' : (lightest.instrument as DecidableInstrumentId);
}

/** −1 a lighter, 1 b lighter, 0 same, null crossing. */
export function compareTwo(a: Result, b: Result): -1 | 0 | 1 | null {
  const unit = compareFines(unitFines(a), unitFines(b));
  if (unit !== 0) return unit;
  const persons = compareFines(personFines(a), personFines(b));
  if (persons !== 0) return persons;
  return sign(weight(a) - weight(b));
}

/** A fine on an unnamed addressee may fall on the unit. */
const unitFines = (result: Result): readonly Fine[] =>
  result.fines.filter((fine) => fine.target === 'unit' || fine.target === 'unspecified');
const personFines = (result: Result): readonly Fine[] =>
  result.fines.filter((fine) => fine.target !== 'unit' && fine.target !== 'unspecified');

function compareFines(a: readonly Fine[], b: readonly Fine[]): -1 | 0 | 1 | null {
  const max = sign(Math.max(0, ...a.map((fine) => fine.max)) - Math.max(0, ...b.map((fine) => fine.max)));
  const min = sign(lowest(a) - lowest(b));
  if (max === 0) return min;
  return min === 0 || min === max ? max : null;
}

const lowest = (fines: readonly Fine[]): number => Math.max(0, ...fines.map((fine) => fine.min ?? 0));

/** Confiscation outweighs a warning, a warning an order. */
const weight = (result: Result): number =>
  (result.confiscation.length > 0 ? 4 : 0) + (result.warning ? 2 : 0) + (result.orders.length > 0 ? 1 : 0);

const sign = (n: number): -1 | 0 | 1 => (n < 0 ? -1 : n > 0 ? 1 : 0);
