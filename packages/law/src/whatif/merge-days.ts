// SPDX-License-Identifier: Apache-2.0
/**
 * A day is tried on both sides of every threshold. Where neighbouring specimens lead to the same answer they are one
 * piece of advice: the day at the threshold, 「或者更早」 or 「或者更晚」.
 */
import { factTable } from '../facts/fact-table.ts';
import type { FactId, FactValue } from '../types/facts.ts';
import { outcomeKey } from './outcome.ts';
import type { Tried } from './search.ts';

/** Which way the days beside the one named lead to the same answer. */
export type DaySide = 'or-earlier' | 'or-later';

export interface MergedTry extends Tried {
  /** Of the one day in the set */
  readonly side?: DaySide;
  /** The other specimens of that day */
  readonly also?: readonly FactValue[];
}

const isDay = (fact: FactId, value: FactValue): value is string =>
  factTable[fact].value.kind === 'day' && typeof value === 'string';

/** @param specimens every value that was tried for a fact */
export function mergeDays(
  found: readonly Tried[],
  specimens: (fact: FactId) => readonly FactValue[],
): readonly MergedTry[] {
  const groups = Map.groupBy(found, ({ overlay, result }) =>
    [
      ...overlay.map(([fact, value]) => `${fact}=${isDay(fact, value) ? '' : value}`),
      outcomeKey(result),
    ].join('&'),
  );
  return [...groups.values()].flatMap((group) => merged(group, specimens));
}

function merged(
  group: readonly Tried[],
  specimens: (fact: FactId) => readonly FactValue[],
): readonly MergedTry[] {
  const [first] = group;
  const days = first?.overlay.filter(([fact, value]) => isDay(fact, value)) ?? [];
  const [day] = days;
  if (group.length < 2 || day === undefined || days.length > 1) return group;
  const [fact] = day;
  const all = specimens(fact)
    .filter((value) => typeof value === 'string')
    .sort();
  const dayOf = ({ overlay }: Tried): string => String(overlay.find(([id]) => id === fact)?.[1]);
  const ordered = group.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  const days1 = ordered.map(dayOf);
  const at = all.indexOf(days1[0] as string);
  const neighbours = days1.every((value, index) => all[at + index] === value);
  if (!neighbours || (at > 0 && at + days1.length < all.length)) return group;
  const side: DaySide = at === 0 ? 'or-earlier' : 'or-later';
  const kept = side === 'or-earlier' ? ordered.at(-1) : ordered[0];
  if (kept === undefined) return group;
  return [{ ...kept, side, also: days1.filter((value) => value !== dayOf(kept)) }];
}
