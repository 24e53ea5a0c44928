// SPDX-License-Identifier: Apache-2.0
/**
 * What one process adds to the table: what its steps are given, how that changes the facts, which facts are worked out
 * rather than said, what its papers say, what else happens. All but `effects` and `look` are pure.
 */
import type { OfficialDocument } from '@mingjing/documents';
import type { Transition } from '@mingjing/law';
import type { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import type { Data, Instance, ProcessRecord } from './record.ts';

/** `unknown` is never taken for yes. */
export type Known = boolean | 'unknown';

/** A fact said with a step: what, why, on which evidence. */
export interface SaidFact {
  readonly value: unknown;
  readonly reason?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
}

export interface Situation extends ProcessRecord {
  readonly today: string;
  /** Who asks or acts; empty: a clock. */
  readonly asker: string;
  /** What was looked up outside the thing itself: earlier fines, last visits. */
  readonly around: Data;
}

/** A step about to be taken. `data` has what it was given already in it. */
export interface StepSituation extends Situation {
  readonly transition: Transition;
  readonly data: Data;
  readonly said: Readonly<Record<string, SaidFact>>;
  readonly on: string;
  readonly dueOn: string | undefined;
}

export interface PaperContext extends StepSituation {
  readonly number: string | null;
  readonly organ: string;
  readonly verification: { readonly code: string; readonly url: string } | null;
  readonly nowMs: number;
  /** Every paper of the file in its order, for a paper that is `paged`. */
  readonly filed?: readonly FiledPaper[];
}

/** A paper with the pages that it has when printed. */
export interface FiledPaper {
  readonly kind: string;
  readonly number: string | null;
  readonly issuedAt: Date;
  readonly pages: number;
}

export interface PaperRule {
  /** The words of its number, e.g. 行罚决字; absent: it carries none. */
  readonly series?: string;
  /** Served on somebody outside: it gets a code for the public page. */
  readonly served?: boolean;
  /** Told to the party: from here on the party sees the thing. */
  readonly toParty?: boolean;
  /** Counts the pages of the papers before it. */
  readonly paged?: boolean;
  readonly write: (context: PaperContext) => OfficialDocument;
}

export interface EffectContext {
  readonly tx: Transaction;
  readonly userId: string;
  readonly nowMs: number;
  readonly publicUrl: string;
  readonly situation: StepSituation;
}

/** A thing that somebody has just opened. */
export interface OpenedContext {
  readonly tx: Transaction;
  readonly userId: string;
  readonly nowMs: number;
  readonly instance: Instance;
}

export interface ProcessRules {
  readonly process: string;
  /** What a new thing is opened with. */
  readonly opening?: z.ZodType;
  /** What else opening it does, in the same transaction. */
  readonly opened?: (context: OpenedContext) => Promise<void>;
  /** What an action is given as `data`; absent: nothing. */
  readonly inputs?: Readonly<Record<string, z.ZodType>>;
  /** The facts after a step. Absent: the input is kept under the action's name. */
  readonly apply?: (data: Data, action: string, input: Data, on: string, instance: Instance) => Data;
  /** Facts that are worked out; what a person says of them does not count. */
  readonly facts?: Readonly<Record<string, (situation: StepSituation) => Known>>;
  /** Of those, the ones that the step itself cannot bring: known before it. */
  readonly known?: readonly string[];
  readonly papers?: Readonly<Record<string, PaperRule>>;
  /** Actions after which the party sees the thing, whether or not a paper told it. */
  readonly shows?: readonly string[];
  /** Looks outside the thing, within the person's own range. @param today day in China, for numbers of the law */
  readonly look?: (tx: Transaction, record: ProcessRecord, today: string) => Promise<Data>;
  /** What else the step does, in the same transaction. */
  readonly effects?: Readonly<Record<string, (context: EffectContext) => Promise<void>>>;
  /** Done last, when everything was read: after it the person may not see the thing any more. */
  readonly lastly?: Readonly<Record<string, (tx: Transaction, instanceId: string) => Promise<void>>>;
  /** What the party sees of it; absent: state, clocks and its papers only. */
  readonly partyView?: (situation: Situation) => Data;
  /** Names of files in the file that the party may see beside its own. */
  readonly partyEvidence?: (data: Data) => readonly string[];
  /** What a page shows beside state and history. */
  readonly view?: (situation: Situation) => Data;
}

export type RulesTable = Readonly<Record<string, ProcessRules>>;

/** A process without rules of its own lives by what people say with each step. */
export const rulesOf = (table: RulesTable, process: string): ProcessRules => table[process] ?? { process };
