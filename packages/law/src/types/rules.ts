// SPDX-License-Identifier: Apache-2.0
/** Rules as tables: conditions over facts, and what follows. */
import type { ErratumId } from './corpus.ts';
import type { FactId } from './facts.ts';

/** A condition over facts, evaluated three-valued (Kleene). */
export type Cond =
  | { readonly all: readonly Cond[] }
  | { readonly any: readonly Cond[] }
  | { readonly not: Cond }
  | { readonly fact: FactId | DerivedFactId; readonly in: readonly (string | number | boolean)[] }
  | { readonly fact: FactId | DerivedFactId; readonly atLeast: number };

/** Facts concluded from others before any rule is read; the trace shows from which. */
export type DerivedFactId =
  /** 拒不改正, from `refusesAfterOrder` and `rectification` */
  | 'refusedCorrection'
  /** 逾期不改正, from `rectification` and `refusesAfterOrder` */
  | 'notCorrectedInTime'
  /** What the place is under the instrument at hand, from `place` */
  | 'placeIsBjArt5'
  | 'placeIsBjArt7'
  | 'placeIsResidential'
  | 'placeIsQhdPublicArea'
  | 'placeIsD799Art7'
  | 'placeIsD799Art7Government'
  | 'placeIsNonPublic'
  /** Requester is an organ with power to investigate or dispose, from `requester` */
  | 'requesterIsOrgan'
  | 'requesterIsPoliceOrStateSecurity'
  /** 本人、近亲属或者负有监护、看护、代管责任的人, from `requester` */
  | 'requesterIsRelated';

export type Target =
  | 'unit'
  | 'principal'
  | 'directlyResponsible'
  | 'individual'
  | 'manager'
  | 'responsiblePersons'
  | 'unspecified';

/** A fine as a row or article prints it: closed interval in yuan. */
export interface PrintedFine {
  readonly target: Target;
  /** null = no lower bound printed */
  readonly min: number | null;
  readonly max: number;
  /** true where 分别 is printed, null where persons are fined and it is not */
  readonly each: boolean | null;
  /** true where 可以／可 governs, null where the text is unclear */
  readonly optional: boolean | null;
}

/** What follows from one circumstance. */
export interface Sanction {
  readonly orders: readonly string[];
  readonly warning: boolean;
  readonly fines: readonly PrintedFine[];
  readonly confiscation: readonly string[];
  readonly requires: readonly string[];
}

export type Tier = 'A' | 'B' | 'C';

/** One of the circumstances of a row, as printed. */
export interface Circumstance {
  readonly printed: string;
  readonly when: Cond;
}

/** One row: a circumstance and what follows. Schedules print their key; for bare articles it is ours. */
export interface Row {
  /** Printed key of a schedule row (a range where the source prints one), or `<provision>#<stage>` */
  readonly key: string;
  readonly tier: Tier | null;
  readonly step: number | null;
  /** Circumstance as printed; for bare articles the words of the article */
  readonly circumstance: string;
  readonly when: Cond;
  /** Where any one of several printed circumstances is enough: each with its own condition */
  readonly circumstances?: readonly Circumstance[];
  readonly sanction: Sanction;
  /** What the article allows for each target in this circumstance: the hard bounds */
  readonly statutory: readonly PrintedFine[];
  /** Measure cell as printed, exact substring of its source; null for bare articles */
  readonly printed: string | null;
  readonly errata: readonly ErratumId[];
}
