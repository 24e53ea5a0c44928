// SPDX-License-Identifier: Apache-2.0
/** One mechanism for every process: the engine, its API, its clocks. */
export { workflowRoutes } from './routes.ts';
export { writeProcessRows } from './rows.ts';
export type { ProcessRules, RulesTable } from './rules.ts';
export { runClocks } from './run-clocks.ts';
