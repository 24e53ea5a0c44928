// SPDX-License-Identifier: Apache-2.0
/**
 * Every mutant of the rule tables is noticed: by a worked case, by the audit of the schedule, by the totality of
 * a clause, or because another conduct under the same clause answers otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluate } from '../decide/evaluate.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import { checkScenario, type Scenario } from '../instruments/scenario.ts';
import { clauseFindings, clauseTextFindings } from './audit-clauses.ts';
import { auditSchedule } from './audit-schedule.ts';
import { combinations } from './enumerate.ts';
import { allMutants, type Mutant } from './mutants.ts';
import { readingDifferences } from './second-reading.ts';

const folder = fileURLToPath(new URL('../instruments/', import.meta.url));
const scenarios = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.yaml'))
  .flatMap((file) => parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Scenario[]);

const auditKills = ({ rule }: Mutant): boolean => {
  const schedule = schedules.find((each) => each.id === rule.instrument);
  if (schedule === undefined) return false;
  const changed = new Map(rule.rows.map((row) => [row.key, row]));
  return (
    auditSchedule(
      schedule,
      schedule.rows.map((row) => changed.get(row.key) ?? row),
    ).findings.length > 0
  );
};
const notTotal = ({ rule }: Mutant): boolean =>
  combinations.some((facts) => rule.rows.filter((row) => evaluate(row.when, facts) === true).length > 1);

function killed(mutant: Mutant): boolean {
  const back = mutant.apply();
  try {
    const { conduct, instrument } = mutant.rule;
    const same = (id: string, act: string): boolean => id === instrument && act === conduct;
    return (
      scenarios.some((each) => each.facts['conduct'] === conduct && checkScenario(each).length > 0) ||
      clauseFindings().length > 0 ||
      clauseTextFindings([mutant.rule]).length > 0 ||
      notTotal(mutant) ||
      readingDifferences(same).length > 0 ||
      auditKills(mutant)
    );
  } finally {
    back();
  }
}

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
    expect(mutants.filter((mutant) => !killed(mutant)).map((mutant) => mutant.what)).toEqual([]);
  });

  it('leave the tables as they were', () => {
    expect(scenarios.flatMap((each) => checkScenario(each))).toEqual([]);
  });
});
