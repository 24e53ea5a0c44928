// SPDX-License-Identifier: Apache-2.0
/** One mechanism for every process: the engine, its API, its clocks. */
export { saidToHold } from './needs.ts';
export { getUnit, namePersons, openThing } from './open-thing.ts';
export { renderPaper } from './papers.ts';
export { type Data, findRecord, type ProcessRecord, standing, wasTaken } from './record.ts';
export { workflowRoutes } from './routes.ts';
export { writeProcessRows } from './rows.ts';
export type {
  EffectContext,
  Known,
  OpenedContext,
  PaperContext,
  PaperRule,
  ProcessRules,
  RulesTable,
  Situation,
  StepSituation,
} from './rules.ts';
export { runClocks } from './run-clocks.ts';
export { saidIn } from './said-in.ts';
export { takeStep } from './take-step.ts';
