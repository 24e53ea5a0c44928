// SPDX-License-Identifier: Apache-2.0
/** Cases whose answers were wrong once, one of each kind, with the sentence of the source that decides. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareSchedules } from '../audit/compare-schedules.ts';
import { decide } from '../engine/decide.ts';
import { LawError } from '../errors.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { obligations } from '../obligations/obligations.ts';
import { parseObligationsRequest } from '../obligations/parse-obligations.ts';
import type { Response, Result } from '../types/answer.ts';
import { decisionText } from '../whatif/decision-text.ts';

interface Expected {
  readonly disposition?: string;
  readonly notDisposition?: readonly string[];
  readonly orders?: readonly string[];
  readonly noFine?: true;
  readonly fines?: readonly object[];
  readonly questions?: readonly string[];
  readonly row?: string;
  readonly reason?: string;
}
interface EdgeCase {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>> & {
    readonly r?: Readonly<Record<string, Expected>>;
  };
}

const cases = JSON.parse(
  readFileSync(new URL('edge-cases.json', import.meta.url), 'utf8'),
) as readonly EdgeCase[];
const TODAY = '2026-03-02';
const get = (id: string): EdgeCase => cases.find((one) => one.id === id) as EdgeCase;
const answerOf = ({ request }: EdgeCase): Response => {
  const { command: _, ...rest } = request;
  return decide(parseRequest(rest, TODAY));
};
const under = (response: Response, instrument: string): Result => {
  const found = response.results.find((result) => result.instrument === instrument);
  if (found === undefined) throw new RangeError(`${instrument} does not answer`);
  return found;
};
const statesOf = ({ request }: EdgeCase) => {
  const { command: _, ...rest } = request;
  const parsed = parseObligationsRequest(rest);
  return obligations(parsed.facts, parsed.evidence, TODAY);
};

function check(result: Result, expected: Expected): void {
  if (expected.disposition !== undefined) expect(result.disposition).toBe(expected.disposition);
  for (const not of expected.notDisposition ?? []) expect(result.disposition).not.toBe(not);
  for (const order of expected.orders ?? []) expect(result.orders).toContain(order);
  if (expected.noFine === true) expect(result.fines).toEqual([]);
  if (expected.fines !== undefined) expect(result.fines).toMatchObject(expected.fines);
  for (const question of expected.questions ?? []) expect(result.questions).toContain(question);
  if (expected.row !== undefined) expect(result.row).toBe(expected.row);
  if (expected.reason !== undefined) expect(result.reason).toBe(expected.reason);
}

describe('an answer that was wrong once', () => {
  const plain = cases.filter((one) => one.expected.r !== undefined);
  it.each(plain.map((one) => [one.id, one.title, one] as const))('%s %s', (_, __, one) => {
    const response = answerOf(one);
    for (const [instrument, expected] of Object.entries(one.expected.r ?? {})) {
      check(under(response, instrument), expected);
    }
  });

  it('C01 the heavier new law is neither applied nor preselected', () => {
    const response = answerOf(get('C01'));
    expect(response.conflicts.map((conflict) => conflict.default)).not.toContain('d799');
    expect(under(response, 'd799').disposition).not.toBe('penalise');
  });

  it('C02 nothing is penalised where no law stood on the day of the act', () => {
    expect(answerOf(get('C02')).results.map((result) => result.disposition)).not.toContain('penalise');
  });

  it('X01 a missing sign fails item 2 and leaves item 9', () => {
    const state = new Map(statesOf(get('X01')).checklist.map(({ item, state }) => [item, state]));
    expect([state.get(2), state.get(9)]).toEqual(['breached', 'met']);
  });

  it('X03 twenty days are not the prescribed period', () => {
    const state = new Map(statesOf(get('X03')).results.map(({ id, state }) => [id, state]));
    expect(state.get('D799-21')).toBe('breached');
    expect(['breached', 'unknown']).toContain(state.get('BJ-26'));
  });

  it('X04 the circumstance named is the one that is met', () => {
    const text = decisionText(answerOf(get('X04')));
    expect(text).toContain('符合「2、造成危害后果');
    expect(text).not.toContain('符合「1、责令改正拒不备案');
  });

  it('X05 no clause on units is compared for an individual', () => {
    const { different, differences } = compareSchedules('bj-benchmark-old', 'bj-benchmark-2024-draft');
    expect(different).toBe(36);
    expect(differences.filter(({ facts }) => facts.actor === 'individual')).toEqual([]);
  });

  it('X06 a mall with 街 in its name is no road', () => {
    const result = under(answerOf(get('X06')), 'bj-measures-2006');
    expect(['not-a-violation', 'need-facts']).toContain(result.disposition);
    if (result.disposition === 'need-facts') expect(result.questions).toContain('place');
  });

  it('K15 late by one clock and in time by the other: a conflict, for a person', () => {
    expect(answerOf(get('K15')).conflicts).toMatchObject([{ resolution: 'human' }]);
  });

  it('G17 what is written about a person is not dropped', () => {
    const response = answerOf(get('G17'));
    const [result] = response.results;
    expect(result?.factors).toMatchObject([{ id: 'minor-14-to-18', persons: ['乙'] }]);
  });

  it('O04 a unit fined up to 3,000 yuan may be decided on the spot', () => {
    expect(answerOf(get('O04')).procedure.kind).toBe('simple');
  });

  it('M10 a discovery in the future is refused, and the field named', () => {
    const refused = (): unknown => answerOf(get('M10'));
    expect(refused).toThrow(LawError);
    try {
      refused();
    } catch (error) {
      expect((error as LawError).facts['path']).toBe('facts.discovered');
    }
  });
});
