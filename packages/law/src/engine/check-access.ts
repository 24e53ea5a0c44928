// SPDX-License-Identifier: Apache-2.0
/** 机关查看、调取、复制 and 公民申请查看: each instrument's own procedure (E72); what is missing is named. */
import { isRelatedPerson } from '../facts/requester.ts';
import type { CheckRule } from '../instruments/violation.ts';
import type { Flag, Result, TraceNode } from '../types/answer.ts';
import type { ProvisionId, Tri } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import { articlesOf } from './articles.ts';
import { answer } from './result.ts';
import type { ReadableFact, Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

interface Requirement {
  /** Named in `failed` and `questions` */
  readonly fact: FactId;
  readonly what: string;
  readonly provision: ProvisionId;
  readonly met: (situation: Situation) => Tri;
}

const flag = (fact: ReadableFact): Requirement['met'] => {
  return ({ facts }) => (facts[fact] === undefined ? 'unknown' : facts[fact] === true);
};
const twoOfficers: Requirement['met'] = ({ stated }) =>
  stated.officers === undefined ? 'unknown' : stated.officers >= 2;
const organUnlessKnownOtherwise: Requirement['met'] = ({ facts }) => facts.requesterIsOrgan !== false;

const bj = 'bj-measures-2006/access-procedure';
const qhd = 'qhd-measures-2017/access-procedure';
const state = 'd799/state-access';

const procedures: Readonly<Record<string, readonly Requirement[]>> = {
  'bj-measures-2006': [
    {
      fact: 'requester',
      what: '政府有关主管部门',
      provision: 'bj-measures-2006/emergency-access',
      met: organUnlessKnownOtherwise,
    },
    { fact: 'officers', what: '工作人员不得少于二人', provision: bj, met: twoOfficers },
    { fact: 'workCredential', what: '出示工作证件', provision: bj, met: flag('workCredential') },
    { fact: 'unitCertificate', what: '出示证明文件', provision: bj, met: flag('unitCertificate') },
    { fact: 'registered', what: '填写情况登记表', provision: bj, met: flag('registered') },
    { fact: 'confidential', what: '遵守使用、保密制度', provision: bj, met: flag('confidential') },
  ],
  'qhd-measures-2017': [
    {
      fact: 'requester',
      what: '具有侦查权、执法权的国家机关',
      provision: qhd,
      met: organUnlessKnownOtherwise,
    },
    { fact: 'officers', what: '工作人员不得少于两人', provision: qhd, met: twoOfficers },
    { fact: 'workCredential', what: '出示工作证件', provision: qhd, met: flag('workCredential') },
    { fact: 'unitCertificate', what: '出示单位证明', provision: qhd, met: flag('unitCertificate') },
    { fact: 'registered', what: '履行登记手续', provision: qhd, met: flag('registered') },
    { fact: 'dutyPurposeOnly', what: '只能用于执行职务需要', provision: qhd, met: flag('dutyPurposeOnly') },
    { fact: 'confidential', what: '承担保密义务', provision: qhd, met: flag('confidential') },
  ],
  d799: [
    { fact: 'requester', what: '国家机关', provision: state, met: organUnlessKnownOtherwise },
    {
      fact: 'dutyPurposeOnly',
      what: '履行法定职责所必需的范围和限度',
      provision: state,
      met: flag('dutyPurposeOnly'),
    },
    { fact: 'confidential', what: '严格遵守保密规定', provision: state, met: flag('confidential') },
  ],
};

const consequenceOf: Readonly<Record<string, { readonly provision: ProvisionId; readonly words: string }>> = {
  'bj-measures-2006': { provision: 'bj-measures-2006/officials-sanction', words: '由主管部门追究其行政责任' },
  'qhd-measures-2017': {
    provision: 'qhd-measures-2017/officials-sanction',
    words: '由所在单位或者上级主管部门予以行政处分',
  },
  d799: { provision: 'd799/officials-sanction', words: '由其上级机关或者有关主管部门责令改正，依法给予处分' },
};

/** @legal bj-measures-2006/access-procedure, qhd-measures-2017/access-procedure, qhd-measures-2017/emergency-access, d799/state-access */
export function checkFootageAccess(rule: CheckRule, situation: Situation): Result {
  const { instrument } = rule;
  const steps: TraceNode[] = [];
  const flags: Flag[] = [];
  const failed: FactId[] = [];
  const open: FactId[] = [];
  for (const requirement of procedures[instrument] ?? []) {
    const met = requirement.met(situation);
    steps.push(
      cited(requirement.what, requirement.provision, met, { facts: factsOf(situation, [requirement.fact]) }),
    );
    if (met === false) failed.push(requirement.fact);
    if (met === 'unknown') open.push(requirement.fact);
  }
  if (instrument === 'bj-measures-2006' && situation.stated.publicEmergency === false) {
    flags.push({
      code: 'element-missing',
      about: '第十六条的查看、调取、复制以发生突发公共事件为前提；其他依据另行核对',
      instrument,
    });
  }
  const base = { articles: articlesOf(rule.provisions), checklistItems: rule.checklistItems, flags };
  if (failed.length === 0 && open.length === 0) return answer(instrument, 'access-compliant', steps, base);

  const emergency = emergencyOf(instrument, situation, steps);
  if (emergency === true) {
    return answer(instrument, 'access-permitted-emergency', steps, {
      ...base,
      reason: 'emergency',
      humanDecisions: ['emergency'],
    });
  }
  const questions = [...open, ...(emergency === false ? [] : emergency)];
  if (failed.length === 0 || emergency !== false) {
    return answer(instrument, 'need-facts', steps, { ...base, failed, questions });
  }
  const consequence = consequenceOf[instrument];
  return answer(instrument, 'access-not-compliant', steps, {
    ...base,
    articles: [...base.articles, ...(consequence === undefined ? [] : articlesOf([consequence.provision]))],
    referrals: consequence === undefined ? [] : [consequence.words],
    failed,
    questions,
  });
}

/**
 * Qinhuangdao art. 21(2): public security or state security organs, urgent, for state or public interest.
 *
 * @returns true, false, or the facts that would decide
 */
function emergencyOf(
  instrument: CheckRule['instrument'],
  situation: Situation,
  steps: TraceNode[],
): boolean | readonly FactId[] {
  const { stated, facts } = situation;
  if (stated.emergency !== true) return false;
  if (instrument !== 'qhd-measures-2017') {
    steps.push({
      step: '紧急情况',
      facts: factsOf(situation, ['emergency']),
      result: false,
      because: '本文件没有印出紧急情况的例外（E72）',
    });
    return false;
  }
  const organ = facts.requesterIsPoliceOrStateSecurity;
  const contrary = organ === false || stated.publicInterest === false;
  const asks: FactId[] = [];
  if (organ === undefined) asks.push('requester');
  if (stated.publicInterest === undefined) asks.push('publicInterest');
  const result = contrary ? false : asks.length === 0 ? true : asks;
  steps.push(
    cited('紧急情况下直接使用', 'qhd-measures-2017/emergency-access', result, {
      facts: factsOf(situation, ['emergency', 'publicInterest', 'requester']),
    }),
  );
  return result;
}

/** @legal qhd-measures-2017/citizen-view, d799/personal-view */
export function checkCitizenView(rule: CheckRule, situation: Situation): Result {
  const [provision = 'd799/personal-view'] = rule.provisions;
  const decree = rule.instrument === 'd799';
  const { stated } = situation;
  // Art. 21 of the Decree has no list of exclusions; state secrets stay protected by art. 16(1)
  const exclusions: readonly FactId[] = decree
    ? ['containsStateSecret']
    : ['containsStateSecret', 'containsTradeSecret', 'containsPersonalPrivacy'];
  const related = decree ? isRelatedPerson(stated.requester) : 'unknown';
  const failed: FactId[] = exclusions.filter((fact) => stated[fact] === true);
  if (stated.ownLegalInterest === false) failed.unshift('ownLegalInterest');
  if (related === false) failed.push('requester');
  const open: FactId[] = exclusions.filter((fact) => stated[fact] === undefined && !decree);
  if (stated.ownLegalInterest === undefined && related !== true) open.unshift('ownLegalInterest');
  const steps = [
    cited('申请的事由和除外', provision, failed.length === 0, {
      facts: factsOf(situation, [
        'ownLegalInterest',
        ...exclusions,
        ...(decree ? (['requester'] as const) : []),
      ]),
    }),
  ];
  const base = {
    articles: articlesOf(decree ? [...rule.provisions, 'd799/no-abuse'] : rule.provisions),
    checklistItems: rule.checklistItems,
  };
  if (failed.length > 0) {
    return answer(rule.instrument, 'request-excluded', steps, { ...base, failed, reason: 'excluded' });
  }
  if (open.length > 0) return answer(rule.instrument, 'need-facts', steps, { ...base, questions: open });
  return answer(rule.instrument, 'request-permitted', steps, {
    ...base,
    requires: decree
      ? [
          '经公共安全视频系统管理单位同意',
          '对获悉的涉及公共安全、个人隐私和个人信息的视频图像信息，不得非法对外提供或者公开传播',
        ]
      : [],
    humanDecisions: decree ? ['management-unit-consent'] : ['request'],
  });
}
