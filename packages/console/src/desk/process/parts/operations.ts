// SPDX-License-Identifier: Apache-2.0
/** Every process speaks the same API: its operations come from its row in the table of the law package. */
import { type ProcessOperations, processOperationsOf } from '@mingjing/contracts/desk';
import { getProcess } from '@mingjing/law';

const made = new Map<string, ProcessOperations>();

/** @throws Error for a process that the law package does not have */
export function operationsOf(process: string): ProcessOperations {
  const known = made.get(process) ?? processOperationsOf(getProcess(process));
  made.set(process, known);
  return known;
}
