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

export const isReducible = (factors: readonly Factor[]): boolean =>
  factors.some((factor) => factor.effect !== 'heavier');

/**
 * The fines of a row. Factors of the party move every fine; those of a responsible person only the fines they are
 * named in. With a 减轻 factor the minimum no longer binds: a person decides how far below.
 *
 * @param exempt names of responsible persons who are not fined (under age, incapable)
 */
export function finesOf(
  row: Row,
  factors: readonly Factor[],
  persons: readonly Person[] | undefined,
  exempt: readonly string[],
): readonly Fine[] {
  return row.sanction.fines.flatMap((fine): readonly Fine[] => {
    const bounds = row.statutory.find((candidate) => candidate.target === fine.target) ?? fine;
    const named = namesFor(fine.target, persons);
    const names = named?.filter((name) => !exempt.includes(name));
    if (names?.length === 0) return [];
    const bearing = factors.filter((factor) => factor.persons?.some((name) => names?.includes(name)) ?? true);
    const imposed: Fine = {
      target: fine.target,
      min: fine.min,
      max: fine.max,
      unit: 'CNY',
      each: fine.each,
      optional: fine.optional,
      statutory: { min: bounds.min, max: bounds.max },
      belowMinimumPossible: isReducible(bearing) && fine.min !== null,
      direction: directionOf(bearing),
      ...(names === undefined ? {} : { persons: names }),
    };
    return [imposed];
  });
}

/** A person without a name is told by the place in the list. */
export const nameOf = ({ name }: Person, index: number): string => name ?? `第${index + 1}人`;

function namesFor(target: Target, persons: readonly Person[] | undefined): readonly string[] | undefined {
  if (persons === undefined) return undefined;
  const names = persons.flatMap((person, index) =>
    target === 'responsiblePersons' || person.role === target ? [nameOf(person, index)] : [],
  );
  return names.length === 0 ? undefined : names;
}

/** A range leaves an amount to be set. */
export const leavesAmount = (fine: PrintedFine): boolean => fine.min !== fine.max;
