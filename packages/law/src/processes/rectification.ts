// SPDX-License-Identifier: Apache-2.0
/** 责令限期改正（整改）: order, answer, extension, re-inspection; overdue by itself on the day. */
import { before, fact, finalState, paper, setDate, state, stay, step, words } from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;
const order = 'penalty-law-2021/order-to-correct' as const;

const deadline = setDate('deadline', '整改期限', 'Deadline to correct', order, {
  from: 'serve-order',
  onExpiry: 'deadline-passed',
  endedBy: ['answer'],
});

export const rectificationProcess: Process = {
  process: 'rectification',
  title: words('责令限期改正', 'Rectification'),
  initial: 'drafted',
  states: [
    state('drafted', '待送达', 'Drafted'),
    state('ordered', '整改期内', 'Ordered', [deadline]),
    state('answered', '已答复，待复查', 'Answered'),
    state('overdue', '逾期未改正', 'Overdue'),
    state('reinspected', '已复查，待认定', 'Re-inspected'),
    state('unqualified', '整改不合格', 'Unqualified'),
    finalState('qualified', '整改合格', 'Qualified'),
    finalState('referred', '已转立案', 'Case opened'),
    finalState('withdrawn', '已撤回', 'Withdrawn'),
  ],
  transitions: [
    step('serve-order', '送达责令改正通知书', 'Serve the order', {
      from: 'drafted',
      to: 'ordered',
      by: officer,
      needs: [
        fact(
          'items',
          '每项：问题、依据、要做什么、以什么证明',
          'Per item: what is wrong, ground, what to do, what proves it',
          order,
        ),
        fact(
          'deadline-set',
          '期限由人确定，不早于今天',
          'A person sets the deadline, not in the past',
          order,
        ),
        fact(
          'service',
          '送达方式、日期、签收人',
          'How, when and to whom it was served',
          'police-procedure-2012/service',
        ),
      ],
      writes: ['rectification-order', 'service-receipt'],
      provision: order,
    }),
    step('withdraw-order', '撤回', 'Withdraw', {
      from: ['drafted', 'ordered'],
      to: 'withdrawn',
      by: 'organHead',
      needs: [fact('withdraw-reason', '写明理由', 'The reason', order)],
      provision: order,
    }),
    step('answer', '单位答复', 'Answer', {
      from: ['ordered', 'overdue'],
      to: 'answered',
      by: ['unitManager', 'unitStaff', officer],
      needs: [
        fact(
          'answers',
          '每项的整改情况，附文件或者录像机事实',
          'Per item what was done, with files or the recorder’s facts',
          order,
        ),
      ],
      provision: order,
    }),
    ...stay('extend', '批准延期', 'Extend', ['ordered'], {
      by: 'organHead',
      needs: [
        fact('extension-reason', '申请和理由', 'The application and its reason', order),
        fact('deadline-set', '新的期限晚于原期限', 'The new deadline is later than the old', order),
      ],
      writes: ['extension-approval'],
      moves: ['deadline'],
      provision: order,
    }),
    step('deadline-passed', '期限届满未答复', 'The deadline passed', {
      from: 'ordered',
      to: 'overdue',
      by: 'clock',
      provision: order,
    }),
    step('reinspect', '复查', 'Re-inspect', {
      from: ['answered', 'overdue'],
      to: 'reinspected',
      by: officer,
      needs: [
        fact(
          'reinspection',
          '逐项复查结果：先非现场，再现场',
          'Result per item: from afar first, then on site',
          'd799/inspection',
        ),
      ],
      writes: ['reinspection-record'],
      provision: 'd799/inspection',
    }),
    step('find-qualified', '认定合格', 'Find qualified', {
      from: 'reinspected',
      to: 'qualified',
      by: officer,
      needs: [
        paper('reinspection-record', '复查笔录已经制作', 'The re-inspection was recorded', 'd799/inspection'),
        fact('all-items-met', '每一项都改正了', 'Every item was corrected', order),
      ],
      writes: ['reinspection-opinion'],
      provision: order,
    }),
    step('find-unqualified', '认定不合格', 'Find unqualified', {
      from: 'reinspected',
      to: 'unqualified',
      by: officer,
      needs: [
        paper('reinspection-record', '复查笔录已经制作', 'The re-inspection was recorded', 'd799/inspection'),
        fact(
          'items-not-met',
          '写明哪些项没有改正、凭什么证据',
          'Which items were not corrected, on what evidence',
          order,
        ),
      ],
      writes: ['reinspection-opinion'],
      provision: order,
    }),
    step('order-again', '再次责令改正', 'Order again', {
      from: 'unqualified',
      to: 'drafted',
      by: officer,
      needs: [fact('again-reason', '写明理由', 'The reason', order)],
      undoes: ['serve-order', 'answer', 'reinspect', 'deadline-passed'],
      provision: order,
    }),
    step('open-case', '转立案', 'Open a case', {
      from: ['unqualified', 'overdue'],
      to: 'referred',
      by: officer,
      needs: [before('serve-order', '责令改正已经送达', 'The order was served', order)],
      provision: 'penalty-law-2021/case-filing',
    }),
  ],
};
