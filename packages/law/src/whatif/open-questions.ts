// SPDX-License-Identifier: Apache-2.0
/** A need for facts, played out: where each answer leads, and what stands whatever is answered. */
import { awaited } from '../engine/questions.ts';
import { targetWords } from '../text/words.ts';
import type { Result } from '../types/answer.ts';
import type { FactId, FactValue, Request } from '../types/facts.ts';
import type { Target } from '../types/rules.ts';
import { otherValues } from './fact-values.ts';
import { type Outcome, outcomeKey, outcomeOf } from './outcome.ts';
import type { Asked } from './search.ts';
import { findingText } from './steps.ts';

export interface OpenQuestion {
  readonly fact: FactId;
  readonly answers: readonly {
    readonly value: FactValue;
    readonly zh: string;
    readonly outcome: Outcome;
    /** Questions that remain after this answer */
    readonly questions: readonly FactId[];
  }[];
  /** No finite list of answers can be tried: a day or a text must be stated */
  readonly mustBeStated: boolean;
}

export interface OpenQuestions {
  readonly questions: readonly OpenQuestion[];
  /** Every outcome that some set of answers leads to, once each; complete only where `complete` */
  readonly outcomes: readonly Outcome[];
  /** Holds in every one of them, as Chinese sentences */
  readonly always: readonly string[];
  /** Every combination of answers was tried to its end */
  readonly complete: boolean;
}

/** Sets of answers followed at most; a question of five answers asked four times over is 625. */
const mostEnds = 600;

export function answersTo(base: Result, request: Request, ask: Asked): OpenQuestions {
  const questions = awaited(base).map((fact) => questionOf(fact, base, request, ask));
  const ends = endsOf(base, request, ask);
  const distinct = [...new Map(ends.results.map((result) => [outcomeKey(result), result])).values()];
  return {
    questions,
    outcomes: distinct.map(outcomeOf),
    always: ends.complete ? alwaysOf(distinct) : [],
    complete: ends.complete,
  };
}

function questionOf(fact: FactId, base: Result, request: Request, ask: Asked): OpenQuestion {
  const values = otherValues(fact, request, base);
  const answers = values.flatMap((value) => {
    const result = ask([[fact, value]]);
    if (result === undefined) return [];
    return [{ value, zh: findingText(fact, value), outcome: outcomeOf(result), questions: awaited(result) }];
  });
  return { fact, answers, mustBeStated: answers.length === 0 };
}

/** Follows every answer to every question, depth first, until nothing is asked that decides. */
function endsOf(
  base: Result,
  request: Request,
  ask: Asked,
): { results: readonly Result[]; complete: boolean } {
  const results: Result[] = [];
  let complete = true;
  const follow = (overlay: readonly (readonly [FactId, FactValue])[], result: Result): void => {
    if (results.length >= mostEnds) {
      complete = false;
      return;
    }
    if (result.disposition !== 'need-facts') {
      results.push(result);
      return;
    }
    const stated = new Set(overlay.map(([fact]) => fact));
    const next = awaited(result).find(
      (fact) => !stated.has(fact) && otherValues(fact, request, base).length > 0,
    );
    if (next === undefined) {
      complete = false;
      return;
    }
    for (const value of otherValues(next, request, base)) {
      const more = [...overlay, [next, value] as const];
      const answered = ask(more);
      if (answered !== undefined) follow(more, answered);
    }
  };
  follow([], base);
  return { results, complete };
}

function alwaysOf(results: readonly Result[]): readonly string[] {
  const [first] = results;
  if (first === undefined) return [];
  const lines: string[] = [];
  const shared = first.orders.filter((order) => results.every(({ orders }) => orders.includes(order)));
  if (shared.length > 0) lines.push(`都要：${shared.join('、')}`);
  if (results.every(({ warning }) => warning)) lines.push('都有警告');
  if (results.every(({ fines }) => fines.length === 0)) lines.push('都没有罚款');
  if (results.every(({ disposition }) => disposition !== 'penalise')) lines.push('都不予处罚');
  const targets = new Set(results.flatMap(({ fines }) => fines.map(({ target }) => target)));
  for (const target of targets) lines.push(ceilingText(target, results));
  return lines;
}

function ceilingText(target: Target, results: readonly Result[]): string {
  const fines = results.map((result) => result.fines.find((fine) => fine.target === target));
  const most = Math.max(...fines.map((fine) => fine?.max ?? 0));
  const least = Math.min(...fines.map((fine) => fine?.min ?? 0));
  const floor = fines.every((fine) => fine !== undefined) && least > 0 ? `，不低于 ${least} 元` : '';
  return `对${targetWords[target]}的罚款不超过 ${most} 元${floor}`;
}
