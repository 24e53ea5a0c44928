// SPDX-License-Identifier: Apache-2.0
/** After the decision: service, payment, enforcement, closing, publication and its withdrawal. */
import { before, clockOver, fact, paper, stay, step, when } from './define.ts';
import type { Transition } from './process.ts';

const caseOfficer = 'caseOfficer' as const;

const served = [
  fact(
    'service-method',
    '当场交付、留置、邮寄、公告；电子送达须有当事人签订的确认书',
    'In person, left, mailed, by public notice; electronically only with the signed confirmation',
    'penalty-law-2021/service-7-days',
  ),
  fact(
    'service-date',
    '送达日期和签收人',
    'Day of service and who received it',
    'police-procedure-2012/service',
  ),
];

const performed = fact(
  'performed',
  '罚款（和加处罚款）缴清，或者执行终结；没有罚款的已履行',
  'Fine and surcharge are paid or enforcement has ended; other duties are performed',
  'penalty-law-2021/surcharge',
);

export const executionSteps: readonly Transition[] = [
  step('serve', '送达决定', 'Serve the decision', {
    from: 'decided',
    to: 'served',
    by: caseOfficer,
    needs: [
      ...served,
      paper(
        'penalty-decision',
        '决定书已经制作',
        'The decision was drawn up',
        'penalty-law-2021/decision-content',
      ),
    ],
    writes: ['service-receipt'],
    provision: 'penalty-law-2021/service-7-days',
  }),
  step('serve', '送达不予处罚决定', 'Serve the decision not to penalise', {
    from: 'no-penalty',
    to: 'no-penalty',
    by: caseOfficer,
    needs: [
      ...served,
      paper(
        'no-penalty-decision',
        '决定书已经制作',
        'The decision was drawn up',
        'penalty-law-2021/decision-content',
      ),
    ],
    writes: ['service-receipt'],
    provision: 'penalty-law-2021/service-7-days',
  }),
  ...stay('payment-overdue', '逾期未缴，开始加处罚款', 'Overdue: the surcharge begins', ['served'], {
    by: 'clock',
    provision: 'penalty-law-2021/surcharge',
  }),
  ...stay('record-payment', '登记缴款', 'Record a payment', ['served', 'enforcement'], {
    by: caseOfficer,
    needs: [
      fact(
        'payment',
        '银行或者电子支付的凭据：金额和日期；罚缴分离',
        'Receipt of the bank or payment system: amount and day',
        'penalty-law-2021/payment-15-days',
      ),
      fact(
        'surcharge-capped',
        '加处罚款不超过罚款数额',
        'The surcharge does not exceed the fine',
        'penalty-law-2021/surcharge',
      ),
    ],
    provision: 'penalty-law-2021/payment-15-days',
  }),
  ...stay('defer-payment', '批准延期或者分期', 'Defer or pay in instalments', ['served'], {
    by: 'organHead',
    needs: [
      fact(
        'hardship',
        '当事人申请和确有经济困难的理由、各期日期',
        'The party’s application, the hardship, the new dates',
        'penalty-law-2021/instalments',
      ),
    ],
    writes: ['deferral-approval'],
    approvesAs: 'organHead',
    moves: ['payment'],
    provision: 'penalty-law-2021/instalments',
  }),
  ...stay(
    'record-objection',
    '登记复议或者诉讼（不停止执行）',
    'Record an objection or suit (execution goes on)',
    ['served', 'enforcement'],
    {
      by: caseOfficer,
      needs: [
        fact(
          'objection',
          '受理机关、日期；期间不计加处罚款',
          'Who received it and when; no surcharge meanwhile',
          'penalty-law-2021/no-suspension',
        ),
      ],
      provision: 'penalty-law-2021/no-suspension',
    },
  ),
  ...stay(
    'record-objection-end',
    '登记复议或者诉讼结果',
    'Record the end of an objection or suit',
    ['served', 'enforcement'],
    {
      by: caseOfficer,
      needs: [fact('objection-result', '结果和日期', 'Result and day', 'penalty-law-2021/no-suspension')],
      provision: 'penalty-law-2021/no-suspension',
    },
  ),
  ...stay('demand-payment', '催告', 'Demand', ['served'], {
    by: caseOfficer,
    needs: [
      clockOver('payment', '缴款期限已过', 'The time to pay is over', 'penalty-law-2021/payment-15-days'),
      fact(
        'demand-amount',
        '写明金额、期限和陈述申辩权',
        'Amount, time and the right to be heard',
        'police-procedure-2012/demand',
      ),
    ],
    writes: ['demand-notice'],
    provision: 'police-procedure-2012/demand',
  }),
  step('apply-enforcement', '申请法院强制执行', 'Apply to the court', {
    from: 'served',
    to: 'enforcement',
    by: 'organHead',
    needs: [
      before('demand-payment', '已经催告', 'A demand was made', 'police-procedure-2012/demand'),
      clockOver(
        'demand',
        '催告书送达十日后仍未履行',
        'Ten days after the demand nothing was paid',
        'police-procedure-2012/demand',
      ),
      clockOver(
        'reconsideration',
        '复议期限已过',
        'The time for reconsideration is over',
        'police-procedure-2012/enforcement',
      ),
      fact(
        'suit-time-over',
        '起诉期限已过且没有起诉',
        'The time to sue is over and no suit was filed',
        'police-procedure-2012/enforcement',
      ),
    ],
    writes: ['enforcement-application'],
    approvesAs: 'organHead',
    provision: 'police-procedure-2012/enforcement',
  }),
  step('annul', '撤销、变更或者确认违法', 'Annul', {
    from: ['decided', 'served', 'enforcement', 'no-penalty'],
    to: 'annulled',
    by: 'organHead',
    needs: [
      fact(
        'annulment-ground',
        '复议、判决或者自行纠错的文书和理由',
        'The ruling or own correction, with its reason',
        'penalty-law-2021/publication',
      ),
    ],
    writes: ['annulment-decision'],
    approvesAs: 'organHead',
    provision: 'penalty-law-2021/void',
  }),
  ...stay('publish', '公开决定', 'Publish the decision', ['served', 'closed'], {
    by: 'organHead',
    needs: [
      fact(
        'social-impact',
        '具有一定社会影响的决定依法公开',
        'Decisions of some social impact are published',
        'penalty-law-2021/publication',
      ),
      fact(
        'secrets-removed',
        '国家秘密、商业秘密和个人隐私已经隐去',
        'Secrets and privacy are removed',
        'penalty-law-2021/publication',
      ),
    ],
    provision: 'penalty-law-2021/publication',
  }),
  ...stay('withdraw-publication', '撤回公开', 'Withdraw the publication', ['served', 'annulled', 'closed'], {
    by: 'organHead',
    needs: [
      before('publish', '曾经公开', 'It was published', 'penalty-law-2021/publication'),
      fact(
        'withdrawal-reason',
        '三日（工作日）内撤回并公开说明理由',
        'Within three working days, with the public reason',
        'penalty-law-2021/publication',
      ),
    ],
    provision: 'penalty-law-2021/publication',
  }),
  step('close', '结案', 'Close', {
    from: ['served', 'enforcement'],
    to: 'closed',
    by: caseOfficer,
    needs: [
      before('serve', '决定已经送达', 'The decision was served', 'penalty-law-2021/service-7-days'),
      performed,
      fact(
        'file-complete',
        '案卷齐全、编目编页',
        'The file is complete, indexed and paged',
        'police-procedure-2012/case-file',
      ),
    ],
    writes: ['closing-report', 'case-file-index'],
    provision: 'police-procedure-2012/case-file',
  }),
  step('close', '结案（不予处罚）', 'Close (no penalty)', {
    from: 'no-penalty',
    to: 'closed',
    by: caseOfficer,
    needs: [
      before('serve', '决定已经送达', 'The decision was served', 'penalty-law-2021/service-7-days'),
      fact(
        'education-recorded',
        '对当事人进行教育并记录',
        'The party is educated, and that is recorded',
        'penalty-law-2021/education',
      ),
      fact(
        'file-complete',
        '案卷齐全、编目编页',
        'The file is complete, indexed and paged',
        'police-procedure-2012/case-file',
      ),
    ],
    writes: ['closing-report', 'case-file-index'],
    provision: 'police-procedure-2012/case-file',
  }),
  step('close', '结案（撤销后）', 'Close (after annulment)', {
    from: 'annulled',
    to: 'closed',
    by: caseOfficer,
    needs: [
      before(
        'withdraw-publication',
        '公开的信息已经撤回',
        'The publication was withdrawn',
        'penalty-law-2021/publication',
        when('published', '决定已经公开', 'The decision was published'),
      ),
      fact(
        'file-complete',
        '案卷齐全、编目编页',
        'The file is complete, indexed and paged',
        'police-procedure-2012/case-file',
      ),
    ],
    writes: ['closing-report', 'case-file-index'],
    provision: 'police-procedure-2012/case-file',
  }),
];
