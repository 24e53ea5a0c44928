// SPDX-License-Identifier: Apache-2.0
/** Cases (行政案件). */
export { caseRules } from './rules.ts';
