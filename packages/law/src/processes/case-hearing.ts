// SPDX-License-Identifier: Apache-2.0
/** The party's rights after the notice: statement and defence, hearing. No step here makes the outcome heavier. */
import { fact, persons, stay, step } from './define.ts';
import type { Transition } from './process.ts';

const caseOfficer = 'caseOfficer' as const;
/** The officer writes down what the party says; the party may also act from its own pages. */
const officerOrParty = [caseOfficer, 'unitManager'] as const;

/** Approval and discussion were given before the party was heard: they do not count any more. */
const afterNewWords = ['conclude-notice', 'discuss', 'approve'];

export const defenceSteps: readonly Transition[] = [
  step('record-defence', '记录陈述、申辩', 'Record the defence', {
    from: ['notified', 'heard', 'approved'],
    to: 'defence-received',
    by: officerOrParty,
    needs: [
      fact(
        'defence-text',
        '记下当事人提出的事实、理由和证据',
        'Write down the facts, reasons and evidence the party puts forward',
        'penalty-law-2021/defence',
      ),
    ],
    writes: ['defence-record'],
    undoes: [...afterNewWords, 'answer-defence', 'waive-defence'],
    provision: 'penalty-law-2021/defence',
  }),
  step('answer-defence', '逐条复核并书面答复', 'Answer each argument in writing', {
    from: 'defence-received',
    to: 'notified',
    by: caseOfficer,
    needs: [
      fact(
        'every-argument-answered',
        '每一项事实、理由、证据都要复核并写明是否采纳；成立的应当采纳',
        'Every argument is checked and answered; what holds is accepted',
        'penalty-law-2021/defence',
      ),
    ],
    writes: ['defence-review-opinion'],
    provision: 'penalty-law-2021/defence',
  }),
  step('waive-defence', '明确放弃陈述、申辩', 'Waive the defence', {
    from: 'notified',
    to: 'notified',
    by: officerOrParty,
    needs: [
      fact(
        'waiver-signed',
        '放弃须由当事人明确表示并签名',
        'The waiver is express and signed by the party',
        'penalty-law-2021/no-notice-no-decision',
      ),
    ],
    provision: 'penalty-law-2021/no-notice-no-decision',
  }),
  ...stay(
    'defence-over',
    '陈述、申辩期限届满',
    'Time for the defence is over',
    ['notified', 'defence-received', 'hearing-requested', 'hearing-accepted'],
    {
      by: 'clock',
      provision: 'penalty-law-2021/defence',
    },
  ),
];

export const hearingSteps: readonly Transition[] = [
  ...stay(
    'hearing-waived',
    '要求听证期限届满',
    'Time to ask for a hearing is over',
    ['notified', 'defence-received'],
    {
      by: 'clock',
      provision: 'penalty-law-2021/hearing-procedure',
    },
  ),
  ...stay('waive-hearing', '放弃听证', 'Waive the hearing', ['notified'], {
    by: officerOrParty,
    needs: [
      fact(
        'hearing-waiver-signed',
        '放弃须由当事人明确表示并签名；期限内仍可以再提出',
        'The waiver is express and signed; within the time the party may still ask',
        'police-procedure-2012/hearing-request-again',
      ),
    ],
    provision: 'penalty-law-2021/hearing-procedure',
  }),
  step('request-hearing', '要求听证', 'Ask for a hearing', {
    from: ['notified', 'defence-received', 'heard', 'approved'],
    to: 'hearing-requested',
    by: officerOrParty,
    needs: [
      fact(
        'hearing-request-in-time',
        '告知后五日（工作日）内提出；放弃后在期限内又提出的应当允许',
        'Asked within five working days of the notice, also after a waiver',
        'penalty-law-2021/hearing-procedure',
      ),
    ],
    undoes: [...afterNewWords, 'waive-hearing', 'hearing-waived', 'withdraw-hearing'],
    provision: 'penalty-law-2021/hearing',
  }),
  step('accept-hearing', '受理听证', 'Accept the hearing', {
    from: 'hearing-requested',
    to: 'hearing-accepted',
    by: 'legalReviewer',
    provision: 'police-procedure-2012/hearing-accept',
  }),
  step('hearing-deemed-accepted', '逾期未通知，视为受理', 'Not answered in time: accepted', {
    from: 'hearing-requested',
    to: 'hearing-accepted',
    by: 'clock',
    provision: 'police-procedure-2012/hearing-accept',
  }),
  step('refuse-hearing', '不予受理听证', 'Refuse the hearing', {
    from: 'hearing-requested',
    to: 'notified',
    by: 'legalReviewer',
    needs: [
      fact(
        'hearing-not-due',
        '只有拟作的处罚不属于应当听证的范围，才可以不予受理，并写明理由',
        'Refused only where the proposed penalty gives no right to a hearing, with the reason',
        'penalty-law-2021/hearing',
      ),
    ],
    writes: ['hearing-refusal-notice'],
    provision: 'police-procedure-2012/hearing-accept',
  }),
  step('withdraw-hearing', '撤回听证要求', 'Withdraw the request', {
    from: ['hearing-requested', 'hearing-accepted'],
    to: 'notified',
    by: officerOrParty,
    needs: [
      fact(
        'withdrawal-signed',
        '撤回（或者无正当理由不出席、中途退出）由主持人记录',
        'The withdrawal, or absence without good reason, is recorded',
        'penalty-law-2021/hearing-procedure',
      ),
    ],
    provision: 'penalty-law-2021/hearing-procedure',
  }),
  step('notify-hearing', '通知举行听证', 'Give notice of the hearing', {
    from: 'hearing-accepted',
    to: 'hearing-accepted',
    by: 'legalReviewer',
    needs: [
      fact(
        'hearing-date',
        '写明时间、地点；距举行之日不少于七日（工作日）',
        'Time and place; at least seven working days ahead',
        'penalty-law-2021/hearing-procedure',
      ),
    ],
    writes: ['hearing-notice'],
    provision: 'penalty-law-2021/hearing-procedure',
  }),
  step('hold-hearing', '举行听证', 'Hold the hearing', {
    from: 'hearing-accepted',
    to: 'hearing-held',
    by: 'legalReviewer',
    needs: [
      fact(
        'hearing-notified-in-time',
        '举行七日（工作日）前已经通知',
        'Notice was given seven working days before',
        'penalty-law-2021/hearing-procedure',
      ),
      persons(
        'hearing-chair',
        1,
        'legalReviewer',
        '主持人不是本案调查人员',
        'The chair did not investigate the case',
        'penalty-law-2021/hearing-procedure',
      ),
      fact(
        'hearing-record-signed',
        '听证笔录经当事人核对签名，拒绝的注明',
        'The record is checked and signed by the party, or the refusal is noted',
        'penalty-law-2021/hearing-procedure',
      ),
    ],
    writes: ['hearing-record', 'hearing-report'],
    provision: 'penalty-law-2021/hearing-procedure',
  }),
];
