// SPDX-License-Identifier: Apache-2.0
/** Inspections (行政检查). */
export { type InspectionData, settled } from './inspection-data.ts';
export { inspectionRules } from './rules.ts';
