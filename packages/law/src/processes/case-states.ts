// SPDX-License-Identifier: Apache-2.0
/** States and clocks of the case (行政案件, ordinary procedure). */
import { finalState, period, setDate, state } from './define.ts';
import type { ProcessState } from './process.ts';

/** Ninety days from filing the case to the decision; expert opinions do not count (程序规定 art. 165). */
const decision = period('decision', '办案期限', 'Time to decide', 'penalty-law-2021/decision-days', {
  from: 'accept',
  pausedBy: ['expert-opinion'],
});

const defence = setDate('defence', '陈述、申辩期限', 'Time for the defence', 'penalty-law-2021/defence', {
  from: 'give-notice',
  onExpiry: 'defence-over',
  endedBy: ['answer-defence', 'waive-defence', 'hold-hearing'],
});

const hearingRequest = period(
  'hearing-request',
  '要求听证期限',
  'Time to ask for a hearing',
  'penalty-law-2021/hearing-request-days',
  {
    from: 'give-notice',
    onExpiry: 'hearing-waived',
    endedBy: ['waive-hearing', 'request-hearing'],
  },
);

const hearingAcceptance = period(
  'hearing-acceptance',
  '决定是否受理听证',
  'Time to accept the hearing',
  'police-procedure-2012/hearing-accept-days',
  {
    from: 'request-hearing',
    onExpiry: 'hearing-deemed-accepted',
    endedBy: ['accept-hearing', 'refuse-hearing'],
  },
);

const hearingHeld = period(
  'hearing-held',
  '举行听证期限',
  'Time to hold the hearing',
  'police-procedure-2012/hearing-held-days',
  { from: 'request-hearing', endedBy: ['hold-hearing', 'withdraw-hearing'] },
);

const serviceOf = (from: string) =>
  period('service', '送达期限', 'Time to serve', 'penalty-law-2021/service-days', {
    from,
    endedBy: ['serve'],
  });

export const payment = period('payment', '缴款期限', 'Time to pay', 'penalty-law-2021/payment-days', {
  from: 'serve',
  onExpiry: 'payment-overdue',
});

export const reconsideration = period(
  'reconsideration',
  '申请行政复议期限',
  'Time to ask for reconsideration',
  'reconsideration-law-2023/days',
  { from: 'serve' },
);

export const demand = period(
  'demand',
  '催告期限',
  'Time after the demand',
  'police-procedure-2012/demand-days',
  {
    from: 'demand-payment',
  },
);

export const withdrawal = period(
  'withdraw-publication',
  '撤回公开期限',
  'Time to withdraw the publication',
  'penalty-law-2021/withdrawal-days',
  { from: 'annul', endedBy: ['withdraw-publication'] },
);

export const caseStates: readonly ProcessState[] = [
  state('intake', '待受案', 'Intake'),
  state('investigating', '调查取证', 'Investigating', [decision]),
  state('in-review', '审核中', 'In review', [decision]),
  state('reviewed', '已审核', 'Reviewed', [decision]),
  state('notified', '已告知', 'Notified', [decision, defence, hearingRequest]),
  state('defence-received', '已收到陈述申辩，待复核', 'Defence to be answered', [
    decision,
    defence,
    hearingRequest,
  ]),
  state('hearing-requested', '已要求听证', 'Hearing requested', [
    decision,
    defence,
    hearingAcceptance,
    hearingHeld,
  ]),
  state('hearing-accepted', '听证已受理', 'Hearing accepted', [decision, defence, hearingHeld]),
  state('hearing-held', '听证已举行，待审核', 'Hearing held', [decision]),
  state('heard', '已听取意见', 'Heard', [decision]),
  state('approved', '已批准处罚', 'Penalty approved', [decision]),
  state('no-penalty-approved', '已批准不予处罚', 'No penalty approved', [decision]),
  state('decided', '已决定处罚', 'Decided', [serviceOf('decide-penalty')]),
  state('served', '已送达', 'Served', [payment, reconsideration, demand]),
  state('enforcement', '申请强制执行', 'Enforcement applied for'),
  state('no-penalty', '不予处罚', 'No penalty', [serviceOf('decide-no-penalty')]),
  state('annulled', '已撤销', 'Annulled', [withdrawal]),
  finalState('closed', '已结案', 'Closed'),
  finalState('transferred', '已移送', 'Transferred'),
  finalState('terminated', '终止调查', 'Terminated'),
  finalState('not-accepted', '不予受案', 'Not accepted'),
];
