// SPDX-License-Identifier: Apache-2.0
/** What was said with a step, by the need it answers, for a paper. */
import type { PaperContext } from './rules.ts';

export const saidIn = ({
  said,
  transition,
}: PaperContext): readonly (readonly [label: string, text: string])[] =>
  transition.needs.flatMap(({ id, kind, because }) => {
    const fact = kind === 'fact' ? said[id] : undefined;
    if (fact === undefined) return [];
    const value =
      fact.value === true ? '是' : typeof fact.value === 'string' ? fact.value : JSON.stringify(fact.value);
    return [[because.zh, [value, fact.reason].filter(Boolean).join('　')] as const];
  });
