// SPDX-License-Identifier: Apache-2.0
/** 备案: not an approval; the organ receives (受理), checks (核验) and gives a receipt (回执). */
import { fact, finalState, state, step, words } from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;
const unit = 'unitManager' as const;
const duty = 'd799/filing-duty' as const;

const held = fact(
  'held-by-oneself',
  '由受理人办理；别人受理的先释放',
  'Done by who accepted it; another’s is released first',
  'd799/filing-convenience',
);

export const filingProcess: Process = {
  process: 'filing',
  title: words('备案', 'Filing'),
  initial: 'draft',
  states: [
    state('draft', '草稿', 'Draft'),
    state('submitted', '已提交', 'Submitted'),
    state('accepted', '已受理', 'Accepted'),
    state('returned', '待补正', 'Returned'),
    finalState('verified', '已核验', 'Verified'),
    finalState('withdrawn', '已撤回', 'Withdrawn'),
  ],
  transitions: [
    step('submit', '提交', 'Submit', {
      from: ['draft', 'returned'],
      to: 'submitted',
      by: unit,
      needs: [fact('form-complete', '必填项齐全、没有错误', 'The form is complete and without errors', duty)],
      provision: duty,
    }),
    step('accept', '受理', 'Accept', {
      from: 'submitted',
      to: 'accepted',
      by: officer,
      provision: duty,
    }),
    step('release', '释放', 'Release', {
      from: 'accepted',
      to: 'submitted',
      by: officer,
      provision: 'd799/filing-convenience',
    }),
    step('return', '退回补正', 'Return', {
      from: ['submitted', 'accepted'],
      to: 'returned',
      by: officer,
      needs: [
        held,
        fact('reasons', '逐个字段写明理由', 'A reason for each field', 'd799/filing-convenience'),
      ],
      provision: 'd799/filing-truth',
    }),
    step('verify', '核验并出具回执', 'Verify and give a receipt', {
      from: 'accepted',
      to: 'verified',
      by: officer,
      needs: [
        held,
        fact('form-complete', '必填项齐全、没有错误', 'The form is complete and without errors', duty),
      ],
      writes: ['filing-receipt'],
      provision: duty,
    }),
    step('withdraw', '撤回', 'Withdraw', {
      from: ['draft', 'returned', 'submitted'],
      to: 'withdrawn',
      by: unit,
      provision: duty,
    }),
  ],
};
