// SPDX-License-Identifier: Apache-2.0
/** `law compare A B`: every fact combination whose outcome differs between two schedules, and in which direction. */
import { selectRow } from '../engine/select-row.ts';
import { LawError } from '../errors.ts';
import { type Schedule, schedules } from '../instruments/bj-benchmark/schedules.ts';
import type { Row } from '../types/rules.ts';
import { type Combination, combinations } from './enumerate.ts';

export interface Difference {
  readonly facts: Combination;
  readonly a: { readonly row: string; readonly unit: Range };
  readonly b: { readonly row: string; readonly unit: Range };
  /** B against A */
  readonly direction: 'heavier' | 'lighter' | 'different';
}
type Range = readonly [min: number, max: number] | null;

export interface ScheduleComparison {
  readonly a: string;
  readonly b: string;
  readonly combinations: number;
  readonly different: number;
  readonly heavier: number;
  readonly lighter: number;
  readonly differences: readonly Difference[];
}

/** @throws LawError `law/schedule-unknown` */
export function compareSchedules(a: string, b: string): ScheduleComparison {
  const [first, second] = [getSchedule(a), getSchedule(b)];
  const differences: Difference[] = [];
  for (const facts of combinations) {
    const [one, two] = [rowOf(first, facts), rowOf(second, facts)];
    if (one === null || two === null || outcome(one) === outcome(two)) continue;
    const [unitA, unitB] = [unitRange(one), unitRange(two)];
    differences.push({
      facts,
      a: { row: one.key, unit: unitA },
      b: { row: two.key, unit: unitB },
      direction: directionOf(unitA, unitB),
    });
  }
  const count = (direction: Difference['direction']): number =>
    differences.filter((difference) => difference.direction === direction).length;
  return {
    a,
    b,
    combinations: combinations.length,
    different: differences.length,
    heavier: count('heavier'),
    lighter: count('lighter'),
    differences,
  };
}

function getSchedule(id: string): Schedule {
  const schedule = schedules.find((each) => each.id === id);
  if (schedule === undefined) {
    throw new LawError('law/schedule-unknown', { id, known: schedules.map((each) => each.id).join('、') });
  }
  return schedule;
}

function rowOf(schedule: Schedule, facts: Combination): Row | null {
  const rule = schedule.rules[facts.conduct];
  return rule?.kind === 'violation' ? selectRow(rule.rows, facts).row : null;
}

const outcome = (row: Row): string => JSON.stringify(row.sanction);
const unitRange = (row: Row): Range => {
  const fine = row.sanction.fines.find((each) => each.target === 'unit');
  return fine === undefined ? null : [fine.min ?? 0, fine.max];
};

function directionOf(a: Range, b: Range): Difference['direction'] {
  const [[minA, maxA], [minB, maxB]] = [a ?? [0, 0], b ?? [0, 0]];
  if (maxB >= maxA && minB >= minA && (maxB > maxA || minB > minA)) return 'heavier';
  if (maxB <= maxA && minB <= minA && (maxB < maxA || minB < minA)) return 'lighter';
  return 'different';
}
