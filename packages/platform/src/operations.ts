// SPDX-License-Identifier: Apache-2.0
/** Everything the platform does over HTTP: the operations of the contracts, and those of each process of the law. */
import { type Operation, tableOf } from '@mingjing/contracts';
import { deskOperations, type ProcessOperations, processOperationsOf } from '@mingjing/contracts/desk';
import { processes } from '@mingjing/law';

export const processOperations: readonly ProcessOperations[] = processes.map(processOperationsOf);

/** In the order of the reference. */
export const operations: readonly Operation[] = [
  ...deskOperations,
  ...processOperations.flatMap(({ process: _, ...each }) => Object.values<Operation>(each)),
];

/** The same by id (`GET /api/units`). */
export const operationTable = tableOf(operations);
