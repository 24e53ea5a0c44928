// SPDX-License-Identifier: Apache-2.0
/** The recorder's operations. */
import type { Operation } from '../operation.ts';

/** Every operation of a unit's recorder, in the order of the reference. */
export const siteOperations: readonly Operation[] = [];
