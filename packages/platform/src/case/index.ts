// SPDX-License-Identifier: Apache-2.0
/** Cases (行政案件). */
export type { CaseData, DecisionBasis } from './case-data.ts';
export { onTheSpotRules } from './on-the-spot.ts';
export { caseRequest, factsFound } from './recommendation.ts';
export { caseRoutes } from './routes.ts';
export { caseRules } from './rules.ts';
