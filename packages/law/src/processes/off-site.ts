// SPDX-License-Identifier: Apache-2.0
/**
 * 非现场检查: an officer picks published items, the head approves, recorders answer by proof. What a proof shows against
 * the unit is reviewed by two people (Penalty Law art. 41) and told to the unit before anything follows from it.
 */
import { approval, before, fact, finalState, state, stay, step, words } from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;
const review = 'penalty-law-2021/monitoring-evidence' as const;
const method = 'hami-checklist/method' as const;

const told = fact(
  'result-told',
  '结果告知被检查单位',
  'The unit is told the result',
  'inspection-opinions-2024/result',
);

export const offSiteInspectionProcess: Process = {
  process: 'off-site-inspection',
  title: words('非现场检查', 'Off-site inspection'),
  initial: 'planned',
  states: [
    state('planned', '已计划', 'Planned'),
    state('approved', '抽验中', 'Asking'),
    state('assessed', '已有结果', 'Assessed'),
    state('under-review', '非现场证据审核中', 'Evidence under review'),
    state('reviewed', '证据审核通过', 'Evidence reviewed'),
    state('told', '已告知单位', 'Unit told'),
    finalState('closed', '已办结', 'Closed'),
    finalState('not-evidence', '不作为证据', 'Not used as evidence'),
    finalState('followed', '已责令改正', 'Ordered to correct'),
    finalState('cancelled', '已取消', 'Cancelled'),
  ],
  transitions: [
    step('approve', '负责人批准抽验', 'Approve', {
      from: 'planned',
      to: 'approved',
      by: 'organHead',
      needs: [
        fact('published-items', '只检查公布的事项', 'Published items only', 'hami-checklist/basis'),
        fact('recorders-enrolled', '单位有已入网的录像机', 'The unit has an enrolled recorder', method),
      ],
      approvesAs: 'organHead',
      provision: 'inspection-opinions-2024/head-approval',
    }),
    step('take-results', '接收结果', 'Take the results', {
      from: 'approved',
      to: 'assessed',
      by: officer,
      needs: [
        fact(
          'all-settled',
          '每台录像机都已回答，或者四次都没有回答',
          'Every recorder has answered, or missed all four chances',
          method,
        ),
      ],
      provision: method,
    }),
    ...stay(
      'plan-visit',
      '没有查清的事项转现场检查',
      'Plan a visit for what stays open',
      ['assessed', 'told'],
      {
        by: officer,
        needs: [
          fact('open-items', '有事项不能用非现场方式查清', 'Some items cannot be answered from afar', method),
        ],
        provision: 'd799/inspection',
      },
    ),
    step('close', '告知结果并办结', 'Tell the result and close', {
      from: 'assessed',
      to: 'closed',
      by: officer,
      needs: [fact('nothing-failed', '没有不符合的事项', 'Nothing is breached', method), told],
      provision: 'inspection-opinions-2024/result',
    }),
    step('submit-for-review', '提交非现场证据审核', 'Submit the evidence for review', {
      from: 'assessed',
      to: 'under-review',
      by: officer,
      needs: [fact('something-failed', '有不符合的事项', 'Something is breached', review)],
      provision: review,
    }),
    ...stay('review-technical', '技术审核', 'Technical review', ['under-review'], {
      by: ['caseOfficer', officer],
      needs: [
        fact(
          'another-person',
          '技术审核人不是提交的人',
          'The technical reviewer is not who submitted',
          review,
        ),
        fact(
          'equipment-sound',
          '设备符合标准、设置合理、标志明显、地点公布',
          'The equipment meets the standard, stands where it should, marked and made public',
          review,
        ),
        fact(
          'proof-verified',
          '证明已独立复核：签名、路径、随机数',
          'The proof was verified again: signature, paths, nonce',
          review,
        ),
      ],
      provision: review,
    }),
    step('review-legal', '法制审核通过', 'Legal review passed', {
      from: 'under-review',
      to: 'reviewed',
      by: 'legalReviewer',
      needs: [
        before('review-technical', '已经技术审核', 'The technical review was done', review),
        fact(
          'true-and-clear',
          '记录真实、清晰、完整、准确',
          'The record is true, clear, complete and exact',
          review,
        ),
      ],
      approvesAs: 'legalReviewer',
      provision: review,
    }),
    step('reject-evidence', '审核不通过，不作为证据', 'Reject the evidence', {
      from: 'under-review',
      to: 'not-evidence',
      by: ['legalReviewer', 'caseOfficer', officer],
      needs: [fact('rejection-reason', '写明理由', 'The reason', review)],
      provision: review,
    }),
    step('tell-unit', '告知单位并提供查询', 'Tell the unit and let it see the proof', {
      from: 'reviewed',
      to: 'told',
      by: officer,
      needs: [
        approval('legalReviewer', '法制审核通过', 'Legal review passed', review),
        fact('told-how', '告知的方式', 'How it was told', review),
      ],
      provision: review,
    }),
    ...stay('state-defence', '单位陈述、申辩', 'The unit answers', ['told'], {
      by: 'unitManager',
      needs: [fact('statement', '陈述、申辩的内容', 'What the unit says', review)],
      provision: review,
    }),
    step('accept-defence', '采纳申辩，不作为证据', 'Accept the answer', {
      from: 'told',
      to: 'not-evidence',
      by: officer,
      needs: [
        before('state-defence', '单位已经陈述、申辩', 'The unit has answered', review),
        fact('acceptance-reason', '采纳的理由', 'Why it is accepted', review),
      ],
      provision: review,
    }),
    step('order', '责令改正', 'Order to correct', {
      from: 'told',
      to: 'followed',
      by: officer,
      needs: [
        approval('legalReviewer', '法制审核通过', 'Legal review passed', review),
        fact(
          'answer-weighed',
          '单位的陈述、申辩已复核，或者单位放弃',
          'What the unit says was weighed, or it says nothing',
          review,
        ),
      ],
      provision: 'penalty-law-2021/order-to-correct',
    }),
    step('cancel', '取消', 'Cancel', {
      from: ['planned', 'approved'],
      to: 'cancelled',
      by: [officer, 'organHead'],
      needs: [fact('cancel-reason', '写明理由', 'The reason', 'inspection-opinions-2024/head-approval')],
      provision: 'inspection-opinions-2024/head-approval',
    }),
  ],
};
