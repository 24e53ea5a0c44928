// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkScenario, type Scenario } from '../engine/scenario.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import { clauseFindings } from './audit-clauses.ts';
import { auditSchedule } from './audit-schedule.ts';
import { killedBy } from './kill-mutants.ts';
import { allMutants } from './mutants.ts';

const folder = fileURLToPath(new URL('../instruments/', import.meta.url));
const scenarios = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.yaml') && !file.endsWith('obligations.scenario.yaml'))
  .flatMap((file) => parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Scenario[]);

describe('mutants of the rule tables', () => {
  const mutants = allMutants();

  it('are put into tables that are clean', () => {
    expect(scenarios.flatMap((each) => checkScenario(each))).toEqual([]);
    expect(clauseFindings()).toEqual([]);
    expect(schedules.flatMap((schedule) => auditSchedule(schedule).findings)).toEqual([]);
  });

  it('are many', () => {
    expect(mutants.length).toBeGreaterThan(1_000);
  });

  it('all die', () => {
    const alive = mutants.filter((mutant) => killedBy(mutant, scenarios) === null);
    expect(alive.map((mutant) => mutant.what)).toEqual([]);
  });

  it('leave the tables as they were', () => {
    expect(scenarios.flatMap((each) => checkScenario(each))).toEqual([]);
  });
});
