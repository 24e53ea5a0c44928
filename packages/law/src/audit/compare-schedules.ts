// SPDX-License-Identifier: Apache-2.0
/**
 * `law compare A B`: every fact combination that `decide` answers differently under two schedules, in which direction,
 * and the same in substance: combinations that differ only in facts neither rule reads are one difference.
 */
import { factsReadBy } from '../engine/evaluate.ts';
import { selectRow } from '../engine/select-row.ts';
import { LawError } from '../errors.ts';
import type { Violation } from '../forms/violation.ts';
import { type Schedule, schedules } from '../instruments/bj-benchmark/schedules.ts';
import { conductWords, valueText } from '../text/words.ts';
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

/** Differences that come to the same: one conduct, the facts that are read, one pair of rows. */
export interface DifferenceInSubstance extends Omit<Difference, 'facts'> {
  readonly facts: Partial<Combination>;
  /** Combinations behind it */
  readonly combinations: number;
  /** One Chinese sentence. */
  readonly sentence: string;
}

export interface ScheduleComparison {
  readonly a: string;
  readonly b: string;
  readonly combinations: number;
  readonly different: number;
  readonly heavier: number;
  readonly lighter: number;
  readonly differences: readonly Difference[];
  readonly inSubstance: readonly DifferenceInSubstance[];
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
    inSubstance: inSubstance(differences, first, second),
  };
}

function getSchedule(id: string): Schedule {
  const schedule = schedules.find((each) => each.id === id);
  if (schedule === undefined) {
    throw new LawError('law/schedule-unknown', { id, known: schedules.map((each) => each.id).join('、') });
  }
  return schedule;
}

const ruleOf = (schedule: Schedule, { conduct }: Combination): Violation | null => {
  const rule = schedule.rules[conduct];
  return rule?.kind === 'violation' ? rule : null;
};

/** null where the clause does not name the one who acted: `decide` answers not-addressed. */
function rowOf(schedule: Schedule, facts: Combination): Row | null {
  const rule = ruleOf(schedule, facts);
  return rule?.addressees.includes(facts.actor) === true ? selectRow(rule.rows, facts).row : null;
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

function inSubstance(
  differences: readonly Difference[],
  first: Schedule,
  second: Schedule,
): readonly DifferenceInSubstance[] {
  const groups = new Map<string, DifferenceInSubstance>();
  for (const difference of differences) {
    const facts = read(difference.facts, first, second);
    const key = JSON.stringify(facts);
    const combinations = (groups.get(key)?.combinations ?? 0) + 1;
    groups.set(key, { ...difference, facts, combinations, sentence: sentenceOf(difference, facts) });
  }
  return [...groups.values()];
}

/** Conduct, actor, and what the rows of either schedule read. */
function read(facts: Combination, ...both: readonly Schedule[]): Partial<Combination> {
  const ids = both.flatMap((schedule) => {
    const rows = ruleOf(schedule, facts)?.rows ?? [];
    return factsReadBy(rows, () => rows.map((row) => row.when));
  });
  const kept = new Set<string>(['conduct', 'actor', ...ids]);
  return Object.fromEntries(Object.entries(facts).filter(([id]) => kept.has(id)));
}

const rangeWords = (range: Range): string =>
  range === null ? '不罚款' : `${range[0]}元以上${range[1]}元以下`;
const directionWords = { heavier: '变重', lighter: '变轻', different: '不同' } as const;

function sentenceOf({ a, b, direction }: Difference, facts: Partial<Combination>): string {
  const { conduct, actor, ...rest } = facts;
  const said = Object.values(rest).map((value) => (value === 'none' ? '没有造成危害后果' : valueText(value)));
  const act = conduct === undefined ? '' : conductWords[conduct];
  const who = actor === undefined ? '' : valueText(actor);
  return `${act}，${[who, ...said].join('，')}：对单位由${rangeWords(a.unit)}（${a.row}）到${rangeWords(b.unit)}（${b.row}），${directionWords[direction]}`;
}
