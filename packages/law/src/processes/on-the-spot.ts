// SPDX-License-Identifier: Apache-2.0
/**
 * 当场处罚: the simple procedure (Penalty Law arts. 51–53, 程序规定 arts. 37–39). One officer, on the spot, with the right to
 * be heard as in any other case; what does not fit goes on as an ordinary case. From service on it is executed like one.
 */
import { executionSteps } from './case-execution.ts';
import { demand, payment, reconsideration, withdrawal } from './case-states.ts';
import { before, fact, finalState, period, state, stay, step, when, words } from './define.ts';
import type { Process, ProcessState, Transition } from './process.ts';

const officers = ['caseOfficer', 'supervisionOfficer'] as const;
const simple = 'penalty-law-2021/simple-procedure' as const;
const steps = 'police-procedure-2012/on-the-spot-steps' as const;

const report = period(
  'report',
  '报所属公安机关备案',
  'Reported to the organ',
  'police-procedure-2012/on-the-spot-report-days',
  { from: 'decide-penalty', endedBy: ['report'] },
);

const states: readonly ProcessState[] = [
  state('found', '现场发现', 'Found on the spot'),
  state('told', '已当场告知', 'Told on the spot'),
  state('served', '已决定并当场交付', 'Decided and handed over', [
    report,
    // The decision is received in the step that makes it.
    { ...payment, from: 'decide-penalty' },
    { ...reconsideration, from: 'decide-penalty' },
    demand,
  ]),
  state('enforcement', '申请强制执行', 'Enforcement applied for', [report]),
  state('annulled', '已撤销', 'Annulled', [withdrawal]),
  finalState('closed', '已结案', 'Closed'),
  finalState('to-case', '已转普通程序', 'Goes on as an ordinary case'),
  finalState('not-penalised', '不予当场处罚', 'Not penalised on the spot'),
];

const credentials = fact(
  'credentials-shown',
  '向当事人出示执法证件，表明身份',
  'Credentials are shown to the party',
  'penalty-law-2021/on-the-spot-decision',
);

/** What must hold of the facts and of the amount before anybody may decide alone. */
const simpleEnough = [
  fact(
    'evidence-for-facts',
    '违法事实确凿：每项认定的事实都有证据',
    'The facts are beyond doubt: every fact found has evidence',
    simple,
  ),
  fact(
    'simple-procedure',
    '有法定依据，且法律给出的处罚全部在当场处罚的限额以内',
    'The law gives a ground, and everything it gives lies within the limit for the spot',
    simple,
  ),
  fact(
    'decided-at-both-dates',
    '按行为时和决定时的法律各裁量一次',
    'Discretion was run for the law at the act and at the decision',
    'penalty-law-2021/law-in-time',
  ),
];

const localLimit = fact(
  'limit-reason',
  '超过程序规定的限额而在行政处罚法的限额以内，写明为什么适用上位法',
  'Above the limit of the ministry’s rules and within that of the Penalty Law: why the higher text applies',
  'police-procedure-2012/on-the-spot',
  when(
    'above-police-limit',
    '罚款超过程序规定的个人、单位限额',
    'The fine is above the limit of the ministry’s rules',
  ),
);

const onTheSpot: readonly Transition[] = [
  step('add-finding', '认定事实', 'Add a finding', {
    from: 'found',
    to: 'found',
    by: officers,
    needs: [fact('finding', '事实、值、理由、证据', 'Fact, value, reason, evidence', steps)],
    provision: steps,
  }),
  step('give-notice', '当场告知', 'Tell on the spot', {
    from: 'found',
    to: 'told',
    by: officers,
    needs: [
      credentials,
      ...simpleEnough,
      fact('proposal', '拟作出的处罚在幅度以内', 'The proposed penalty lies in its range', steps),
      localLimit,
      fact(
        'rights-told',
        '口头告知事实、理由、依据和陈述权、申辩权',
        'Facts, reasons, ground and the right to be heard are told',
        steps,
      ),
    ],
    provision: steps,
  }),
  step('record-defence', '记录陈述、申辩', 'Record the defence', {
    from: 'told',
    to: 'told',
    by: [...officers, 'unitManager'],
    needs: [
      fact(
        'defence-text',
        '充分听取当事人的陈述和申辩',
        'What the party says is heard in full',
        'penalty-law-2021/defence',
      ),
    ],
    undoes: ['answer-defence'],
    provision: 'penalty-law-2021/defence',
  }),
  step('answer-defence', '逐条复核答复', 'Answer each argument', {
    from: 'told',
    to: 'told',
    by: officers,
    needs: [
      before('record-defence', '收到陈述、申辩', 'A defence was received', 'penalty-law-2021/defence'),
      fact(
        'every-argument-answered',
        '每一项事实、理由、证据都要复核；成立的应当采纳',
        'Every argument is checked; what holds is accepted',
        'penalty-law-2021/defence',
      ),
    ],
    provision: 'penalty-law-2021/defence',
  }),
  step('drop', '采纳申辩，不予当场处罚', 'Accept the defence', {
    from: ['found', 'told'],
    to: 'not-penalised',
    by: officers,
    needs: [
      fact(
        'drop-reason',
        '写明理由；有违法行为的已经教育',
        'The reason; where there was a violation, the education',
        steps,
      ),
    ],
    provision: 'penalty-law-2021/education',
  }),
  step('open-case', '转普通程序', 'Go on as an ordinary case', {
    from: ['found', 'told'],
    to: 'to-case',
    by: officers,
    needs: [
      fact(
        'ordinary-reason',
        '事实有争议、超过限额或者其他不适用简易程序的理由',
        'Facts in dispute, above the limit, or another reason against the simple procedure',
        'penalty-law-2021/case-filing',
      ),
    ],
    provision: 'penalty-law-2021/case-filing',
  }),
  step('decide-penalty', '当场决定并交付', 'Decide and hand over', {
    from: 'told',
    to: 'served',
    by: officers,
    needs: [
      before('give-notice', '已经当场告知', 'The party was told', steps),
      ...simpleEnough,
      fact('not-barred', '没有超过追究时效', 'Not barred by limitation', 'penalty-law-2021/limitation'),
      fact(
        'defence-heard',
        '已经听取陈述、申辩，或者当事人表示没有',
        'The party was heard, or says that it has nothing to add',
        'penalty-law-2021/no-notice-no-decision',
      ),
      before(
        'answer-defence',
        '收到的陈述、申辩已经逐条复核',
        'The defence that was received is answered point by point',
        'penalty-law-2021/defence',
        when('defence-given', '收到陈述、申辩', 'A defence was received'),
      ),
      fact(
        'amount-within-range',
        '处罚在裁量结果的幅度以内；幅度之外没有这一步',
        'The penalty lies inside the range that was found; outside there is no such step',
        'penalty-law-2021/abuse',
      ),
      localLimit,
      fact(
        'not-heavier-than-notice',
        '不重于告知的内容；不得因陈述、申辩加重',
        'Not heavier than told; never heavier because of the defence',
        'penalty-law-2021/defence',
      ),
      fact(
        'no-earlier-fine',
        '同一违法行为没有被罚过款',
        'The same act was not fined before',
        'penalty-law-2021/no-second-fine',
        when('fine-imposed', '处以罚款', 'A fine is imposed'),
      ),
      fact(
        'handed-over',
        '决定书当场交付，由当事人签名；拒绝签收的注明',
        'The decision is handed over and signed for, or the refusal noted',
        'penalty-law-2021/on-the-spot-decision',
      ),
    ],
    writes: ['on-the-spot-decision', 'order-to-correct'],
    provision: 'penalty-law-2021/on-the-spot-decision',
  }),
  ...stay('report', '报备案', 'Report to the organ', ['served', 'enforcement'], {
    by: officers,
    needs: [
      fact(
        'report-received',
        '所属公安机关收到备案的决定书：日期和收件人',
        'The organ has received the decision: day and receiver',
        'police-procedure-2012/one-officer',
      ),
    ],
    provision: 'police-procedure-2012/one-officer',
  }),
  step('close', '结案', 'Close', {
    from: ['served', 'enforcement'],
    to: 'closed',
    by: officers,
    needs: [
      before('report', '已经报备案', 'It was reported', 'police-procedure-2012/one-officer'),
      fact(
        'performed',
        '罚款（和加处罚款）缴清，或者执行终结；没有罚款的已履行',
        'Fine and surcharge are paid or enforcement has ended; other duties are performed',
        'penalty-law-2021/surcharge',
      ),
    ],
    writes: ['closing-report', 'case-file-index'],
    provision: 'police-procedure-2012/case-file',
  }),
];

/** What follows a decision that was served is the same for both procedures. */
const likeAnyDecision = new Set([
  'payment-overdue',
  'record-payment',
  'defer-payment',
  'record-objection',
  'record-objection-end',
  'demand-payment',
  'apply-enforcement',
  'annul',
  'publish',
  'withdraw-publication',
]);
const ids = new Set(states.map(({ id }) => id));
const asInCases: readonly Transition[] = executionSteps.flatMap((row) => {
  const from = row.from.filter((id) => ids.has(id));
  if (from.length === 0) return [];
  if (row.action === 'close' && from.includes('annulled')) return [{ ...row, from, by: officers }];
  if (!likeAnyDecision.has(row.action)) return [];
  return [{ ...row, from, by: row.by.includes('caseOfficer') ? officers : row.by }];
});

export const onTheSpotProcess: Process = {
  process: 'on-the-spot-penalty',
  title: words('当场处罚（简易程序）', 'Penalty on the spot'),
  initial: 'found',
  states,
  transitions: [...onTheSpot, ...asInCases],
};
