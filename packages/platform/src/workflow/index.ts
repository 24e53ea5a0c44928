// SPDX-License-Identifier: Apache-2.0
/** One mechanism for every process: the engine, its API, its clocks. */
export type { ProcessOperations } from '@mingjing/contracts/desk';
export { getUnit, type KnownUnit, openThing } from './open-thing.ts';
export { type Data, findRecord, type ProcessRecord, standing, wasTaken } from './record.ts';
export { processOperations, workflowRoutes } from './routes.ts';
export { processRows, writeProcessRows } from './rows.ts';
export type {
  EffectContext,
  Known,
  PaperContext,
  PaperRule,
  ProcessRules,
  RulesTable,
  Situation,
  StepSituation,
} from './rules.ts';
export { runClocks } from './run-clocks.ts';
export { type StepContext, type StepTaker, takeStep } from './take-step.ts';
