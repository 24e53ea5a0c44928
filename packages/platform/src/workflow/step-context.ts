// SPDX-License-Identifier: Apache-2.0
import type { ProcessRole } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import type { RulesTable } from './rules.ts';

/** Who takes it. A clock that ran out has no user. */
export interface StepTaker {
  readonly userId: string;
  readonly role: ProcessRole;
}

export interface StepContext {
  readonly tx: Transaction;
  readonly taker: StepTaker;
  readonly nowMs: number;
  readonly publicUrl: string;
  readonly rules: RulesTable;
}
