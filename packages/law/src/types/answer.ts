// SPDX-License-Identifier: Apache-2.0
/** Answers as values. Wire names follow the decide contract. */
import type { CalendarDay, DecidableInstrumentId, ErratumId, InstrumentId, ProvisionId } from './corpus.ts';
import type { FactId, FactValue } from './facts.ts';
import type { PrintedFine, Tier } from './rules.ts';

export type Disposition =
  | 'penalise'
  | 'order-only'
  | 'no-penalty-mandatory'
  | 'no-penalty-optional'
  | 'barred-by-limitation'
  | 'not-a-violation'
  | 'not-addressed'
  | 'no-sanction-printed'
  | 'need-facts'
  | 'compliant'
  | 'check-failed'
  | 'late-filing'
  | 'access-compliant'
  | 'access-not-compliant'
  | 'access-permitted-emergency'
  | 'request-permitted'
  | 'request-excluded';

export type FactorEffect = 'lenient-or-reduced' | 'lenient-reduced-or-exempt' | 'heavier';

/** 从轻、减轻、从重情节 that is established. Listed, never netted. */
export interface Factor {
  readonly id: string;
  readonly effect: FactorEffect;
  readonly force: 'must' | 'may';
  readonly sources: readonly ProvisionId[];
  /** Names of the responsible persons it belongs to; absent: the party itself */
  readonly persons?: readonly string[];
}

export interface Fine extends PrintedFine {
  readonly unit: 'CNY';
  readonly statutory: { readonly min: number | null; readonly max: number };
  readonly belowMinimumPossible: boolean;
  readonly direction: 'none' | 'lower' | 'upper' | 'both';
  /** Names given in `facts.persons` for this target */
  readonly persons?: readonly string[];
}

export interface Article {
  readonly provision: ProvisionId;
  /** Locator in our source; null where it does not print the article */
  readonly printed: string | null;
  readonly published: string | null;
  readonly quote: string;
  readonly errata: readonly ErratumId[];
}

export type FlagCode =
  | 'erratum'
  | 'target-not-printed'
  | 'no-penalty-clause'
  | 'double-counting-risk'
  | 'element-missing'
  | 'higher-law-differs'
  | 'source-differs'
  | 'draft'
  | 'legal-review';

export interface Flag {
  readonly code: FlagCode;
  readonly about: string;
  readonly instrument?: DecidableInstrumentId;
}

export interface Limitation {
  readonly barred: boolean;
  readonly years: number;
  readonly from: CalendarDay | null;
  /** Last day on which discovery is still in time */
  readonly until: CalendarDay | null;
  readonly why: string;
}

/** One step of the reasoning. Every leaf has a provision or facts. */
export interface TraceNode {
  readonly step: string;
  readonly provision?: ProvisionId;
  readonly quote?: string;
  readonly facts?: Readonly<Record<string, FactValue | 'unknown'>>;
  readonly result: unknown;
  readonly because?: string;
  readonly rejected?: readonly { readonly what: string; readonly because: string }[];
  readonly errata?: readonly ErratumId[];
  readonly children?: readonly TraceNode[];
}

/** The answer under one instrument. */
export interface Result {
  /** null only where no instrument could be picked yet */
  readonly instrument: DecidableInstrumentId | null;
  readonly disposition: Disposition;
  readonly row: string | null;
  readonly codes: readonly string[];
  readonly codesInferred: boolean;
  readonly tier: Tier | null;
  readonly step: number | null;
  readonly orders: readonly string[];
  readonly warning: boolean;
  readonly fines: readonly Fine[];
  readonly confiscation: readonly string[];
  readonly referrals: readonly string[];
  readonly articles: readonly Article[];
  readonly checklistItems: readonly number[];
  readonly factors: readonly Factor[];
  readonly baseFines: readonly Fine[];
  readonly education: boolean;
  readonly requires: readonly string[];
  readonly reason: string | null;
  readonly failed: readonly FactId[];
  /** Every unknown fact that may change this answer; what it waits for comes first */
  readonly questions: readonly FactId[];
  /** Those of `questions` it does not wait for: exceptions and factors nobody has examined, taken as not raised */
  readonly unexamined?: readonly FactId[];
  readonly possibleRows?: readonly string[];
  readonly humanDecisions: readonly string[];
  readonly limitation: Limitation;
  readonly minDays?: number | null;
  /** filing-check: the clock that decided */
  readonly deadline?: FilingClock | null;
  readonly flags: readonly Flag[];
  readonly trace: TraceNode;
}

export interface FilingClock {
  readonly provision: ProvisionId;
  readonly from: CalendarDay;
  readonly days: number;
  readonly due: CalendarDay;
  /** Before the roll over days off; equals `due` if nothing rolled */
  readonly unrolled: CalendarDay;
  /** The calendar does not hold the days off of a year it ran through: `due` may move; says which year, in Chinese */
  readonly provisional?: string;
}

export interface Conflict {
  readonly between: readonly [DecidableInstrumentId, DecidableInstrumentId];
  readonly about: string;
  readonly relation: 'higher-rank' | 'law-in-time' | 'stricter-duty';
  readonly default: DecidableInstrumentId;
  readonly resolution: 'human';
  readonly why: string;
  readonly provisions: readonly ProvisionId[];
}

export interface Clock {
  readonly id: string;
  readonly provision: ProvisionId;
  readonly days: number;
  readonly unit: 'day' | 'workday';
  readonly what: string;
}

export interface Procedure {
  readonly kind: 'simple' | 'ordinary' | 'none';
  readonly hearing: 'offer' | 'not-required';
  readonly legalReview: boolean;
  readonly clocks: readonly Clock[];
  readonly why: readonly string[];
  /** What is added for each day of late payment; absent where nothing is to be paid */
  readonly surcharge?: { readonly percentPerDay: number; readonly provision: ProvisionId };
}

export interface Selection {
  readonly instrument: InstrumentId;
  readonly picked: boolean;
  readonly because: string;
}

export interface Response {
  readonly simulation: boolean;
  readonly results: readonly Result[];
  readonly compare: { readonly lighterForUnit: DecidableInstrumentId | 'same' | 'not-comparable' | null };
  readonly conflicts: readonly Conflict[];
  readonly flags: readonly Flag[];
  readonly procedure: Procedure;
  /** Facts nobody stated that decide which instruments apply */
  readonly questions: readonly FactId[];
  readonly selection: readonly Selection[];
  readonly receipt: Receipt;
}

/** Enough to reproduce the answer years later: same engine, same data, same request, same bytes. */
export interface Receipt {
  readonly engine: string;
  /** `sha256:` of the canonical JSON of the whole corpus and rule tables */
  readonly data: string;
  /** The decision day the answer was computed for, or the instant the edge passed in */
  readonly at: string;
}
