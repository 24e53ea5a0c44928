// SPDX-License-Identifier: Apache-2.0
/** What the steps of one decision share: the rule, the case, what has been found, and the grounds of the general part. */

import { articlesOf } from '../corpus/articles.ts';
import type { Violation } from '../forms/violation.ts';
import type { Article, Flag, Result, TraceNode } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { Situation } from './situation.ts';

export interface Course {
  readonly violation: Violation;
  readonly situation: Situation;
  readonly steps: TraceNode[];
  readonly base: Pick<Result, 'articles' | 'checklistItems'> & { readonly flags: Flag[] };
}

export const LIMITATION = [
  'penalty-law-2021/limitation',
  'police-procedure-2012/limitation',
  'bj-benchmark-2024-draft/limitation',
];
export const SECOND_FINE = ['penalty-law-2021/no-second-fine', 'bj-benchmark-2024-draft/no-second-fine'];

/** Grounds of the general part: the law's for everyone, the draft's only under the draft. */
export const grounds = ({ draft }: Violation, provisions: readonly ProvisionId[]): readonly Article[] =>
  articlesOf(provisions.filter((id) => draft || !id.startsWith('bj-benchmark')));
