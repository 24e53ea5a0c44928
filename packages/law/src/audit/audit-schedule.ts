// SPDX-License-Identifier: Apache-2.0
/** A discretion schedule checked whole: gaps, overlaps, reach, bounds, monotonicity, and print against structure. */

import { selectRow } from '../engine/select-row.ts';
import { expandCodes, type Schedule } from '../instruments/bj-benchmark/schedules.ts';
import { parseSanction } from '../sanction-text/parse-sanction.ts';
import type { PrintedFine, Row } from '../types/rules.ts';
import { type Combination, combinations } from './enumerate.ts';

export interface AuditFinding {
  readonly check:
    | 'gap'
    | 'overlap'
    | 'unreached-row'
    | 'unreached-code'
    | 'duplicate-code'
    | 'outside-statute'
    | 'statute-not-covered'
    | 'not-monotone'
    | 'print-differs'
    | 'clause-differs'
    | 'quote-not-in-source'
    | 'unknown-provision'
    | 'unresolved-erratum';
  readonly where: string;
  readonly what: string;
}

export interface ScheduleReport {
  readonly schedule: string;
  readonly combinations: number;
  readonly rows: { readonly reached: number; readonly all: number };
  readonly codes: { readonly reached: number; readonly all: number };
  readonly tiersUsed: readonly string[];
  readonly findings: readonly AuditFinding[];
}

type RowOf = (combination: Combination) => Row | undefined;

/** @param rows the schedule's own, or a mutant of them */
export function auditSchedule(schedule: Schedule, rows: readonly Row[] = schedule.rows): ScheduleReport {
  const findings: AuditFinding[] = [];
  const reached = new Set<string>();
  const chosen = new Map<Combination, Row>();
  for (const combination of combinations) {
    const candidates = rowsFor(schedule, combination, rows);
    const { row, possible } = selectRow(candidates, combination);
    if (row === null) {
      findings.push({
        check: possible.length === 0 ? 'gap' : 'overlap',
        where: schedule.id,
        what: `${JSON.stringify(combination)} → ${possible.map((each) => each.key).join('、') || '没有一行'}`,
      });
      continue;
    }
    reached.add(row.key);
    chosen.set(combination, row);
  }
  for (const row of rows) {
    if (!reached.has(row.key)) {
      findings.push({ check: 'unreached-row', where: row.key, what: '没有任何事实组合到达这一行' });
    }
  }
  const codes = rows.flatMap((row) => expandCodes(row.key));
  const duplicate = codes.filter((code, index) => codes.indexOf(code) !== index);
  for (const code of duplicate) findings.push({ check: 'duplicate-code', where: code, what: '编码出现两次' });
  const reachedCodes = rows.filter((row) => reached.has(row.key)).flatMap((row) => expandCodes(row.key));
  findings.push(
    ...boundFindings(rows),
    ...monotonyFindings(schedule.id, (combination) => chosen.get(combination)),
    ...rows.flatMap(printFindings),
  );
  return {
    schedule: schedule.id,
    combinations: combinations.length,
    rows: { reached: reached.size, all: rows.length },
    codes: { reached: new Set(reachedCodes).size, all: new Set(codes).size },
    tiersUsed: [...new Set(rows.map((row) => row.tier ?? '?'))].sort(),
    findings,
  };
}

function rowsFor(schedule: Schedule, { conduct }: Combination, rows: readonly Row[]): readonly Row[] {
  const rule = schedule.rules[conduct];
  if (rule?.kind !== 'violation') return [];
  const keys = new Set(rule.rows.map((row) => row.key));
  return rows.filter((row) => keys.has(row.key));
}

/** Step ⊆ statute, and the unit steps of one article together = statute. */
function boundFindings(rows: readonly Row[]): readonly AuditFinding[] {
  const findings: AuditFinding[] = [];
  const groups = new Map<readonly PrintedFine[], Row[]>();
  for (const row of rows) {
    for (const fine of row.sanction.fines) {
      const bound = row.statutory.find((each) => each.target === fine.target);
      const low = fine.min ?? 0;
      if (bound === undefined || low < (bound.min ?? 0) || fine.max > bound.max || low > fine.max) {
        findings.push({
          check: 'outside-statute',
          where: row.key,
          what: `${fine.target} ${fine.min ?? '—'}–${fine.max} 超出法条 ${bound?.min ?? '—'}–${bound?.max ?? '—'}`,
        });
      }
    }
    if (row.sanction.fines.length > 0) groups.set(row.statutory, [...(groups.get(row.statutory) ?? []), row]);
  }
  for (const [statutory, group] of groups) {
    for (const bound of statutory) {
      const fines = group.flatMap((row) => row.sanction.fines.filter((fine) => fine.target === bound.target));
      if (!covers(bound, fines)) {
        findings.push({
          check: 'statute-not-covered',
          where: group.map((row) => row.key).join('、'),
          what: `${bound.target}：各阶次合起来不等于法条 ${bound.min ?? '—'}–${bound.max}`,
        });
      }
    }
  }
  return findings;
}

function covers(bound: PrintedFine, fines: readonly PrintedFine[]): boolean {
  const sorted = [...fines].sort((a, b) => (a.min ?? 0) - (b.min ?? 0) || a.max - b.max);
  let upTo = bound.min ?? 0;
  const [first] = sorted;
  if (first === undefined || (first.min ?? 0) !== upTo) return false;
  for (const fine of sorted) {
    if ((fine.min ?? 0) > upTo) return false;
    upTo = Math.max(upTo, fine.max);
  }
  return upTo === bound.max;
}

/** Each fact with its values from better to worse; values side by side are not compared. */
const worse: readonly (readonly [keyof Combination, readonly (readonly unknown[])[]])[] = [
  ['consequence', [['none'], ['harm'], ['serious']]],
  [
    'rectification',
    [
      ['notOrdered', 'inPeriod', 'qualified'],
      ['unqualified', 'overdue'],
    ],
  ],
  ['refusesAfterOrder', [[false], [true]]],
  ['otherSerious', [[false], [true]]],
];

function monotonyFindings(where: string, rowOf: RowOf): readonly AuditFinding[] {
  const index = new Map(combinations.map((combination) => [JSON.stringify(combination), combination]));
  const findings: AuditFinding[] = [];
  for (const combination of combinations) {
    for (const [fact, levels] of worse) {
      const level = levels.findIndex((values) => values.includes(combination[fact]));
      for (const value of levels[level + 1] ?? []) {
        const other = index.get(JSON.stringify({ ...combination, [fact]: value }));
        if (other === undefined) continue;
        const [better, worseRow] = [rowOf(combination), rowOf(other)];
        if (better === undefined || worseRow === undefined || !lowers(better, worseRow)) continue;
        findings.push({
          check: 'not-monotone',
          where,
          what: `${JSON.stringify(combination)}：${fact}=${String(value)} 反而从 ${better.key} 降到 ${worseRow.key}`,
        });
      }
    }
  }
  return findings;
}

const unitRange = (row: Row): readonly [number, number] => {
  const fine = row.sanction.fines.find((each) => each.target === 'unit');
  return [fine?.min ?? 0, fine?.max ?? 0];
};
function lowers(better: Row, worseRow: Row): boolean {
  const [[min, max], [worseMin, worseMax]] = [unitRange(better), unitRange(worseRow)];
  return worseMin < min || worseMax < max;
}

/** The measure cell, parsed on its own, says what the structure says. E20: unit rows repeat the individual's. */
function printFindings(row: Row): readonly AuditFinding[] {
  if (row.printed === null) return [];
  const parsed = parseSanction(row.printed);
  const findings: AuditFinding[] = [];
  const differs = (what: string): void => {
    findings.push({ check: 'print-differs', where: row.key, what });
  };
  for (const fine of row.sanction.fines) {
    const printed = parsed.fines.find(
      (each) => each.target === fine.target || (fine.target === 'manager' && each.target === 'unspecified'),
    );
    if (printed === undefined) differs(`印文没有对 ${fine.target} 的罚款`);
    else if (printed.min !== fine.min || printed.max !== fine.max) {
      differs(
        `${fine.target}：印文 ${printed.min ?? '—'}–${printed.max ?? '—'}，结构 ${fine.min ?? '—'}–${fine.max}`,
      );
    } else if ((printed.each ?? null) !== (fine.each === true ? true : null)) {
      differs(`${fine.target}：「分别」印文与结构不一致`);
    } else if ((printed.optional === undefined ? false : printed.optional) !== fine.optional) {
      differs(`${fine.target}：「可以」印文与结构不一致`);
    }
  }
  for (const printed of parsed.fines) {
    const structured = row.sanction.fines.some(
      (fine) => fine.target === printed.target || fine.target === 'manager',
    );
    if (!structured && !(printed.target === 'individual' && row.errata.includes('E20'))) {
      differs(`印文有对 ${printed.target} 的罚款，结构没有`);
    }
  }
  if (row.sanction.warning !== row.printed.includes('警告')) differs('警告：印文与结构不一致');
  const orders = ['责令限期整改', '责令改正', '责令拆除'].filter((order) => row.printed?.includes(order));
  const own = row.sanction.orders.filter((order) => row.printed?.includes(order));
  if (orders.join() !== own.join()) differs('责令：印文与结构不一致');
  const added = row.sanction.orders.filter((order) => !orders.includes(order));
  if (orders.length > 0 ? added.length > 0 : added.join() !== '责令改正')
    differs('责令：补充的不是第四章的责令改正');
  if (parsed.errata.length > 0 && !row.errata.some((id) => id === 'E17' || id === 'E18')) {
    differs(`印文缺字未注勘误：${parsed.errata.map((each) => each.printed).join('、')}`);
  }
  return findings;
}
