// SPDX-License-Identifier: Apache-2.0
/** What one instrument says about one conduct: whom it addresses, what must be shown, and what follows. */
import type { FlagCode } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Actor, Conduct, FactId } from '../types/facts.ts';
import type { Cond, PrintedFine, Row, Sanction, Target } from '../types/rules.ts';

/** 构成要件 */
export interface Element {
  readonly what: string;
  readonly when: Cond;
  readonly provision: ProvisionId;
  /** Asked for, and flagged, when unknown; empty = the trace shows it and no more */
  readonly asks: readonly FactId[];
  /**
   * `required`: without it the answer waits. `presupposed`: the conduct as named already claims it, so an
   * unknown fact is only flagged; a known contrary fact still ends the matter.
   */
  readonly force: 'required' | 'presupposed';
  /** Disposition reason when the element is known to be absent */
  readonly absent: string;
  /** False element = the instrument does not reach the case, instead of no violation */
  readonly absentMeansNotAddressed?: true;
}

export interface Violation {
  readonly kind: 'violation';
  readonly instrument: DecidableInstrumentId;
  readonly conduct: Conduct;
  readonly duty: readonly ProvisionId[];
  /** Sanction clause; null = none printed */
  readonly sanction: ProvisionId | null;
  /** Chapters of a benchmark, tables: cited after the statute */
  readonly also: readonly ProvisionId[];
  /** An unknown actor is let through: the rows ask for it where it matters */
  readonly addressees: readonly Actor[];
  readonly elements: readonly Element[];
  readonly rows: readonly Row[];
  /** Printed codes of this conduct per row key; where absent the row's range is expanded */
  readonly codesOf: (rowKey: string) => readonly string[];
  readonly codesInferred: boolean;
  readonly referrals: readonly string[];
  readonly checklistItems: readonly number[];
  readonly flags: readonly { readonly code: FlagCode; readonly about: string }[];
  /** 听证「较大数额」 is set by a local standard we do not hold */
  readonly localHearingStandard: boolean;
}

/** Conducts answered by a check or a procedure instead of a sanction table. */
export interface CheckRule {
  readonly kind: 'retention' | 'filing-check' | 'footage-access' | 'citizen-view';
  readonly instrument: DecidableInstrumentId;
  readonly provisions: readonly ProvisionId[];
  readonly checklistItems: readonly number[];
}

export type Rule = Violation | CheckRule;

/** Rules of one instrument by conduct; a conduct without an entry is not addressed. */
export type RuleBook = Readonly<Partial<Record<Conduct, Rule>>>;

export const noCodes = (): readonly string[] => [];

// ---- fines as printed

const fine = (
  target: Target,
  min: number | null,
  max: number,
  each: boolean | null,
  optional: boolean | null,
): PrintedFine => ({ target, min, max, each, optional });

export const unitFine = (min: number | null, max: number, optional: boolean | null = false): PrintedFine =>
  fine('unit', min, max, false, optional);
export const individualFine = (min: number | null, max: number): PrintedFine =>
  fine('individual', min, max, false, false);
/** 对主要负责人、直接责任人员分别处…：分别 is printed. */
export const eachPerson = (
  min: number | null,
  max: number,
  optional: boolean | null = false,
): readonly PrintedFine[] => [
  fine('principal', min, max, true, optional),
  fine('directlyResponsible', min, max, true, optional),
];
/** 直接负责的主管人员和其他责任人员: 分别 is not printed. */
export const responsiblePersons = (min: number | null, max: number): PrintedFine =>
  fine('responsiblePersons', min, max, null, false);
export const unspecifiedFine = (min: number | null, max: number): PrintedFine =>
  fine('unspecified', min, max, null, false);
export const managerFine = (min: number | null, max: number): PrintedFine =>
  fine('manager', min, max, false, true);

export const sanction = (parts: Partial<Sanction>): Sanction => ({
  orders: [],
  warning: false,
  fines: [],
  confiscation: [],
  requires: [],
  ...parts,
});

/** A circumstance of a bare article: no printed row key, no tier, no step. */
export const stage = (key: string, circumstance: string, when: Cond, follows: Sanction): Row => ({
  key,
  tier: null,
  step: null,
  circumstance,
  when,
  sanction: follows,
  statutory: follows.fines,
  printed: null,
  errata: [],
});

export const always: Cond = { all: [] };
/** 责令改正 that Penalty Law art. 28 (and seed 000 ch. 4) adds wherever a penalty is imposed. */
export const orderByGeneralRule = '责令改正';
