// SPDX-License-Identifier: Apache-2.0
/**
 * Small wrong versions of the rule tables: a bound swapped, a condition dropped, 可以 made 应当, an addressee lost.
 * Each says how to put itself in place and back; the checks must notice every one.
 */

import type { Violation } from '../forms/violation.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import type { Cond, PrintedFine, Row, Sanction } from '../types/rules.ts';

export interface Mutant {
  readonly what: string;
  readonly rule: Violation;
  /** Puts the mutant in place; the returned function puts the original back */
  readonly apply: () => () => void;
}

/** Sets one property of a table that is read-only to everyone else. */
function replace<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): () => () => void {
  return () => {
    const before = object[key];
    object[key] = value;
    return () => {
      object[key] = before;
    };
  };
}

function mutantsOf(rule: Violation): readonly Mutant[] {
  const name = `${rule.instrument} ${rule.conduct}`;
  const mutant = (what: string, apply: () => () => void): Mutant => ({
    what: `${name}：${what}`,
    rule,
    apply,
  });
  return [
    ...rule.addressees.map((actor) =>
      mutant(
        `不再处罚 ${actor}`,
        replace(
          rule,
          'addressees',
          rule.addressees.filter((each) => each !== actor),
        ),
      ),
    ),
    ...rule.elements.map((element) =>
      mutant(
        `去掉要件 ${element.what}`,
        replace(
          rule,
          'elements',
          rule.elements.filter((each) => each !== element),
        ),
      ),
    ),
    ...(rule.referrals.length > 0 ? [mutant('去掉移送', replace(rule, 'referrals', []))] : []),
    ...rule.rows.flatMap((row) =>
      rowMutants(rule, row).map(([what, apply]) => mutant(`${row.key} ${what}`, apply)),
    ),
  ];
}

type Change = readonly [what: string, apply: () => () => void];

function rowMutants(rule: Violation, row: Row): readonly Change[] {
  const changes: Change[] = [
    [
      '去掉这一行',
      replace(
        rule,
        'rows',
        rule.rows.filter((each) => each !== row),
      ),
    ],
    ...condMutants(row.when).map(([what, cond]): Change => [what, withRow(rule, row, { when: cond })]),
    ...sanctionMutants(row.sanction).map(
      ([what, sanction]): Change => [what, withRow(rule, row, { sanction })],
    ),
  ];
  return changes;
}

const withRow = (rule: Violation, row: Row, change: Partial<Row>): (() => () => void) =>
  replace(
    rule,
    'rows',
    rule.rows.map((each) => (each === row ? { ...row, ...change } : each)),
  );

function condMutants(cond: Cond): readonly (readonly [string, Cond])[] {
  const whole: (readonly [string, Cond])[] = [['条件取反', { not: cond }]];
  if ('all' in cond && cond.all.length > 0) {
    cond.all.forEach((_, index) => {
      whole.push([`去掉第 ${index + 1} 个条件`, { all: cond.all.filter((__, i) => i !== index) }]);
    });
  } else if ('any' in cond) {
    cond.any.forEach((_, index) => {
      whole.push([`去掉第 ${index + 1} 个情形`, { any: cond.any.filter((__, i) => i !== index) }]);
    });
  } else if ('in' in cond && cond.in.length > 1) {
    cond.in.forEach((value) => {
      whole.push([`去掉 ${String(value)}`, { ...cond, in: cond.in.filter((each) => each !== value) }]);
    });
  }
  return whole;
}

function sanctionMutants(sanction: Sanction): readonly (readonly [string, Sanction])[] {
  const changes: (readonly [string, Sanction])[] = [
    ['警告翻转', { ...sanction, warning: !sanction.warning }],
  ];
  if (sanction.orders.length > 0) changes.push(['去掉责令', { ...sanction, orders: [] }]);
  if (sanction.confiscation.length > 0) changes.push(['去掉没收', { ...sanction, confiscation: [] }]);
  if (sanction.requires.length > 0) changes.push(['去掉并应', { ...sanction, requires: [] }]);
  sanction.fines.forEach((fine, index) => {
    for (const [what, changed] of fineMutants(fine)) {
      const fines = sanction.fines.map((each, i) => (i === index ? changed : each));
      changes.push([`${fine.target} ${what}`, { ...sanction, fines }]);
    }
    changes.push([
      `${fine.target} 不罚`,
      { ...sanction, fines: sanction.fines.filter((_, i) => i !== index) },
    ]);
  });
  return changes;
}

function fineMutants(fine: PrintedFine): readonly (readonly [string, PrintedFine])[] {
  return [
    ['上限翻倍', { ...fine, max: fine.max * 2 }],
    ['上限减半', { ...fine, max: fine.max / 2 }],
    ['下限改动', { ...fine, min: fine.min === null ? 100 : fine.min / 2 }],
    ['可以与应当互换', { ...fine, optional: fine.optional !== true }],
    ['分别互换', { ...fine, each: fine.each === true ? null : true }],
    ['换对象', { ...fine, target: fine.target === 'unit' ? 'individual' : 'unit' }],
  ];
}

/** Mutants of every violation that prints a sanction; a rule shared by two conducts is mutated once per conduct. */
export function allMutants(): readonly Mutant[] {
  const rules = Object.values(ruleBooks).flatMap((book) =>
    Object.values(book).filter((rule) => rule.kind === 'violation'),
  );
  return rules.filter((rule) => rule.rows.length > 0).flatMap(mutantsOf);
}
