// SPDX-License-Identifier: Apache-2.0
/** A printed fine with its statutory bounds and the direction of the factors. Never an amount. */
import type { Factor, Fine } from '../types/answer.ts';
import type { Person } from '../types/facts.ts';
import type { PrintedFine, Row, Target } from '../types/rules.ts';

export type Direction = Fine['direction'];

export function directionOf(factors: readonly Factor[]): Direction {
  const lower = factors.some((factor) => factor.effect !== 'heavier');
  const upper = factors.some((factor) => factor.effect === 'heavier');
  if (lower && upper) return 'both';
  if (lower) return 'lower';
  return upper ? 'upper' : 'none';
}

/**
 * @param reducible a 减轻 factor is established: the minimum no longer binds, a person decides how far below
 */
export function finesOf(
  row: Row,
  direction: Direction,
  reducible: boolean,
  persons: readonly Person[] | undefined,
): readonly Fine[] {
  return row.sanction.fines.map((fine) => {
    const bounds = row.statutory.find((candidate) => candidate.target === fine.target) ?? fine;
    const names = namesFor(fine.target, persons);
    return {
      target: fine.target,
      min: fine.min,
      max: fine.max,
      unit: 'CNY',
      each: fine.each,
      optional: fine.optional,
      statutory: { min: bounds.min, max: bounds.max },
      belowMinimumPossible: reducible && fine.min !== null,
      direction,
      ...(names === undefined ? {} : { persons: names }),
    };
  });
}

function namesFor(target: Target, persons: readonly Person[] | undefined): readonly string[] | undefined {
  if (persons === undefined) return undefined;
  const names = persons
    .filter((person) => target === 'responsiblePersons' || person.role === target)
    .map((person) => person.name)
    .filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names;
}

/** A range leaves an amount to be set. */
export const leavesAmount = (fine: PrintedFine): boolean => fine.min !== fine.max;
