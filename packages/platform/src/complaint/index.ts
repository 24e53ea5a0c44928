// SPDX-License-Identifier: Apache-2.0
/** Complaints. */
export { complaintRules } from './rules.ts';
