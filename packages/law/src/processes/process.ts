// SPDX-License-Identifier: Apache-2.0
/**
 * A procedure of the law as data: states, steps, who may take them, what each needs, what it writes, which clocks
 * run. The engine, the buttons, the tests and the page that explains the procedure read the same table.
 */
import type { ProvisionId } from '../types/corpus.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Who takes a step. `clock` is nobody: the step follows when a clock has run out. `citizen` need not sign in. */
export const processRoles = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
  'unitManager',
  'unitStaff',
  'firm',
  'citizen',
  'clock',
] as const;
export type ProcessRole = (typeof processRoles)[number];

export interface ProcessClock {
  readonly id: string;
  readonly title: Words;
  /** Length; null = a date that a person sets with the step that starts it. */
  readonly days: number | null;
  readonly kind: 'working' | 'calendar';
  /** The action on whose day it starts; that day is not counted. */
  readonly from: string;
  readonly provision: ProvisionId;
  /** The action that follows by itself when it runs out; null = it is only shown as overdue. */
  readonly onExpiry: string | null;
  /** Causes that stop it from running (`pauses` and `resumes` of the steps name them). */
  readonly pausedBy: readonly string[];
  /** Actions that end it early: what it waited for has happened or was waived. */
  readonly endedBy: readonly string[];
}

export interface ProcessState {
  readonly id: string;
  readonly title: Words;
  /** Nothing is due any more. Steps that remain (publication of a closed case) stay in the state. */
  readonly final: boolean;
  readonly clocks: readonly ProcessClock[];
}

export type NeedKind = 'document' | 'approval' | 'fact' | 'persons' | 'clock' | 'step';

export interface Need {
  readonly kind: NeedKind;
  /** `approval`: the role that must have approved; `step`: the action; `clock`: the clock; else a name of its own. */
  readonly id: string;
  readonly because: Words;
  readonly provision: ProvisionId;
  /** Absent: binds always. */
  readonly when?: Words;
  /** The fact that says whether it binds; unless that fact is known to be false, it does. */
  readonly whenFact?: string;
  readonly count?: number;
  readonly role?: ProcessRole;
  readonly distinct?: boolean;
}

export interface Transition {
  readonly action: string;
  readonly title: Words;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly ProcessRole[];
  readonly needs: readonly Need[];
  /** Papers made with the step. */
  readonly writes: readonly string[];
  readonly provision: ProvisionId;
  /** Taking it is this role's approval. */
  readonly approvesAs?: ProcessRole;
  /** Earlier steps, approvals and findings that no longer count after it. */
  readonly undoes?: readonly string[];
  /** Clocks that it sets to another date; the date it replaces stays in the history. */
  readonly moves?: readonly string[];
  /** Duties whose people it names anew: whoever is not named again has the duty no more. */
  readonly replaces?: readonly string[];
  readonly pauses?: readonly string[];
  readonly resumes?: readonly string[];
}

export interface Process {
  readonly process: string;
  readonly title: Words;
  readonly initial: string;
  readonly states: readonly ProcessState[];
  readonly transitions: readonly Transition[];
}
