// SPDX-License-Identifier: Apache-2.0
/**
 * Sanction clauses against their own words: the article, parsed by the amount parser, prints exactly the fines of
 * the structure; warnings, confiscation and orders stand in it too. Conducts under one clause answer alike.
 */
import { findProvision } from '../corpus/corpus.ts';
import { orderByGeneralRule, type Violation } from '../forms/violation.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import { type ParsedFine, parseSanction } from '../sanction-text/parse-sanction.ts';
import type { PrintedFine } from '../types/rules.ts';
import type { AuditFinding } from './audit-schedule.ts';

const violations = (): readonly Violation[] =>
  Object.values(ruleBooks).flatMap((book) => Object.values(book).filter((rule) => rule.kind === 'violation'));

/** Same persons, same circumstances, same sanctions for all conducts of one clause. */
export function clauseFindings(): readonly AuditFinding[] {
  const first = new Map<string, { readonly conduct: string; readonly clause: string }>();
  return violations().flatMap((rule): readonly AuditFinding[] => {
    if (rule.sanction === null) return [];
    const key = `${rule.instrument} ${rule.sanction}`;
    const clause = JSON.stringify([rule.addressees, rule.rows, rule.referrals]);
    const known = first.get(key);
    if (known === undefined) first.set(key, { conduct: rule.conduct, clause });
    if (known === undefined || known.clause === clause) return [];
    return [{ check: 'clause-differs', where: key, what: `${known.conduct} 与 ${rule.conduct} 不一致` }];
  });
}

/** Bare articles only: the rows of a schedule are checked against their own cells. */
export function clauseTextFindings(rules: readonly Violation[] = violations()): readonly AuditFinding[] {
  return rules
    .filter((rule) => rule.sanction !== null && rule.rows.every((row) => row.printed === null))
    .flatMap((rule) => {
      const printed = findProvision(rule.sanction as string)?.printed;
      return printed === undefined || printed === null ? [] : textFindings(rule, printed);
    });
}

function textFindings(rule: Violation, printed: string): readonly AuditFinding[] {
  const where = `${rule.instrument} ${rule.conduct}`;
  const text = printed.replace(/\s+/g, '');
  const findings: AuditFinding[] = [];
  const differs = (what: string): void => {
    findings.push({ check: 'print-differs', where, what });
  };
  const inText = parseSanction(text).fines.map(printedKey).sort();
  const structured = rule.rows.flatMap((row) => row.sanction.fines.map(structureKey)).sort();
  if (inText.join(' ') !== structured.join(' ')) {
    differs(`罚款：印文 ${inText.join('；') || '无'}，结构 ${structured.join('；') || '无'}`);
  }
  const warns = rule.rows.some((row) => row.sanction.warning);
  if (warns !== text.includes('警告')) differs('警告：印文与结构不一致');
  const confiscates = rule.rows.some((row) => row.sanction.confiscation.length > 0);
  if (confiscates !== text.includes('没收')) differs('没收：印文与结构不一致');
  const required = rule.rows.flatMap((row) => row.sanction.requires);
  for (const [mark, sign] of [
    ['删除', '删除'],
    ['强制拆除', '强制拆除'],
    ['通报', '通报'],
  ] as const) {
    if (text.includes(mark) !== required.some((each) => each.includes(sign)))
      differs(`${mark}：印文与结构不一致`);
  }
  for (const row of rule.rows) findings.push(...orderFindings(rule, row.sanction.orders, row.key, text));
  for (const referral of ['治安管理', '刑事责任', '民事责任']) {
    const printedReferral = text.includes(referral);
    if (printedReferral !== rule.referrals.some((each) => each.includes(referral))) {
      differs(`衔接「${referral}」：印文与结构不一致`);
    }
  }
  return findings;
}

/** Every stage has an order: one the article prints, or 责令改正 by the general rule. */
function orderFindings(
  rule: Violation,
  orders: readonly string[],
  key: string,
  text: string,
): readonly AuditFinding[] {
  const missing = orders.filter(
    (order) =>
      !text.includes(order) && !text.includes(order.replace('责令', '')) && order !== orderByGeneralRule,
  );
  if (orders.length > 0 && missing.length === 0) return [];
  return [
    {
      check: 'print-differs',
      where: `${rule.instrument} ${key}`,
      what: `责令：${orders.join('、') || '没有'}`,
    },
  ];
}

const key = (
  target: string,
  min: number | null,
  max: number | null,
  each: boolean,
  optional: string,
): string => `${target} ${min ?? '—'}–${max ?? '—'}${each ? ' 分别' : ''}${optional}`;
const printedKey = ({ target, min, max, each, optional }: ParsedFine): string =>
  key(target, min, max, each === true, optional === undefined ? '' : ` 可以=${String(optional)}`);
const structureKey = ({ target, min, max, each, optional }: PrintedFine): string =>
  key(target, min, max, each === true, optional === false ? '' : ` 可以=${String(optional)}`);
