// SPDX-License-Identifier: Apache-2.0
/** What one instrument says about one conduct: whom it addresses, what must be shown, and what follows. */

import type { FlagCode } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Actor, Conduct, FactId } from '../types/facts.ts';
import type { Cond, DerivedFactId, PrintedFine, Row, Sanction, Target } from '../types/rules.ts';
import type { FilingClockRule } from './filing-clock.ts';
import type { ParameterName } from './parameter.ts';

/** 构成要件 */
export interface Element {
  readonly what: string;
  readonly when: Cond;
  readonly provision: ProvisionId;
  /** Asked for, and flagged, when unknown; empty = the trace shows it and no more */
  readonly asks: readonly FactId[];
  /**
   * Where nobody stated the fact. `required`: the answer waits. `named`: the words of the conduct say it already, so
   * the answer stands and asks. `presupposed`: the same under instruments that the request names (a simulation);
   * under those in force no penalty stands before it is found. A known contrary fact always ends the matter.
   */
  readonly force: 'required' | 'presupposed' | 'named';
  /** Disposition reason when the element is known to be absent */
  readonly absent: string;
  /** A place whose words leave it open is no bar: the conduct as named says more than the words; it is asked */
  readonly wordsMayStayOpen?: true;
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
  /** An unknown actor is let through and asked; the rows wait for it where it matters */
  readonly addressees: readonly Actor[];
  /** The words of the conduct do not say who did it: under the law in force no penalty stands before that is found */
  readonly actorUnnamed?: true;
  readonly elements: readonly Element[];
  /** 未备案: no violation where the dates stated say that it was filed in time, or that the period still runs */
  readonly filingClock?: FilingClockRule;
  readonly rows: readonly Row[];
  /** Printed codes of this conduct per row key; where absent the row's range is expanded */
  readonly codesOf: (rowKey: string) => readonly string[];
  readonly codesInferred: boolean;
  readonly referrals: readonly string[];
  readonly checklistItems: readonly number[];
  readonly flags: readonly { readonly code: FlagCode; readonly about: string }[];
  /** Chapter 3 of the draft benchmark stands beside the law's factors */
  readonly draft: boolean;
}

/** One thing an organ must show before it sees footage. */
export interface AccessRequirement {
  /** Named in `failed` and `questions` */
  readonly fact: FactId;
  readonly what: string;
  readonly provision: ProvisionId;
  /** The fact that shows it, or the least number of `fact` */
  readonly shown: FactId | DerivedFactId | { readonly atLeast: ParameterName };
}

/** 机关查看、调取、复制 (E72: each instrument has its own procedure). */
export interface AccessProcedure {
  readonly requirements: readonly AccessRequirement[];
  /** Provision that lets police and state security do without in an emergency; absent: none printed */
  readonly emergency?: ProvisionId;
  /** Without this fact the provision is not the right one */
  readonly premise?: { readonly fact: FactId; readonly about: string };
  readonly consequence: { readonly provision: ProvisionId; readonly words: string };
}

/** 公民、法人申请查看 */
export interface ViewingRule {
  /** Only 本人、近亲属、监护看护代管人 may ask */
  readonly relatedOnly: boolean;
  readonly exclusions: readonly FactId[];
  readonly also: readonly ProvisionId[];
  readonly requires: readonly string[];
  /** What stays with a person */
  readonly decision: string;
}

/** Instruments that say how long footage is kept. */
export type RetentionRuleId =
  | 'd799'
  | 'qhd-measures-2017'
  | 'bj-residential'
  | 'bj-measures-2006'
  | 'counter-terrorism-law';

interface CheckBase {
  readonly instrument: DecidableInstrumentId;
  readonly provisions: readonly ProvisionId[];
  readonly checklistItems: readonly number[];
}

/** Conducts answered by a check or a procedure instead of a sanction table. */
export type CheckRule = CheckBase &
  (
    | {
        readonly kind: 'retention';
        /** Whose number binds; the first that is not excluded */
        readonly retention: readonly RetentionRuleId[];
        /** A breach has a penalty in this instrument */
        readonly penalty: boolean;
        /** A higher-ranking number stands beside it for places of D799 art. 7 */
        readonly belowDecree: boolean;
      }
    | { readonly kind: 'filing-check'; readonly clock: FilingClockRule }
    | { readonly kind: 'footage-access'; readonly access: AccessProcedure }
    | { readonly kind: 'citizen-view'; readonly viewing: ViewingRule }
  );
export type CheckOf<Kind extends CheckRule['kind']> = Extract<CheckRule, { readonly kind: Kind }>;

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
