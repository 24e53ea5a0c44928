// SPDX-License-Identifier: Apache-2.0
/** Who asks for footage: an authority (查阅、调取、复制) or a citizen (查看与自己有关的图像). */
import {
  approval,
  fact,
  finalState,
  paper,
  persons,
  setDate,
  state,
  stay,
  step,
  when,
  words,
} from './define.ts';
import type { Process } from './process.ts';

const officers = ['caseOfficer', 'supervisionOfficer'] as const;
const unit = ['unitManager'] as const;
const access = 'd799/state-access' as const;
const view = 'd799/personal-view' as const;

const necessity = fact(
  'necessity',
  '调取的范围和时段与用途相称，超出默认时长的写明理由',
  'Range and time fit the purpose; longer than the usual cap needs a reason',
  access,
);

/** Silence is no refusal: it has a state of its own, and the unit may still answer. */
const timeToAnswer = setDate('answer', '单位办理期限', 'Time for the unit to answer', access, {
  from: 'join',
  onExpiry: 'note-silence',
  endedBy: ['release', 'refuse', 'release-emergency'],
});

const viaRecorder = when('by-recorder', '请求经录像机办理时', 'when the request goes to a recorder');

export const footageRequestProcess: Process = {
  process: 'footage-request',
  title: words('调取视频图像', 'Footage request'),
  initial: 'drafted',
  states: [
    state('drafted', '待第二人确认', 'Drafted'),
    state('requested', '待单位办理', 'Requested', [timeToAnswer]),
    state('approved', '单位第一人已审', 'Checked by the unit', [timeToAnswer]),
    state('unanswered', '单位没有答复', 'Not answered by the unit'),
    state('released', '已提供', 'Released', [
      setDate('return', '使用情况回填期限', 'Time to report the use', access, {
        from: 'release',
        endedBy: ['report-use'],
      }),
    ]),
    state('released-emergency', '紧急提供，待补审', 'Released in an emergency', [
      setDate('review', '紧急提供补审期限', 'Time for the review afterwards', access, {
        from: 'release-emergency',
        endedBy: ['review-emergency'],
      }),
    ]),
    state('refused', '单位不予提供', 'Refused'),
    finalState('used', '已回填使用情况', 'Use reported'),
    finalState('withdrawn', '已撤回', 'Withdrawn'),
    finalState('referred', '已转立案', 'Case opened'),
  ],
  transitions: [
    step('join', '第二名人员确认', 'Second officer joins', {
      from: 'drafted',
      to: 'requested',
      by: officers,
      needs: [
        persons(
          'two-officers',
          2,
          'caseOfficer',
          '不少于两人，第二人以自己的账户确认',
          'No fewer than two; the second signs in as themselves',
          access,
        ),
        fact('credentials', '两人的证件号码', 'Credential numbers of both', access),
        fact('certificate', '单位出具的证明文件', 'The organ’s certificate', access),
        fact('purpose', '用途和案（事）件编号', 'Purpose and incident number', access),
        necessity,
        fact(
          'second-sign-in',
          '第二人以自己的账户确认，不是提出的人',
          'The second officer signs in as themselves and is not who wrote it',
          access,
          viaRecorder,
        ),
        fact(
          'organ-key',
          '机关收取录像的公钥已登记',
          'The organ has named the key that footage is sealed to',
          'd799/information-measures',
          viaRecorder,
        ),
      ],
      writes: ['footage-request-letter'],
      provision: access,
    }),
    step('check', '单位核对', 'Check by the unit', {
      from: ['requested', 'unanswered'],
      to: 'approved',
      by: unit,
      needs: [
        fact(
          'complete',
          '人数、证件、证明、用途齐全',
          'Persons, credentials, certificate and purpose are complete',
          access,
        ),
      ],
      approvesAs: 'unitManager',
      provision: access,
    }),
    step('release', '提供', 'Release', {
      from: 'approved',
      to: 'released',
      by: unit,
      needs: [
        approval(
          'unitManager',
          '单位第一人已核对',
          'The unit’s first person has checked',
          'd799/information-measures',
        ),
        fact(
          'second-person',
          '由另一人批准提供',
          'Another person approves the release',
          'd799/information-measures',
        ),
        fact('bundle', '证据包及其校验值', 'The bundle and its hash', access),
      ],
      writes: ['access-register-form', 'electronic-evidence-certificate'],
      provision: access,
    }),
    step('release-emergency', '紧急提供', 'Release in an emergency', {
      from: ['requested', 'unanswered'],
      to: 'released-emergency',
      by: unit,
      needs: [
        fact('emergency', '紧急情形', 'The emergency', access),
        fact('bundle', '证据包及其校验值', 'The bundle and its hash', access),
      ],
      writes: ['access-register-form'],
      provision: access,
    }),
    step('review-emergency', '补审', 'Review afterwards', {
      from: 'released-emergency',
      to: 'released',
      by: unit,
      needs: [fact('review-opinion', '补审意见', 'The opinion', access)],
      provision: access,
    }),
    step('refuse', '不予提供', 'Refuse', {
      from: ['requested', 'approved', 'unanswered'],
      to: 'refused',
      by: unit,
      needs: [fact('refusal-reason', '写明缺什么、依据哪一条', 'What is missing, by which article', access)],
      provision: access,
    }),
    step('complete', '补齐后重新提出', 'Complete and ask again', {
      from: 'refused',
      to: 'requested',
      by: officers,
      needs: [fact('completion', '补齐的内容', 'What was completed', access)],
      provision: access,
    }),
    step('open-case', '拒不提供，转立案', 'Refused without ground: open a case', {
      from: 'refused',
      to: 'referred',
      by: officers,
      needs: [
        fact(
          'refusal-without-ground',
          '是拒绝，不是迟延',
          'A refusal, not a delay',
          'bj-measures-2006/refuse-provide-sanction',
        ),
      ],
      provision: 'bj-measures-2006/refuse-provide-sanction',
    }),
    step('note-silence', '期限届满，单位没有答复', 'The unit has not answered in time', {
      from: ['requested', 'approved'],
      to: 'unanswered',
      by: 'clock',
      provision: access,
    }),
    step('remind', '催告并另定期限', 'Remind, with a new date', {
      from: 'unanswered',
      to: 'requested',
      by: officers,
      moves: ['answer'],
      needs: [fact('reminder', '怎样联系了单位', 'How the unit was reached', access)],
      provision: access,
    }),
    ...stay('confirm-opened', '已解开并核验', 'Opened and verified', ['released', 'released-emergency'], {
      by: officers,
      needs: [
        fact(
          'same-hash',
          '核验通过，清单的校验值与单位登记的一致',
          'It verifies, and its manifest has the hash that the unit registered',
          access,
        ),
      ],
      provision: access,
    }),
    step('report-use', '回填使用、返还或者销毁', 'Report use, return or destruction', {
      from: 'released',
      to: 'used',
      by: officers,
      needs: [
        fact('use', '使用情况和去向', 'How it was used and where it went', access),
        paper('access-register-form', '登记表已经填写', 'The register form was filled in', access),
      ],
      provision: access,
    }),
    step('withdraw', '撤回', 'Withdraw', {
      from: ['drafted', 'requested', 'approved', 'unanswered', 'refused'],
      to: 'withdrawn',
      by: officers,
      needs: [fact('withdrawal-reason', '写明理由', 'The reason', access)],
      provision: access,
    }),
  ],
};

export const citizenRequestProcess: Process = {
  process: 'citizen-request',
  title: words('查看与自己有关的图像', 'Citizen’s request'),
  initial: 'received',
  states: [
    state('received', '已收到', 'Received'),
    state('forwarded', '已转管理单位', 'Forwarded', [
      setDate('answer', '答复期限', 'Time to answer', view, {
        from: 'forward',
        endedBy: ['grant', 'refuse'],
      }),
    ]),
    state('granted', '同意查看', 'Granted'),
    state('refused', '不同意', 'Refused'),
    finalState('viewed', '已查看', 'Viewed'),
    finalState('closed', '已办结', 'Closed'),
    finalState('withdrawn', '已撤回', 'Withdrawn'),
  ],
  transitions: [
    step('forward', '转管理单位', 'Forward to the unit', {
      from: 'received',
      to: 'forwarded',
      by: ['supervisionOfficer'],
      needs: [fact('unit', '对应的管理单位', 'The unit concerned', view)],
      provision: view,
    }),
    step('grant', '同意', 'Grant', {
      from: 'forwarded',
      to: 'granted',
      by: unit,
      needs: [
        fact('identity-checked', '身份和与本人的关系已核对', 'Identity and relation were checked', view),
        fact('interest', '为保护自身生命健康、财产安全', 'To protect life, health or property', view),
        fact(
          'others-protected',
          '不泄露国家秘密、商业秘密和他人隐私',
          'No secret and no other person’s privacy is disclosed',
          view,
        ),
      ],
      provision: view,
    }),
    step('refuse', '不同意', 'Refuse', {
      from: 'forwarded',
      to: 'refused',
      by: unit,
      needs: [
        fact(
          'refusal-reason',
          '写明理由、依据和向哪里反映',
          'The reason, its ground, where to complain',
          view,
        ),
      ],
      writes: ['citizen-answer'],
      provision: view,
    }),
    step('show', '已查看', 'Viewed', {
      from: 'granted',
      to: 'viewed',
      by: unit,
      needs: [
        fact('access-session', '查看已登记', 'The look is in the register', 'd799/information-measures'),
      ],
      writes: ['access-register-form'],
      provision: view,
    }),
    step('complain', '不服，向公安机关反映', 'Complain about the refusal', {
      from: 'refused',
      to: 'forwarded',
      by: ['citizen', 'supervisionOfficer'],
      needs: [fact('complaint', '反映的内容', 'What the person says', 'd799/reports')],
      provision: 'd799/reports',
    }),
    step('close', '办结', 'Close', {
      from: ['refused', 'received'],
      to: 'closed',
      by: ['supervisionOfficer'],
      needs: [fact('closing-reason', '写明理由', 'The reason', view)],
      provision: view,
    }),
    step('withdraw', '撤回', 'Withdraw', {
      from: ['received', 'forwarded', 'granted'],
      to: 'withdrawn',
      by: ['citizen', 'supervisionOfficer'],
      provision: view,
    }),
  ],
};
