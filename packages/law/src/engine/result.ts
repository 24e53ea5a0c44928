// SPDX-License-Identifier: Apache-2.0
/** The answer under one instrument, from what a step found; everything not found has its empty value. */
import type { Disposition, Flag, Limitation, Result, TraceNode } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';

const limitationNotReached: Limitation = {
  barred: false,
  years: 2,
  from: null,
  until: null,
  why: '未进行到追究时效这一步',
};

export function answer(
  instrument: DecidableInstrumentId | null,
  disposition: Disposition,
  trace: readonly TraceNode[],
  found: Partial<Omit<Result, 'instrument' | 'disposition' | 'trace'>> = {},
): Result {
  return {
    instrument,
    disposition,
    row: null,
    codes: [],
    codesInferred: false,
    tier: null,
    step: null,
    orders: [],
    warning: false,
    fines: [],
    confiscation: [],
    referrals: [],
    articles: [],
    checklistItems: [],
    factors: [],
    baseFines: [],
    education: false,
    requires: [],
    reason: null,
    failed: [],
    questions: [],
    humanDecisions: [],
    limitation: limitationNotReached,
    flags: [],
    ...found,
    trace: { step: '认定', result: disposition, children: trace },
  };
}

/** One flag per code and subject. */
export function uniqueFlags(flags: readonly Flag[]): readonly Flag[] {
  if (flags.length < 2) return flags;
  const seen = new Set<string>();
  return flags.filter((flag) => {
    const key = `${flag.code}|${flag.about}|${flag.instrument ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
