// SPDX-License-Identifier: Apache-2.0
/** Numbers in the text of a decision are the law's on its day, not the paper's own. */
import { getParameter, type ParameterId } from '@mingjing/law';
import { expect, it } from 'vitest';
import type { CaseFile } from './case-file.ts';
import { noPenaltyDecision, penaltyDecision } from './case-papers.ts';

const file: CaseFile = {
  number: null,
  organ: '演示市公安局演示分局',
  on: '2026-11-20',
  draft: false,
  cause: '未按规定备案',
  party: { name: '演示商场' },
  summary: '',
  findings: [],
  articles: [],
  circumstances: [],
  outcome: ['警告。'],
  reason: '',
  orders: [],
  officers: [],
  hearing: false,
  said: [],
  verification: null,
};
const text = (make: typeof penaltyDecision): string => JSON.stringify(make(file));

it('a decision says when to pay, what is added, and how long one may object', () => {
  expect(text(penaltyDecision)).toContain('十五日内到指定的银行');
  expect(text(penaltyDecision)).toContain('百分之三加处罚款');
  for (const make of [penaltyDecision, noPenaltyDecision])
    expect(text(make)).toContain('六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼');
});

it.each([
  'penalty-law-2021/payment-days',
  'penalty-law-2021/surcharge-percent',
  'reconsideration-law-2023/days',
  'litigation-law-2017/months',
] satisfies ParameterId[])('%s moves the decision', (id) => {
  const [first] = getParameter(id).values as unknown as { value: number }[];
  if (first === undefined) throw new RangeError(id);
  const [before, value] = [text(penaltyDecision), first.value];
  first.value += 1;
  try {
    expect(text(penaltyDecision)).not.toBe(before);
  } finally {
    first.value = value;
  }
});
