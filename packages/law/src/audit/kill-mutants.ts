// SPDX-License-Identifier: Apache-2.0
/**
 * What notices a mutant: a worked case, the audit of the schedule or of the clause, two conducts of one clause that
 * answer apart, or the second reading.
 */
import { evaluate } from '../engine/evaluate.ts';
import { checkScenario, type Scenario } from '../engine/scenario.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import { clauseFindings, clauseTextFindings } from './audit-clauses.ts';
import { auditSchedule } from './audit-schedule.ts';
import { combinations } from './enumerate.ts';
import type { Mutant } from './mutants.ts';
import { readingDifferences } from './second-reading.ts';

/** @returns what noticed it first; null = the mutant lives */
export function killedBy(mutant: Mutant, scenarios: readonly Scenario[]): string | null {
  const back = mutant.apply();
  try {
    const { conduct, instrument } = mutant.rule;
    const same = (id: string, act: string): boolean => id === instrument && act === conduct;
    const failing = scenarios.find(
      (scenario) => scenario.facts['conduct'] === conduct && checkScenario(scenario).length > 0,
    );
    if (failing !== undefined) return `工作例「${failing.case}」`;
    if (clauseFindings().length > 0) return '同一罚则的另一行为';
    if (clauseTextFindings([mutant.rule]).length > 0) return '罚则印文';
    if (notUnique(mutant)) return '情形不唯一';
    if (readingDifferences(same).length > 0) return '第二次通读';
    return auditFinds(mutant) ? '裁量基准检查' : null;
  } finally {
    back();
  }
}

const notUnique = ({ rule }: Mutant): boolean =>
  combinations.some((facts) => rule.rows.filter((row) => evaluate(row.when, facts) === true).length > 1);

function auditFinds({ rule }: Mutant): boolean {
  const schedule = schedules.find((each) => each.id === rule.instrument);
  if (schedule === undefined) return false;
  const changed = new Map(rule.rows.map((row) => [row.key, row]));
  const rows = schedule.rows.map((row) => changed.get(row.key) ?? row);
  return auditSchedule(schedule, rows).findings.length > 0;
}
