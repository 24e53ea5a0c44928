// SPDX-License-Identifier: Apache-2.0
/** The platform's operations. */
import type { Operation } from '../operation.ts';

/** Every operation of the platform, in the order of the reference. */
export const deskOperations: readonly Operation[] = [];

export * from './processes.ts';
