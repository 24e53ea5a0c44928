// SPDX-License-Identifier: Apache-2.0
/** Inspections (行政检查). */
export { inspectionRules } from './rules.ts';
