// SPDX-License-Identifier: Apache-2.0
/** 行政检查: planned, approved by the head before every visit, done by two officers on published items only. */
import {
  approval,
  before,
  fact,
  finalState,
  paper,
  period,
  persons,
  state,
  stay,
  step,
  when,
  words,
} from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;

const twoOfficers = persons(
  'two-officers',
  2,
  officer,
  '执法人员不少于两人',
  'No fewer than two officers',
  'penalty-law-2021/two-officers',
);

const approvalMadeUp = period(
  'approval-made-up',
  '紧急检查补办审批',
  'Approval of an urgent visit made up',
  'inspection-opinions-2024/made-up-days',
  { from: 'start-urgent', endedBy: ['approve-afterwards'] },
);

const planned = [
  fact('published-items', '只检查公布的事项', 'Published items only', 'hami-checklist/basis'),
  fact(
    'visit-needed',
    '至少有一项不能用非现场方式查清',
    'At least one item cannot be proven from afar',
    'hami-checklist/method',
  ),
  fact(
    'frequency-reason',
    '一年内再次检查须写明理由',
    'A second visit within a year needs a reason',
    'hami-checklist/frequency',
    when('second-visit', '一年内检查过', 'Inspected within the last year'),
  ),
];

export const inspectionProcess: Process = {
  process: 'inspection',
  title: words('行政检查', 'Inspection'),
  initial: 'planned',
  states: [
    state('planned', '已计划', 'Planned'),
    state('approved', '已批准', 'Approved'),
    state('under-way', '检查中', 'Under way', [approvalMadeUp]),
    state('recorded', '已制作笔录', 'Recorded', [approvalMadeUp]),
    finalState('closed', '已办结', 'Closed'),
    finalState('cancelled', '已取消', 'Cancelled'),
  ],
  transitions: [
    step('approve', '负责人批准', 'Approve', {
      from: 'planned',
      to: 'approved',
      by: 'organHead',
      needs: [twoOfficers, ...planned],
      writes: ['inspection-approval', 'inspection-notice'],
      approvesAs: 'organHead',
      provision: 'inspection-opinions-2024/head-approval',
    }),
    step('start', '到场：亮证、扫码', 'Start: credentials shown, code scanned', {
      from: 'approved',
      to: 'under-way',
      by: officer,
      needs: [
        twoOfficers,
        approval(
          'organHead',
          '检查前经负责人批准',
          'The head approved before the visit',
          'inspection-opinions-2024/head-approval',
        ),
        fact(
          'credentials-shown',
          '主动出示执法证件',
          'Credentials are shown unasked',
          'penalty-law-2021/show-credentials',
        ),
        fact(
          'inspection-code',
          '扫单位码或者出示检查码',
          'The unit’s code is scanned or the inspection code shown',
          'inspection-opinions-2024/code',
        ),
        fact(
          'recusal-declared',
          '没有应当回避的情形',
          'Nothing asks for recusal',
          'penalty-law-2021/recusal',
        ),
      ],
      provision: 'd799/inspection',
    }),
    step('start-urgent', '紧急检查', 'Start an urgent visit', {
      from: 'planned',
      to: 'under-way',
      by: officer,
      needs: [
        twoOfficers,
        fact('urgency', '须立即检查的情形', 'Why it cannot wait', 'inspection-opinions-2024/urgent'),
        fact(
          'credentials-shown',
          '主动出示执法证件',
          'Credentials are shown unasked',
          'penalty-law-2021/show-credentials',
        ),
      ],
      provision: 'inspection-opinions-2024/urgent',
    }),
    ...stay('approve-afterwards', '补办审批', 'Approve afterwards', ['under-way', 'recorded'], {
      by: 'organHead',
      needs: [
        before(
          'start-urgent',
          '紧急检查已经开始',
          'The urgent visit has begun',
          'inspection-opinions-2024/urgent',
        ),
      ],
      writes: ['inspection-approval'],
      approvesAs: 'organHead',
      provision: 'inspection-opinions-2024/urgent',
    }),
    ...stay('record-items', '逐项记录', 'Record items', ['under-way'], {
      by: officer,
      needs: [
        fact('items', '每项：结果、理由、证据', 'Per item: result, reason, evidence', 'hami-checklist/basis'),
      ],
      provision: 'd799/inspection',
    }),
    step('sign-record', '笔录签名', 'Sign the record', {
      from: 'under-way',
      to: 'recorded',
      by: officer,
      needs: [
        before(
          'record-items',
          '已经逐项记录',
          'Items were recorded',
          'police-procedure-2012/inspection-record',
        ),
        fact(
          'every-item-settled',
          '每一项都有一个结果，两台设备不一致的已由一人裁定',
          'Every item has one result; differing answers are settled by one officer',
          'police-procedure-2012/inspection-record',
        ),
        fact(
          'officers-signed',
          '两名执法人员签名',
          'Both officers sign',
          'police-procedure-2012/inspection-record',
        ),
        fact(
          'unit-signed',
          '被检查人签名；不在场或者拒绝的注明',
          'The unit signs; absence or refusal is noted',
          'police-procedure-2012/inspection-record',
        ),
      ],
      writes: ['inspection-record'],
      provision: 'police-procedure-2012/inspection-record',
    }),
    step('close', '告知结果并办结', 'Tell the result and close', {
      from: 'recorded',
      to: 'closed',
      by: officer,
      needs: [
        paper(
          'inspection-record',
          '检查笔录已经制作',
          'The record was made',
          'penalty-law-2021/show-credentials',
        ),
        approval(
          'organHead',
          '检查经负责人批准（紧急的已补办）',
          'The head approved, if urgent afterwards',
          'inspection-opinions-2024/head-approval',
        ),
        fact(
          'result-told',
          '结果告知被检查单位',
          'The unit is told the result',
          'inspection-opinions-2024/result',
        ),
        fact(
          'breaches-followed',
          '不合格的项都有责令改正、立案或者当场改正',
          'Every breached item has an order, a case, or was corrected on the spot',
          'd799/inspection',
        ),
      ],
      provision: 'inspection-opinions-2024/result',
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
