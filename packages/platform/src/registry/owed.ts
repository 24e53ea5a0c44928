// SPDX-License-Identifier: Apache-2.0
/**
 * SQL over `unit`: it still owes its filing. What was handed in and returned has met the duty on the day it was handed
 * in; that it must be mended is its state, not a missed day.
 */
export const owes = `filing_state = 'unfiled'`;

/** SQL: an array of the mobile numbers that a unit's people are reached by, a few. */
export const textablePhones = (unitId: string): string =>
  `ARRAY(SELECT DISTINCT p.phone FROM responsible_person p WHERE p.unit_id = ${unitId} AND p.phone ~ '^1[0-9]{10}$' LIMIT 3)`;
