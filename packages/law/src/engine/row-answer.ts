// SPDX-License-Identifier: Apache-2.0
/** What a row, or the rows still possible, put into the answer; and what stays with a person. */

import { articleOf, rowProvision } from '../corpus/articles.ts';
import type { Violation } from '../forms/violation.ts';
import type { Flag, FlagCode, Result } from '../types/answer.ts';
import type { Row } from '../types/rules.ts';
import { evaluate, factsReadBy } from './evaluate.ts';
import type { FactorAnswer } from './factors.ts';
import { leavesAmount } from './fines.ts';
import type { RowChoice } from './select-row.ts';
import type { ReadableFact, Situation } from './situation.ts';

/** Without the consequence another row would be met: the consequence chose this one. */
export function consequenceChose(row: Row, violation: Violation, situation: Situation): boolean {
  const { consequence } = situation.facts;
  if (consequence !== 'harm' && consequence !== 'serious') return false;
  if (!violation.rows.some((each) => reads(each, 'consequence'))) return false;
  return evaluate(row.when, { ...situation.facts, consequence: 'none' }) !== true;
}

const reads = (row: Row, fact: ReadableFact): boolean => factsReadBy(row, () => [row.when]).includes(fact);

export function rowFields(
  violation: Violation,
  row: Row | null,
): Pick<Result, 'row' | 'codes' | 'codesInferred' | 'tier' | 'step'> {
  if (row === null || row.printed === null) {
    return { row: null, codes: [], codesInferred: false, tier: null, step: null };
  }
  return {
    row: row.key,
    codes: violation.codesOf(row.key),
    codesInferred: violation.codesInferred,
    tier: row.tier,
    step: row.step,
  };
}

export const withRow = (violation: Violation, row: Row, articles: Result['articles']): Result['articles'] =>
  row.printed === null ? articles : [...articles, articleOf(rowProvision(violation.instrument, row.key))];

/** All rows still possible may share the tier and the order. */
export function commonTier(violation: Violation, choice: RowChoice): Pick<Result, 'tier' | 'codesInferred'> {
  const [first] = choice.possible;
  const same = first !== undefined && choice.possible.every((row) => row.tier === first.tier);
  return { tier: same ? first.tier : null, codesInferred: violation.codesInferred };
}

/**
 * Rows still possible that order and punish alike: the first stage is certain, what else follows is asked. After an
 * earlier fine for the same act the fines no longer tell them apart.
 */
export function firstOfAlike({ possible }: RowChoice, { stated }: Situation): Row | null {
  const [first, ...rest] = possible;
  if (first === undefined) return null;
  const fined = stated.priorFineForSameAct !== true;
  const key = ({ sanction }: Row): string =>
    JSON.stringify({ ...sanction, requires: [], ...(fined ? {} : { fines: sanction.fines.length > 0 }) });
  return rest.every((row) => key(row) === key(first)) ? first : null;
}

/** Orders that stand in every row still possible. */
export const ordersInCommon = ([first, ...rest]: readonly Row[]): readonly string[] =>
  first?.sanction.orders.filter((order) => rest.every((row) => row.sanction.orders.includes(order))) ?? [];

export const noneIsFined = (rows: readonly Row[]): boolean =>
  rows.every((row) => row.sanction.fines.length === 0);

/** Nothing is punished, so only the first circumstance still possible can ask for anything. */
export const firstOrders = ({ row, possible }: RowChoice): readonly string[] =>
  (row ?? possible[0])?.sanction.orders ?? [];

export function addFlags(
  flags: Flag[],
  violation: Violation,
  row: Row,
  consumed: boolean,
  factors: FactorAnswer,
): void {
  const add = (code: FlagCode, about: string): void => {
    flags.push({ code, about, instrument: violation.instrument });
  };
  if (consumed) add('double-counting-risk', '危害后果已用于选择阶次，不得再作为从重情节而没有进一步理由');
  if (row.sanction.fines.some((fine) => fine.target === 'unspecified')) {
    add('target-not-printed', '罚款对象未印明，由人认定');
  }
  for (const id of factors.draftNarrower) {
    add('higher-law-differs', `征求意见稿第三章窄于行政处罚法第三十二条，按法律认定：${id}（E33）`);
  }
}

export function humanDecisions(
  row: Row,
  fines: Result['fines'],
  { factors }: FactorAnswer,
  optional: boolean,
  violation: Violation,
): readonly string[] {
  const decisions: string[] = [];
  if (fines.some(leavesAmount)) decisions.push('amount');
  if (fines.some((fine) => fine.optional !== false)) decisions.push('optional-fine');
  if (fines.some((fine) => fine.target === 'unspecified')) decisions.push('addressee');
  if (factors.length > 0) decisions.push('factors');
  if (optional) decisions.push('penalise-or-not');
  if (row.sanction.orders.some((order) => order.includes('限期'))) decisions.push('rectification-period');
  if (violation.referrals.length > 0) decisions.push('referral');
  return decisions;
}
