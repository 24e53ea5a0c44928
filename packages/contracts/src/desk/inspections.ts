// SPDX-License-Identifier: Apache-2.0
/** 检查: which of the 13 published items proofs and papers answer without a visit: running, retention, maintenance. */
export const itemsProvableFromAfar: ReadonlySet<number> = new Set([5, 7, 12]);
