// SPDX-License-Identifier: Apache-2.0
/** 举报投诉: an illegal camera goes to an officer; a complaint about an official to internal supervision only. */
import { fact, finalState, setDate, state, step, words } from './define.ts';
import type { Process } from './process.ts';

const officer = 'supervisionOfficer' as const;
const supervisor = 'internalSupervisor' as const;
const reports = 'd799/reports' as const;

const answer = setDate('answer', '答复期限', 'Time to answer', reports, {
  from: 'accept',
  endedBy: ['answer'],
});

export const complaintProcess: Process = {
  process: 'complaint',
  title: words('举报投诉', 'Complaint'),
  initial: 'received',
  states: [
    state('received', '已收到', 'Received'),
    state('accepted', '已受理', 'Accepted', [answer]),
    state('inspecting', '已转检查', 'Inspecting', [answer]),
    state('supervised', '内部监督办理', 'With internal supervision'),
    finalState('answered', '已答复', 'Answered'),
    finalState('transferred', '已转其他机关', 'Transferred'),
    finalState('not-accepted', '不予受理', 'Not accepted'),
  ],
  transitions: [
    step('accept', '受理', 'Accept', {
      from: 'received',
      to: 'accepted',
      by: officer,
      needs: [fact('answer-by', '确定答复日期', 'The day of the answer is set', reports)],
      provision: reports,
    }),
    step('supervise', '转内部监督（涉及公安人员）', 'To internal supervision (about an official)', {
      from: ['received', 'accepted'],
      to: 'supervised',
      by: [officer, supervisor],
      provision: 'd799/internal-supervision',
    }),
    step('plan-inspection', '转检查', 'Plan an inspection', {
      from: 'accepted',
      to: 'inspecting',
      by: officer,
      needs: [fact('inspection', '对应的检查', 'The inspection that follows', 'd799/inspection')],
      provision: 'd799/inspection',
    }),
    step('answer', '答复', 'Answer', {
      from: ['accepted', 'inspecting'],
      to: 'answered',
      by: officer,
      needs: [fact('answer-text', '查了什么、结果是什么', 'What was checked, what was found', reports)],
      writes: ['complaint-answer'],
      provision: reports,
    }),
    step('answer', '内部监督答复', 'Answer by internal supervision', {
      from: 'supervised',
      to: 'answered',
      by: supervisor,
      needs: [
        fact(
          'answer-text',
          '查了什么、结果是什么',
          'What was checked, what was found',
          'd799/internal-supervision',
        ),
      ],
      writes: ['complaint-answer'],
      provision: 'd799/internal-supervision',
    }),
    step('transfer', '转其他机关', 'Transfer', {
      from: ['received', 'accepted'],
      to: 'transferred',
      by: officer,
      needs: [
        fact(
          'receiver',
          '接收机关，已告知举报人',
          'Who receives it; the reporter is told',
          'police-procedure-2012/case-acceptance',
        ),
      ],
      provision: 'police-procedure-2012/case-acceptance',
    }),
    step('decline', '不予受理', 'Do not accept', {
      from: 'received',
      to: 'not-accepted',
      by: officer,
      needs: [
        fact(
          'decline-reason',
          '写明理由（重复、已办结、无事实）',
          'The reason: repeated, settled, without facts',
          reports,
        ),
      ],
      provision: reports,
    }),
  ],
};
