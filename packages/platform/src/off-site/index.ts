// SPDX-License-Identifier: Apache-2.0
/** Off-site inspections (非现场检查): answered from reports and proofs. */
export { offSiteInspectionRules } from './rules.ts';
