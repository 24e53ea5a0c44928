// SPDX-License-Identifier: Apache-2.0
/**
 * Unknown is never read as true or false, over every rule: removing any one fact from any request gives the same
 * answer, or a question, or a set of possible answers that contains it; never another answer.
 * `MINGJING_DEEP=1` makes a million removals.
 */
import { describe, expect, it } from 'vitest';
import { ruleBooks } from '../rules/rule-books.ts';
import type { Response, Result } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';
import { decide } from './decide.ts';
import { awaited, isWhoOrWhere, whoAndWhere } from './questions.ts';
import { everyRule, requestFrom, seeded, without } from './test-requests.ts';

const wanted = process.env['MINGJING_DEEP'] === '1' ? 1_000_000 : 40_000;

/** What a fact is asked by, where not by its own name. */
const askedAs: Readonly<Partial<Record<FactId, readonly FactId[]>>> = {
  rectification: ['refusesAfterOrder'],
  // Both lie behind 拒不改正 and 逾期不改正
  refusesAfterOrder: ['rectification'],
  placeClass: ['place'],
  requesterKind: ['requester'],
};

const outcome = (result: Result): string =>
  JSON.stringify([
    result.disposition,
    result.row,
    result.orders,
    result.warning,
    result.fines.map(({ target, min, max, direction, belowMinimumPossible }) => [
      target,
      min,
      max,
      direction,
      belowMinimumPossible,
    ]),
    result.confiscation,
    result.requires,
    result.reason,
    result.factors.map(({ id, persons }) => [id, persons]),
    result.failed,
    result.minDays,
  ]);

/** @returns why the shorter request's answer is no answer to the same case; null = it may stand */
function difference(full: Result, less: Response, fact: FactId): string | null {
  const result = less.results.find(({ instrument }) => instrument === full.instrument);
  if (result === undefined)
    return less.questions.length > 0 || anyAsks(less) ? null : '文件不再回答，也没有追问';
  if (outcome(result) === outcome(full) || less.questions.includes(fact)) return null;
  // Who acted, where, and who asked are asked by themselves, not among all that nobody has examined
  const asks = isWhoOrWhere(askedAs[fact]?.[0] ?? fact) ? awaited(result) : result.questions;
  if ([fact, ...(askedAs[fact] ?? [])].some((each) => asks.includes(each))) return null;
  if (result.disposition === 'need-facts' && result.questions.length > 0) {
    const rows = result.possibleRows;
    if (full.row === null || rows === undefined || rows.includes(full.row)) return null;
    return `可能的行没有 ${full.row}`;
  }
  return `${full.disposition} ${full.row ?? ''} → ${result.disposition} ${result.row ?? ''} 问：${result.questions.join('、')}`;
}
const anyAsks = ({ results }: Response): boolean => results.some(({ questions }) => questions.length > 0);

const reachesSanction = ({ results }: Response): boolean =>
  results.some(({ disposition }) => ['penalise', 'order-only', 'no-penalty-optional'].includes(disposition));

function run(removals: number) {
  const random = seeded(20_260_302);
  const wrong: string[] = [];
  const rules = new Set<string>();
  const fromRule = new Set<string>();
  let [tries, requests, sanctions, removed] = [0, 0, 0, 0];
  while (removed < removals) {
    const request = requestFrom(random, tries);
    tries += 1;
    if (request === undefined) continue;
    const full = decide(request);
    requests += 1;
    if (reachesSanction(full)) sanctions += 1;
    for (const { instrument } of full.results) rules.add(`${instrument} ${request.facts.conduct}`);
    for (const fact of Object.keys(request.facts) as FactId[]) {
      const shorter = fact === 'conduct' ? undefined : without(request, fact);
      if (shorter === undefined) continue;
      removed += 1;
      const less = decide(shorter);
      for (const result of full.results) {
        if (isWhoOrWhere(fact)) fromRule.add(`${result.instrument} ${request.facts.conduct} ${fact}`);
        const why = difference(result, less, fact);
        if (why !== null && wrong.length < 20) {
          wrong.push(`${result.instrument} 去掉 ${fact}：${why} ${JSON.stringify(request)}`);
        }
      }
    }
  }
  return { wrong, requests, removed, rules, fromRule, share: sanctions / requests };
}

const found = run(wanted);
const percent = Math.round(found.share * 100);

describe(`${found.removed} removals from ${found.requests} requests, ${percent} of 100 of which reach a sanction`, () => {
  it('no removed fact turns one answer into another without a question', () => {
    expect(found.wrong).toEqual([]);
  });
  it('at least half of the requests reach a sanction', () => {
    expect(found.share).toBeGreaterThanOrEqual(0.5);
  });
  it('every rule of every instrument is reached', () => {
    expect(Object.keys(ruleBooks).length).toBe(7);
    expect(everyRule.filter((rule) => !found.rules.has(rule))).toEqual([]);
  });
  it('who acted, where and who asked are removed from every rule of every instrument', () => {
    const pairs = everyRule.flatMap((rule) => whoAndWhere.map((fact) => `${rule} ${fact}`));
    expect(pairs.filter((pair) => !found.fromRule.has(pair))).toEqual([]);
  });
});
