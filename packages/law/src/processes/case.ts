// SPDX-License-Identifier: Apache-2.0
/** 行政案件, ordinary procedure: from intake to the closed file, every step with its article. */
import { decisionSteps, openStates } from './case-decision.ts';
import { monitoringSteps } from './case-evidence.ts';
import { executionSteps } from './case-execution.ts';
import { defenceSteps, hearingSteps } from './case-hearing.ts';
import { caseStates } from './case-states.ts';
import { fact, paper, persons, stay, step, when, words } from './define.ts';
import type { Process, Transition } from './process.ts';

const caseOfficer = 'caseOfficer' as const;

const twoOfficers = persons(
  'two-officers',
  2,
  caseOfficer,
  '确定两名办案人员',
  'Two case officers are named',
  'penalty-law-2021/two-officers',
);
const recusalDeclared = fact(
  'recusal-declared',
  '两名人员都声明没有应当回避的情形',
  'Both declare that nothing asks for recusal',
  'penalty-law-2021/recusal',
);

const openingSteps: readonly Transition[] = [
  step('accept', '受案', 'File the case', {
    from: 'intake',
    to: 'investigating',
    by: caseOfficer,
    needs: [
      fact(
        'jurisdiction',
        '违法行为地在本机关管辖范围',
        'The act lies within this organ’s jurisdiction',
        'penalty-law-2021/place-of-act',
      ),
      twoOfficers,
      recusalDeclared,
    ],
    writes: ['case-intake-record', 'case-intake-receipt'],
    provision: 'police-procedure-2012/case-acceptance',
  }),
  step('decline', '不予受案', 'Do not file', {
    from: 'intake',
    to: 'not-accepted',
    by: 'organHead',
    needs: [
      fact(
        'decline-reason',
        '写明理由并告知',
        'The reason, told to whom it concerns',
        'police-procedure-2012/case-acceptance',
      ),
    ],
    provision: 'police-procedure-2012/case-acceptance',
  }),
  ...stay(
    'replace-officer',
    '更换办案人员（回避、调离）',
    'Replace an officer (recusal, or gone)',
    openStates,
    {
      by: 'organHead',
      needs: [
        fact(
          'recusal-decision',
          '负责人的决定和理由',
          'The head’s decision and its reason',
          'penalty-law-2021/recusal',
        ),
        twoOfficers,
        recusalDeclared,
      ],
      replaces: ['two-officers'],
      provision: 'penalty-law-2021/recusal',
    },
  ),
  step('add-finding', '认定事实', 'Add a finding', {
    from: 'investigating',
    to: 'investigating',
    by: caseOfficer,
    needs: [
      fact(
        'finding',
        '事实、值、理由、证据',
        'Fact, value, reason, evidence',
        'penalty-law-2021/facts-clear',
      ),
      fact(
        'monitoring-evidence-reviewed',
        '监控设备记录的事实须先经技术审核、法制审核并告知当事人',
        'What equipment recorded is first reviewed for technique and law, and told to the party',
        'penalty-law-2021/monitoring-evidence',
        {
          when: words('证据来自电子技术监控设备', 'The evidence comes from monitoring equipment'),
          whenFact: 'monitoring-evidence',
        },
      ),
    ],
    provision: 'penalty-law-2021/case-filing',
  }),
  ...stay('commission-opinion', '委托鉴定', 'Commission an expert opinion', ['investigating'], {
    by: caseOfficer,
    needs: [
      fact(
        'opinion-question',
        '鉴定什么、谁鉴定',
        'What is asked, and whom',
        'police-procedure-2012/case-period',
      ),
    ],
    pauses: ['expert-opinion'],
    provision: 'police-procedure-2012/case-period',
  }),
  ...stay('receive-opinion', '收到鉴定意见', 'Receive the expert opinion', ['investigating'], {
    by: caseOfficer,
    needs: [
      paper(
        'expert-opinion',
        '鉴定意见已附卷',
        'The opinion is in the file',
        'penalty-law-2021/evidence-kinds',
      ),
    ],
    resumes: ['expert-opinion'],
    provision: 'police-procedure-2012/case-period',
  }),
  step('submit-for-review', '提交审核', 'Submit for review', {
    from: 'investigating',
    to: 'in-review',
    by: caseOfficer,
    needs: [
      fact(
        'evidence-for-facts',
        '每项认定的事实都有证据',
        'Every fact found has evidence',
        'penalty-law-2021/facts-clear',
      ),
      fact(
        'decided-at-both-dates',
        '按行为时和决定时的法律各裁量一次',
        'Discretion was run for both dates',
        'penalty-law-2021/law-in-time',
      ),
      fact(
        'law-chosen',
        '行为后法律有变化：写明适用哪一个文件、为什么',
        'The law changed after the act: which text applies, and why',
        'penalty-law-2021/law-in-time',
        when(
          'law-changed',
          '行为时和决定时的规定不同',
          'The law at the act and at the decision answer differently',
        ),
      ),
      fact(
        'prior-fines-searched',
        '已查同一行为有没有罚过款',
        'Earlier fines for the same act were searched',
        'penalty-law-2021/no-second-fine',
      ),
      fact(
        'proposal',
        '写明拟作的决定和理由',
        'The proposed outcome with its reasons',
        'police-procedure-2012/review',
      ),
    ],
    writes: ['evidence-list', 'investigation-report'],
    provision: 'police-procedure-2012/review',
  }),
  step('review', '审核通过', 'Review: passed', {
    from: 'in-review',
    to: 'reviewed',
    by: 'legalReviewer',
    needs: [
      fact(
        'review-opinion',
        '事实、证据、定性、依据、程序、处理六项逐项审查',
        'Facts, evidence, qualification, ground, procedure and outcome are each examined',
        'police-procedure-2012/review',
      ),
      fact(
        'reviewer-qualified',
        '初次从事法制审核的须有法律职业资格',
        'A first-time legal reviewer holds the legal qualification',
        'penalty-law-2021/legal-review',
        {
          when: words('审核人初次从事法制审核', 'The reviewer is new to legal review'),
          whenFact: 'first-time-reviewer',
        },
      ),
    ],
    writes: ['legal-review-opinion'],
    approvesAs: 'legalReviewer',
    provision: 'penalty-law-2021/legal-review',
  }),
  step('return', '退回补充', 'Return', {
    from: 'in-review',
    to: 'investigating',
    by: 'legalReviewer',
    needs: [fact('return-reason', '写明理由', 'The reason', 'police-procedure-2012/review')],
    undoes: ['submit-for-review'],
    provision: 'police-procedure-2012/review',
  }),
  step('give-notice', '事先告知', 'Give notice', {
    from: 'reviewed',
    to: 'notified',
    by: caseOfficer,
    needs: [
      fact(
        'notice-content',
        '拟处罚的内容、事实、理由、依据',
        'Proposed content, facts, reasons and ground',
        'penalty-law-2021/notice',
      ),
      fact(
        'rights-told',
        '告知陈述、申辩权；应当听证的告知听证权',
        'The rights to be heard, and to a hearing where due',
        'penalty-law-2021/notice',
      ),
      fact(
        'notice-served',
        '告知笔录由当事人签收，拒绝的注明',
        'The notice is signed for, or the refusal noted',
        'police-procedure-2012/notice',
      ),
    ],
    writes: ['penalty-notice-record'],
    provision: 'penalty-law-2021/notice',
  }),
  step('review', '听证后法制审核', 'Legal review after the hearing', {
    from: 'hearing-held',
    to: 'heard',
    by: 'legalReviewer',
    needs: [
      fact(
        'review-opinion',
        '根据听证笔录审核',
        'Reviewed on the record of the hearing',
        'penalty-law-2021/hearing-record',
      ),
    ],
    writes: ['legal-review-opinion'],
    approvesAs: 'legalReviewer',
    provision: 'penalty-law-2021/legal-review',
  }),
];

export const caseProcess: Process = {
  process: 'case',
  title: words('行政案件', 'Case'),
  initial: 'intake',
  states: caseStates,
  transitions: [
    ...openingSteps,
    ...monitoringSteps,
    ...defenceSteps,
    ...hearingSteps,
    ...decisionSteps,
    ...executionSteps,
  ],
};
