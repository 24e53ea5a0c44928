// SPDX-License-Identifier: Apache-2.0
/** Exactly one row, or the rows still possible and the facts that would decide. Hit policy: unique. */
import type { FactId } from '../types/facts.ts';
import type { Cond, Row } from '../types/rules.ts';
import { evaluate, questionsFor, type ReadableFacts, unknownFacts } from './evaluate.ts';
import type { ReadableFact } from './situation.ts';

export interface RowChoice {
  /** The row, when decided */
  readonly row: Row | null;
  readonly possible: readonly Row[];
  readonly rejected: readonly { readonly what: string; readonly because: string }[];
  readonly questions: readonly FactId[];
}

export function selectRow(rows: readonly Row[], facts: ReadableFacts): RowChoice {
  const met: Row[] = [];
  const open: Row[] = [];
  const rejected: { what: string; because: string }[] = [];
  for (const row of rows) {
    const holds = evaluate(row.when, facts);
    if (holds === true) met.push(row);
    else if (holds === 'unknown') open.push(row);
    else rejected.push({ what: row.key, because: whyNot(row, facts) });
  }
  const [only] = met;
  if (only !== undefined && met.length === 1 && open.length === 0) {
    return { row: only, possible: met, rejected, questions: [] };
  }
  const unknown = new Set<ReadableFact>();
  for (const row of open) unknownFacts(row.when, facts, unknown);
  return { row: null, possible: [...met, ...open], rejected, questions: questionsFor(unknown) };
}

/** Each circumstance of the row with the fact that speaks against it. */
function whyNot(row: Row, facts: ReadableFacts): string {
  const { circumstance, circumstances, when } = row;
  if (circumstances === undefined) return against(row, circumstance, contrary(when, facts));
  return circumstances.map((each) => against(each, each.printed, contrary(each.when, facts))).join('；');
}

const sentences = new WeakMap<object, Map<string, string>>();

/** Kept: whoever writes an answer out pays for joining its strings anew each time. */
function against(of: object, printed: string, fact: string): string {
  const known = sentences.get(of) ?? new Map<string, string>();
  const before = known.get(fact);
  if (before !== undefined) return before;
  const sentence = `不符合「${printed}」：${fact}`;
  if (known.size === 0) sentences.set(of, known);
  known.set(fact, sentence);
  return sentence;
}

const equations = new Map<ReadableFact, Map<unknown, string>>();

/** `fact=value` */
function equation(fact: ReadableFact, value: unknown): string {
  const known = equations.get(fact) ?? new Map<unknown, string>();
  const before = known.get(value);
  if (before !== undefined) return before;
  if (known.size > 200) known.clear();
  const text = `${fact}=${String(value)}`;
  equations.set(fact, known);
  known.set(value, text);
  return text;
}

/** The circumstances of a row that are met, as printed. */
export const metCircumstances = (
  { circumstance, circumstances }: Row,
  facts: ReadableFacts,
): readonly string[] =>
  circumstances === undefined
    ? [circumstance]
    : circumstances.filter(({ when }) => evaluate(when, facts) === true).map(({ printed }) => printed);

/** The fact that speaks against a row, as `fact=value`. */
function contrary(cond: Cond, facts: ReadableFacts): string {
  if ('fact' in cond) return equation(cond.fact, facts[cond.fact]);
  if ('not' in cond) return supporting(cond.not, facts);
  const parts = 'all' in cond ? cond.all : cond.any;
  const part = parts.find((candidate) => evaluate(candidate, facts) === false);
  return part === undefined ? '' : contrary(part, facts);
}

/** The fact that makes a condition true. */
function supporting(cond: Cond, facts: ReadableFacts): string {
  if ('fact' in cond) return equation(cond.fact, facts[cond.fact]);
  if ('not' in cond) return contrary(cond.not, facts);
  const parts = 'all' in cond ? cond.all : cond.any;
  const part = parts.find((candidate) => evaluate(candidate, facts) === true);
  return part === undefined ? '' : supporting(part, facts);
}
