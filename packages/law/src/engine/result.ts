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
  found: Found = {},
): Result {
  const whole = { step: '认定', result: disposition, children: trace };
  return Object.assign({ ...empty, instrument, disposition, trace: whole }, found);
}

type Found = Partial<Omit<Result, 'instrument' | 'disposition' | 'trace'>>;

const empty: Result = {
  instrument: null,
  disposition: 'need-facts',
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
  trace: { step: '认定', result: null },
};

/** One flag per code and subject. */
export function uniqueFlags(flags: readonly Flag[]): readonly Flag[] {
  if (flags.length < 2) return flags;
  return flags.filter((flag, index) => {
    for (let before = 0; before < index; before += 1) if (isSame(flags[before] as Flag, flag)) return false;
    return true;
  });
}

const isSame = (a: Flag, b: Flag): boolean =>
  a.code === b.code && a.about === b.about && a.instrument === b.instrument;
