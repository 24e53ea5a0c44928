// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';

/** Who, where, and at whose request: an answer that rests on one of them says so by itself. */
export const whoAndWhere = ['actor', 'place', 'requester'] as const satisfies readonly FactId[];
export const isWhoOrWhere = (fact: FactId): boolean => (whoAndWhere as readonly FactId[]).includes(fact);

/** The questions an answer waits for or rests on, without the exceptions that nobody has examined. */
export const awaited = ({ questions, unexamined = [] }: Result): readonly FactId[] =>
  unexamined.length === 0 ? questions : questions.filter((fact) => !unexamined.includes(fact));

/** What the answer waits for or rests on, then what nobody has examined; each fact once. */
export function questionsOf(
  asked: readonly FactId[],
  open: readonly FactId[],
): Pick<Result, 'questions' | 'unexamined'> {
  // A handful of facts each: looking through a list costs less than building sets
  const questions: FactId[] = [];
  for (const fact of asked) if (!questions.includes(fact)) questions.push(fact);
  const unexamined: FactId[] = [];
  for (const fact of open) {
    if (questions.includes(fact)) continue;
    questions.push(fact);
    unexamined.push(fact);
  }
  return { questions, unexamined };
}
