// SPDX-License-Identifier: Apache-2.0
/** 机关查看、调取、复制 and 公民申请查看: each instrument's own procedure (E72); what is missing is named. */

import { articlesOf } from '../corpus/articles.ts';
import { numberOn, parameterNamed } from '../deadlines/parameters.ts';
import type { AccessRequirement, CheckOf } from '../forms/violation.ts';
import type { Flag, Result, TraceNode } from '../types/answer.ts';
import type { Tri } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import { questionsOf } from './questions.ts';
import { answer } from './result.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

function isMet({ fact, shown }: AccessRequirement, { facts, decisionDate }: Situation): Tri {
  const value = facts[typeof shown === 'object' ? fact : shown];
  if (value === undefined) return 'unknown';
  if (typeof shown !== 'object') return value === true;
  return typeof value === 'number' && value >= numberOn(parameterNamed(shown.atLeast), decisionDate);
}

/** @legal bj-measures-2006/access-procedure, qhd-measures-2017/access-procedure, qhd-measures-2017/emergency-access, d799/state-access */
export function checkFootageAccess(rule: CheckOf<'footage-access'>, situation: Situation): Result {
  const { instrument, access } = rule;
  const steps: TraceNode[] = [];
  const flags: Flag[] = [];
  const failed: FactId[] = [];
  const open: FactId[] = [];
  for (const requirement of access.requirements) {
    const met = isMet(requirement, situation);
    steps.push(
      cited(requirement.what, requirement.provision, met, { facts: factsOf(situation, [requirement.fact]) }),
    );
    if (met === false) failed.push(requirement.fact);
    if (met === 'unknown') open.push(requirement.fact);
  }
  const premise = premiseOf(rule, situation, flags);
  const base = { articles: articlesOf(rule.provisions), checklistItems: rule.checklistItems, flags };
  if (failed.length === 0 && open.length === 0) {
    return answer(instrument, 'access-compliant', steps, { ...base, ...questionsOf([], premise) });
  }
  const emergency = emergencyOf(rule, situation, steps);
  if (emergency === true) {
    return answer(instrument, 'access-permitted-emergency', steps, {
      ...base,
      reason: 'emergency',
      humanDecisions: ['emergency'],
      ...questionsOf([], [...open, ...premise]),
    });
  }
  const asks = emergency === false ? [] : emergency;
  const invoked = situation.stated.emergency === true;
  if (failed.length === 0 || (asks.length > 0 && invoked)) {
    return answer(instrument, 'need-facts', steps, {
      ...base,
      failed,
      ...questionsOf([...open, ...asks], []),
    });
  }
  const { consequence } = access;
  return answer(instrument, 'access-not-compliant', steps, {
    ...base,
    articles: [...base.articles, ...articlesOf([consequence.provision])],
    referrals: [consequence.words],
    failed,
    ...questionsOf(open, [...asks, ...premise]),
  });
}

/** The provision presupposes a fact: known to be missing it is said, unknown it is asked. */
function premiseOf(
  { access, instrument }: CheckOf<'footage-access'>,
  { stated }: Situation,
  flags: Flag[],
): readonly FactId[] {
  const { premise } = access;
  if (premise === undefined) return [];
  const value = stated[premise.fact];
  if (value === false) flags.push({ code: 'element-missing', about: premise.about, instrument });
  return value === undefined ? [premise.fact] : [];
}

/**
 * Qinhuangdao art. 21(2): public security or state security organs, urgent, for state or public interest.
 *
 * @returns true, false, or the facts that would decide
 */
function emergencyOf(
  { access }: CheckOf<'footage-access'>,
  situation: Situation,
  steps: TraceNode[],
): boolean | readonly FactId[] {
  const { stated, facts } = situation;
  if (access.emergency === undefined) {
    if (stated.emergency === true) {
      steps.push({
        step: '紧急情况',
        facts: factsOf(situation, ['emergency']),
        result: false,
        because: '本文件没有印出紧急情况的例外（E72）',
      });
    }
    return false;
  }
  const organ = facts.requesterIsPoliceOrStateSecurity;
  const contrary = stated.emergency === false || organ === false || stated.publicInterest === false;
  const asks: FactId[] = [];
  if (stated.emergency === undefined) asks.push('emergency');
  if (organ === undefined) asks.push('requester');
  if (stated.publicInterest === undefined) asks.push('publicInterest');
  const result = contrary ? false : asks.length === 0 ? true : asks;
  if (stated.emergency === true) {
    steps.push(
      cited('紧急情况下直接使用', access.emergency, result, {
        facts: factsOf(situation, ['emergency', 'publicInterest', 'requester']),
      }),
    );
  }
  return result;
}

/** @legal qhd-measures-2017/citizen-view, d799/personal-view */
export function checkCitizenView(rule: CheckOf<'citizen-view'>, situation: Situation): Result {
  const { viewing, instrument } = rule;
  const [provision = 'd799/personal-view'] = rule.provisions;
  const { stated, facts } = situation;
  const conditions: readonly (readonly [FactId, Tri])[] = [
    ['ownLegalInterest', stated.ownLegalInterest ?? 'unknown'],
    ...(viewing.relatedOnly
      ? [['requester', (facts.requesterIsRelated as Tri | undefined) ?? 'unknown'] as const]
      : []),
    ...viewing.exclusions.map((fact): readonly [FactId, Tri] => {
      const value = stated[fact];
      return [fact, value === undefined ? 'unknown' : value !== true];
    }),
  ];
  const failed = conditions.filter(([, met]) => met === false).map(([fact]) => fact);
  const open = conditions.filter(([, met]) => met === 'unknown').map(([fact]) => fact);
  const steps = [
    cited('申请的事由和除外', provision, failed.length === 0, {
      facts: factsOf(
        situation,
        conditions.map(([fact]) => fact),
      ),
    }),
  ];
  const base = {
    articles: articlesOf([...rule.provisions, ...viewing.also]),
    checklistItems: rule.checklistItems,
  };
  if (failed.length > 0) {
    const found = { ...base, failed, reason: 'excluded', ...questionsOf(open, []) };
    return answer(instrument, 'request-excluded', steps, found);
  }
  if (open.length > 0) return answer(instrument, 'need-facts', steps, { ...base, questions: open });
  return answer(instrument, 'request-permitted', steps, {
    ...base,
    requires: viewing.requires,
    humanDecisions: [viewing.decision],
  });
}
