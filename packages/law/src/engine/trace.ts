// SPDX-License-Identifier: Apache-2.0
/** Trace nodes: every leaf carries a provision with its quotation, or the facts that were read. */

import { articleOf } from '../corpus/articles.ts';
import type { TraceNode } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { FactValue } from '../types/facts.ts';
import type { ReadableFact, Situation } from './situation.ts';

export function factsOf(
  situation: Situation,
  ids: Iterable<ReadableFact>,
): Readonly<Record<string, FactValue | 'unknown'>> {
  const read: Record<string, FactValue | 'unknown'> = {};
  for (const id of ids) {
    const value = situation.facts[id];
    read[id] = value === undefined ? 'unknown' : value;
  }
  return read;
}

/** A step that rests on a provision: quotation and errata come with it. */
export function cited(
  step: string,
  provision: ProvisionId,
  result: unknown,
  more?: Partial<TraceNode>,
): TraceNode {
  const { quote, errata } = articleOf(provision);
  const node: TraceNode =
    errata.length === 0 ? { step, provision, quote, result } : { step, provision, quote, result, errata };
  return more === undefined ? node : Object.assign(node, more);
}
