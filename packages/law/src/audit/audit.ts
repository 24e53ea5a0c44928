// SPDX-License-Identifier: Apache-2.0
/** `law audit`: both schedules, every rule book, every citation, and every quotation against its seed. */
import { errata, findErratum, findProvision, provisions } from '../corpus/corpus.ts';
import { evaluate, factsRead } from '../engine/evaluate.ts';
import type { ReadableFact } from '../engine/situation.ts';
import { factTable } from '../facts/fact-table.ts';
import type { Violation } from '../forms/violation.ts';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import type { FactId, FactValue } from '../types/facts.ts';
import { clauseFindings, clauseTextFindings } from './audit-clauses.ts';
import { type AuditFinding, auditSchedule, type ScheduleReport } from './audit-schedule.ts';

export interface AuditReport {
  readonly schedules: readonly ScheduleReport[];
  readonly rules: { readonly violations: number; readonly combinations: number };
  readonly quotes: { readonly checked: number; readonly sources: number };
  readonly findings: readonly AuditFinding[];
}

/** @param sources seed file name → its text; quotations of an absent seed are reported */
export function audit(sources: ReadonlyMap<string, string>): AuditReport {
  const reports = schedules.map((schedule) => auditSchedule(schedule));
  const rules = auditRuleBooks();
  const quotes = auditQuotes(sources);
  return {
    schedules: reports,
    rules: { violations: rules.violations, combinations: rules.combinations },
    quotes: { checked: quotes.checked, sources: sources.size },
    findings: [...reports.flatMap((report) => report.findings), ...rules.findings, ...quotes.findings],
  };
}

interface RuleAudit {
  readonly violations: number;
  readonly combinations: number;
  readonly findings: readonly AuditFinding[];
}

/** Every violation of every instrument: exactly one circumstance for every combination of the facts it reads. */
function auditRuleBooks(): RuleAudit {
  const findings: AuditFinding[] = [];
  let violations = 0;
  let tried = 0;
  for (const book of Object.values(ruleBooks)) {
    for (const rule of Object.values(book)) {
      findings.push(...unknownProvisions(rule));
      if (rule.kind !== 'violation') continue;
      violations += 1;
      if (rule.rows.length === 0) continue;
      for (const facts of combinationsOf(rule)) {
        tried += 1;
        const met = rule.rows.filter((row) => evaluate(row.when, facts) === true);
        if (met.length === 1) continue;
        findings.push({
          check: met.length === 0 ? 'gap' : 'overlap',
          where: `${rule.instrument} ${rule.conduct}`,
          what: `${JSON.stringify(facts)} → ${met.map((row) => row.key).join('、') || '没有一行'}`,
        });
      }
    }
  }
  findings.push(...clauseFindings(), ...clauseTextFindings());
  return { violations, combinations: tried, findings };
}

function unknownProvisions(
  rule: (typeof ruleBooks)['d799'][keyof (typeof ruleBooks)['d799']],
): AuditFinding[] {
  if (rule === undefined) return [];
  const ids =
    rule.kind === 'violation'
      ? [
          ...rule.duty,
          ...rule.also,
          ...(rule.sanction === null ? [] : [rule.sanction]),
          ...rule.elements.map((element) => element.provision),
          ...rule.rows.flatMap((row) => row.errata),
        ]
      : rule.provisions;
  return ids
    .filter((id) => (/^E\d\d$/.test(id) ? findErratum(id) : findProvision(id)) === undefined)
    .map((id) => ({ check: 'unknown-provision', where: rule.instrument, what: id }));
}

type FactSet = Readonly<Partial<Record<ReadableFact, FactValue>>>;

function combinationsOf(violation: Violation): readonly FactSet[] {
  const read = new Set<ReadableFact>();
  for (const row of violation.rows) factsRead(row.when, read);
  let sets: readonly FactSet[] = [{}];
  for (const fact of read) {
    const values = valuesOf(fact, violation);
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [fact]: value })));
  }
  return sets;
}

function valuesOf(fact: ReadableFact, violation: Violation): readonly (string | boolean)[] {
  if (fact === 'actor') return violation.addressees;
  const entry = Object.hasOwn(factTable, fact) ? factTable[fact as FactId] : undefined;
  return entry?.value.kind === 'one-of' ? entry.value.values : [false, true];
}

/** Line breaks and spaces of the page do not count (E46); every other character does. */
const joined = (text: string): string => text.replace(/\s+/g, '');

function auditQuotes(sources: ReadonlyMap<string, string>): {
  readonly checked: number;
  readonly findings: readonly AuditFinding[];
} {
  const findings: AuditFinding[] = [];
  const flat = new Map([...sources].map(([name, text]) => [name, joined(text)]));
  let checked = 0;
  const check = (where: string, quote: string, seed: string, exact: boolean): void => {
    checked += 1;
    const text = exact ? sources.get(seed) : flat.get(seed);
    if (text === undefined) {
      findings.push({ check: 'quote-not-in-source', where, what: `没有种子文本 ${seed}` });
    } else if (!text.includes(exact ? quote : joined(quote))) {
      findings.push({ check: 'quote-not-in-source', where, what: `「${quote.slice(0, 40)}」不在 ${seed}` });
    }
  };
  for (const provision of provisions) {
    if (provision.printed !== null && provision.printedIn !== null) {
      check(provision.id, provision.printed, provision.printedIn, true);
    }
  }
  for (const erratum of errata) {
    for (const quote of erratum.quotes) check(erratum.id, quote.printed, quote.seed, false);
    for (const id of erratum.provisions) {
      if (findProvision(id) === undefined) {
        findings.push({ check: 'unresolved-erratum', where: erratum.id, what: id });
      }
    }
  }
  for (const schedule of schedules) {
    for (const row of schedule.rows) {
      const where = `${schedule.id} ${row.key}`;
      check(where, row.printed ?? '', schedule.printedIn, false);
      for (const part of row.circumstance.split('\n')) check(where, part, schedule.printedIn, false);
      for (const key of row.key.split('-')) check(where, key, schedule.printedIn, false);
    }
  }
  return { checked, findings };
}
