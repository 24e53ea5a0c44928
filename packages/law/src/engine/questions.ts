// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';

/** What the answer waits for or rests on, then what nobody has examined; each fact once. */
export function questionsOf(
  asked: readonly FactId[],
  open: readonly FactId[],
): Pick<Result, 'questions' | 'unexamined'> {
  const first = new Set(asked);
  const unexamined = [...new Set(open)].filter((fact) => !first.has(fact));
  return { questions: [...first, ...unexamined], unexamined };
}
