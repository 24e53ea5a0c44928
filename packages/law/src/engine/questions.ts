// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';

/** The questions an answer waits for or rests on, without the exceptions that nobody has examined. */
export const awaited = ({ questions, unexamined = [] }: Result): readonly FactId[] =>
  unexamined.length === 0 ? questions : questions.filter((fact) => !unexamined.includes(fact));

/** What the answer waits for or rests on, then what nobody has examined; each fact once. */
export function questionsOf(
  asked: readonly FactId[],
  open: readonly FactId[],
): Pick<Result, 'questions' | 'unexamined'> {
  const first = new Set(asked);
  const unexamined = [...new Set(open)].filter((fact) => !first.has(fact));
  return { questions: [...first, ...unexamined], unexamined };
}
