// SPDX-License-Identifier: Apache-2.0
/** From the notice to the decision: what must have happened, and the ways out without a penalty. */
import { approval, before, clockOver, fact, paper, persons, step, when } from './define.ts';
import type { Need, Transition } from './process.ts';

/** Everything that a change of facts, ground or a heavier outcome takes back to the start of the review. */
export const untilNotice = [
  'submit-for-review',
  'review',
  'give-notice',
  'record-defence',
  'answer-defence',
  'waive-defence',
  'defence-over',
  'request-hearing',
  'accept-hearing',
  'hearing-deemed-accepted',
  'notify-hearing',
  'waive-hearing',
  'hearing-waived',
  'refuse-hearing',
  'withdraw-hearing',
  'hold-hearing',
  'conclude-notice',
  'discuss',
  'approve',
  'approve-no-penalty',
];

/** Every state between filing the case and the decision. */
export const openStates = [
  'investigating',
  'in-review',
  'reviewed',
  'notified',
  'defence-received',
  'hearing-requested',
  'hearing-accepted',
  'hearing-held',
  'heard',
  'approved',
  'no-penalty-approved',
];

const defenceOver = clockOver(
  'defence',
  '陈述、申辩已经答复、明确放弃或者期限届满',
  'The defence is answered, expressly waived, or its time is over',
  'penalty-law-2021/no-notice-no-decision',
);
const defenceAnswered = before(
  'answer-defence',
  '收到的陈述、申辩已经逐条复核答复',
  'The defence that was received is answered point by point',
  'penalty-law-2021/defence',
  when(
    'defence-given',
    '收到陈述、申辩且没有在听证中听取',
    'A defence was received and not heard at a hearing',
  ),
);
const hearingOver = clockOver(
  'hearing-request',
  '听证已经举行、放弃、撤回、依法不予受理或者期限届满',
  'The hearing was held, waived, withdrawn, lawfully refused, or its time is over',
  'penalty-law-2021/hearing',
  when('hearing-due', '拟作的处罚属于应当告知听证的范围', 'The proposed penalty gives a right to a hearing'),
);
const twoOfficers = persons(
  'two-officers',
  2,
  'caseOfficer',
  '由两名以上具有执法资格的人员办理',
  'Two officers qualified to enforce',
  'penalty-law-2021/two-officers',
);
const discussed = before(
  'discuss',
  '情节复杂或者重大违法，须集体讨论',
  'Complex or serious cases are discussed collectively',
  'penalty-law-2021/head-decision',
  when(
    'collective-discussion-required',
    '情节复杂、重大违法、减轻处罚或者采用裁量表另一阶次',
    'Complex or serious, below the minimum, or another step than the row',
  ),
);
const legallyReviewed = approval(
  'legalReviewer',
  '经法制审核并通过',
  'Legal review passed',
  'penalty-law-2021/legal-review',
  when(
    'legal-review-required',
    '重大公共利益、经过听证、疑难复杂或者法规规定的情形',
    'Major public interest, after a hearing, complex, or where a rule says so',
  ),
);

/** What stands between a case and a penalty, in the order of the law. */
const forPenalty: readonly Need[] = [
  before('accept', '已经受案', 'The case was filed', 'penalty-law-2021/case-filing'),
  twoOfficers,
  fact(
    'evidence-for-facts',
    '每项认定的事实都有证据',
    'Every fact found has evidence',
    'penalty-law-2021/facts-clear',
  ),
  fact(
    'decided-at-both-dates',
    '按行为时和决定时的法律各裁量一次',
    'Discretion was run for the law at the act and at the decision',
    'penalty-law-2021/law-in-time',
  ),
  fact('not-barred', '没有超过追究时效', 'Not barred by limitation', 'penalty-law-2021/limitation'),
  before('review', '已经审核', 'The case was reviewed', 'police-procedure-2012/review'),
  legallyReviewed,
  before('give-notice', '已经事先告知', 'Notice was given', 'penalty-law-2021/notice'),
  paper(
    'penalty-notice-record',
    '告知笔录写明拟处罚内容、事实、理由、依据和权利',
    'The notice states content, facts, reasons, ground and rights',
    'penalty-law-2021/notice',
  ),
  defenceOver,
  defenceAnswered,
  hearingOver,
  before(
    'hold-hearing',
    '受理的听证已经举行',
    'The accepted hearing was held',
    'penalty-law-2021/hearing',
    when('hearing-accepted', '听证已受理且未撤回', 'A hearing was accepted and not withdrawn'),
  ),
  discussed,
  approval('organHead', '负责人审查批准', 'The head approved', 'penalty-law-2021/head-decision'),
  fact(
    'amount-within-range',
    '罚款数额在裁量结果的幅度之内；幅度之外没有这一步',
    'The fine lies inside the range that was found; outside there is no such step',
    'penalty-law-2021/abuse',
  ),
  fact(
    'reduction-factor',
    '低于法定幅度下限，须有减轻处罚情节并写明理由',
    'Below the statutory minimum: a reduction factor and the reason',
    'penalty-law-2021/lenient',
    when('below-minimum', '数额低于法定幅度下限', 'The amount is below the statutory minimum'),
  ),
  fact(
    'deviation-reason',
    '采用裁量表另一阶次，须写明理由',
    'Another step than the row’s: the reason',
    'penalty-law-2021/benchmark-published',
    when('other-step', '采用的阶次不是裁量表所列', 'The step is not the one of the row'),
  ),
  fact(
    'not-heavier-than-notice',
    '不重于告知的内容；不得因陈述、申辩或者听证加重',
    'Not heavier than noticed; never heavier because of the defence or the hearing',
    'penalty-law-2021/defence',
  ),
  fact(
    'no-earlier-fine',
    '同一违法行为没有被罚过款',
    'The same act was not fined before',
    'penalty-law-2021/no-second-fine',
    when('fine-imposed', '处以罚款', 'A fine is imposed'),
  ),
];

const noPenaltyGround = fact(
  'no-penalty-ground',
  '依法不予处罚的情形或者违法事实不能成立',
  'A ground for no penalty, or the facts do not stand',
  'penalty-law-2021/head-decision',
);

export const decisionSteps: readonly Transition[] = [
  step('conclude-notice', '听取意见完毕', 'Conclude the notice', {
    from: 'notified',
    to: 'heard',
    by: 'caseOfficer',
    needs: [defenceOver, defenceAnswered, hearingOver],
    provision: 'penalty-law-2021/no-notice-no-decision',
  }),
  step('discuss', '集体讨论', 'Discuss collectively', {
    from: 'heard',
    to: 'heard',
    by: 'organHead',
    needs: [
      fact(
        'discussion-record',
        '参加人、各人意见和结论',
        'Those present, each opinion, the conclusion',
        'penalty-law-2021/head-decision',
      ),
    ],
    writes: ['collective-discussion-record'],
    provision: 'penalty-law-2021/head-decision',
  }),
  step('approve', '负责人批准处罚', 'Approve the penalty', {
    from: 'heard',
    to: 'approved',
    by: 'organHead',
    needs: [
      before('give-notice', '已经事先告知', 'Notice was given', 'penalty-law-2021/notice'),
      legallyReviewed,
      discussed,
    ],
    writes: ['penalty-approval'],
    approvesAs: 'organHead',
    provision: 'penalty-law-2021/head-decision',
  }),
  step('return-to-officer', '负责人退回补充调查', 'Send back for more investigation', {
    from: ['reviewed', 'heard', 'approved', 'no-penalty-approved'],
    to: 'investigating',
    by: 'organHead',
    needs: [fact('return-reason', '写明理由', 'The reason', 'penalty-law-2021/facts-clear')],
    undoes: untilNotice,
    provision: 'penalty-law-2021/head-decision',
  }),
  step('decide-penalty', '作出处罚决定', 'Decide the penalty', {
    from: 'approved',
    to: 'decided',
    by: 'caseOfficer',
    needs: forPenalty,
    writes: ['penalty-decision', 'order-to-correct'],
    provision: 'penalty-law-2021/head-decision',
  }),
  step('approve-no-penalty', '负责人批准不予处罚', 'Approve no penalty', {
    from: ['reviewed', 'heard'],
    to: 'no-penalty-approved',
    by: 'organHead',
    needs: [noPenaltyGround],
    approvesAs: 'organHead',
    provision: 'penalty-law-2021/head-decision',
  }),
  step('decide-no-penalty', '作出不予处罚决定', 'Decide on no penalty', {
    from: ['no-penalty-approved', 'approved'],
    to: 'no-penalty',
    by: 'caseOfficer',
    needs: [
      twoOfficers,
      noPenaltyGround,
      approval('organHead', '负责人审查批准', 'The head approved', 'penalty-law-2021/head-decision'),
      fact(
        'education-recorded',
        '对当事人进行教育并记录',
        'The party is educated, and that is recorded',
        'penalty-law-2021/education',
      ),
    ],
    writes: ['no-penalty-decision', 'education-record'],
    provision: 'penalty-law-2021/head-decision',
  }),
  step('change-findings', '事实、依据改变或者拟加重', 'Facts, ground or a heavier outcome change', {
    from: [
      'reviewed',
      'notified',
      'defence-received',
      'hearing-requested',
      'hearing-accepted',
      'hearing-held',
      'heard',
      'approved',
    ],
    to: 'investigating',
    by: 'caseOfficer',
    needs: [
      fact('change-reason', '写明改变了什么、为什么', 'What changed, and why', 'penalty-law-2021/notice'),
      fact(
        'not-because-of-defence',
        '新的事实或者依据不是因为当事人陈述、申辩、要求听证',
        'The new fact or ground does not come from the defence or the hearing request',
        'penalty-law-2021/defence',
        when('heavier-proposed', '改变后拟作的处罚更重', 'The outcome proposed after the change is heavier'),
      ),
    ],
    undoes: untilNotice,
    provision: 'penalty-law-2021/notice',
  }),
  step('transfer', '移送', 'Transfer', {
    from: ['intake', ...openStates],
    to: 'transferred',
    by: 'organHead',
    needs: [
      fact(
        'transfer-ground',
        '涉嫌犯罪、违反治安管理或者不属本机关管辖，写明接收机关',
        'Suspected crime, public-security violation or another organ’s case, and who receives it',
        'penalty-law-2021/transfer-crime',
      ),
    ],
    writes: ['transfer-letter'],
    approvesAs: 'organHead',
    provision: 'penalty-law-2021/transfer-crime',
  }),
  step('terminate', '终止调查', 'Terminate', {
    from: openStates,
    to: 'terminated',
    by: 'organHead',
    needs: [
      fact(
        'termination-ground',
        '没有违法事实、超过追究时效、违法嫌疑人死亡或者其他情形',
        'No violation, barred by limitation, death, or another ground',
        'police-procedure-2012/termination',
      ),
    ],
    writes: ['termination-report'],
    approvesAs: 'organHead',
    provision: 'police-procedure-2012/termination',
  }),
];
