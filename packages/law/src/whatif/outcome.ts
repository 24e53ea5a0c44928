// SPDX-License-Identifier: Apache-2.0
/** What of an answer counts as the answer: what is found, ordered, fined and taken; not how it was reasoned. */
import { articleOf } from '../corpus/articles.ts';
import { fineText, leanText } from '../text/fine-text.ts';
import { dispositionWords, reasonText } from '../text/words.ts';
import type { Article, Disposition, Fine, Result, TraceNode } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';

export interface Outcome {
  readonly disposition: Disposition;
  readonly reason: string | null;
  readonly row: string | null;
  readonly orders: readonly string[];
  readonly warning: boolean;
  readonly fines: readonly Fine[];
  readonly confiscation: readonly string[];
  /** The outcome as one Chinese sentence */
  readonly zh: string;
}

export function outcomeOf(result: Result): Outcome {
  const { disposition, reason, row, orders, warning, fines, confiscation } = result;
  return { disposition, reason, row, orders, warning, fines, confiscation, zh: outcomeText(result) };
}

/** Equal keys are the same answer. */
export const outcomeKey = (result: Result): string =>
  JSON.stringify([
    result.disposition,
    result.row,
    result.orders,
    result.warning,
    result.confiscation,
    result.fines.map((fine) => [fine.target, fine.min, fine.max, fine.direction, fine.belowMinimumPossible]),
  ]);

function outcomeText(result: Result): string {
  const parts = [
    `${dispositionWords[result.disposition]}${result.reason === null ? '' : `（${reasonText(result.reason)}）`}`,
    ...result.orders.map((order) => (order.startsWith('责令') ? order : `责令${order}`)),
    ...(result.warning ? ['警告'] : []),
    ...result.fines.map((fine) => `${fineText(fine)}${leanText(fine)}`),
    ...result.confiscation.map((what) => (what.startsWith('没收') ? what : `没收${what}`)),
  ];
  return parts.join('，');
}

/** From the heaviest to the lightest; a need for facts has no place in it. */
const weights: Readonly<Record<Disposition, number>> = {
  penalise: 6,
  'check-failed': 6,
  'late-filing': 6,
  'access-not-compliant': 6,
  'request-excluded': 6,
  'no-penalty-optional': 5,
  'order-only': 4,
  'no-sanction-printed': 3,
  'no-penalty-mandatory': 3,
  'need-facts': 3,
  'barred-by-limitation': 2,
  'not-a-violation': 1,
  'not-addressed': 1,
  // Nothing is owed either way
  compliant: 1,
  'access-compliant': 0,
  'access-permitted-emergency': 0,
  'request-permitted': 0,
};

/** Which way a change goes for the person concerned; `other` where the two cannot be set in order. */
export function directionOf(from: Result, to: Result): 'better' | 'worse' | 'other' {
  const step = weights[to.disposition] - weights[from.disposition];
  if (step !== 0) return step < 0 ? 'better' : 'worse';
  const ceiling = ({ fines }: Result): number => fines.reduce((sum, fine) => sum + fine.max, 0);
  const lean = ({ fines }: Result): number =>
    fines.reduce(
      (sum, { direction }) => sum + (direction === 'upper' ? 1 : direction === 'lower' ? -1 : 0),
      0,
    );
  const more = ceiling(to) - ceiling(from) || lean(to) - lean(from);
  return more === 0 ? 'other' : more < 0 ? 'better' : 'worse';
}

/** Provisions of the steps that read one of the facts and came out otherwise. */
export function groundsOf(from: Result, to: Result, facts: readonly FactId[]): readonly Article[] {
  const before = new Set(
    [...steps(from.trace)].map((node) => `${node.step}|${node.provision}|${JSON.stringify(node.result)}`),
  );
  const known = new Set(from.factors.map(({ id }) => id));
  const found = new Set<string>(
    to.factors.filter(({ id }) => !known.has(id)).flatMap(({ sources }) => sources),
  );
  for (const node of steps(to.trace)) {
    if (node.provision === undefined || node.facts === undefined) continue;
    if (!facts.some((fact) => node.facts !== undefined && fact in node.facts)) continue;
    if (before.has(`${node.step}|${node.provision}|${JSON.stringify(node.result)}`)) continue;
    found.add(node.provision);
  }
  const own = found.size > 0 ? [...found] : to.articles.slice(0, 1).map(({ provision }) => provision);
  return own.map((id) => articleOf(id));
}

function* steps(node: TraceNode): Iterable<TraceNode> {
  yield node;
  for (const child of node.children ?? []) yield* steps(child);
}
