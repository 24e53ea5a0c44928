// SPDX-License-Identifier: Apache-2.0
/**
 * SQL over `unit`: it still owes its filing. What was handed in and returned has met the duty on the day it was handed
 * in; that it must be mended is its state, not a missed day.
 */
export const owes = `filing_state = 'unfiled'`;
