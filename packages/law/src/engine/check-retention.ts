// SPDX-License-Identifier: Apache-2.0
/** 留存天数: what an instrument prints, and whether the days found keep to it: floor first, then the ceiling. */

import { articlesOf } from '../corpus/articles.ts';
import { getInstrument } from '../corpus/corpus.ts';
import { findValue } from '../deadlines/parameters.ts';
import { type RetentionRule, retentionRules } from '../deadlines/retention.ts';
import type { CheckOf } from '../forms/violation.ts';
import type { Flag, Result, TraceNode } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';
import { questionsOf } from './questions.ts';
import { answer } from './result.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

type Check = CheckOf<'retention'>;

/** One check on its way: the rule that binds and what was found so far. */
interface Course {
  readonly check: Check;
  readonly situation: Situation;
  readonly rule: RetentionRule;
  readonly base: Partial<Result> & { readonly flags: Flag[] };
  readonly steps: TraceNode[];
  /** Where the system is and who answers for it, not stated or said by the words of the place only: the answer asks */
  readonly asked: readonly FactId[];
  /** Not stated either; the check presupposes them */
  readonly presupposed: readonly FactId[];
}

/** @legal d799/retention, qhd-measures-2017/retention, bj-residential/retention, bj-measures-2006/information-management */
export function checkRetention(check: Check, situation: Situation): Result {
  const rule = ruleFor(check, situation);
  const { applies, minDays, provision, why } = rule;
  const flags = higherLaw(check, rule, situation);
  const steps: TraceNode[] = [cited('规定的留存天数', provision, minDays, { because: why })];
  const base = {
    articles: articlesOf(check.provisions),
    checklistItems: check.checklistItems,
    minDays,
    flags,
  };
  const course: Course = { check, situation, rule, base, steps, ...openIn(check, rule, situation) };
  const open = questionsOf(course.asked, course.presupposed);
  const { instrument } = check;
  if (applies === false) {
    steps.push({
      step: '是否适用',
      facts: factsOf(situation, ['place', 'keyUnit', 'isManagementUnit', 'isPublicSecurityVideoSystem']),
      result: false,
      because: why,
    });
    const reason = 'retention-rule-does-not-apply';
    return answer(instrument, 'not-a-violation', steps, {
      ...base,
      minDays: null,
      reason,
      ...open,
    });
  }
  if (situation.stated.conduct === 'retention-rule') {
    return answer(instrument, 'not-a-violation', steps, { ...base, ...open });
  }
  if (minDays === null) {
    const reason = 'no-number-printed';
    return answer(instrument, 'not-addressed', steps, { ...base, reason, ...open });
  }
  return compareFloor(course, minDays);
}

/** The first rule quoted that is not known to be silent on the place. */
function ruleFor(check: Check, situation: Situation): RetentionRule {
  const { facts, stated, place, decisionDate } = situation;
  const read = check.retention.map((id) => {
    const about = {
      // The instrument is asked, so its area is given
      jurisdiction: getInstrument(id).jurisdictionCode,
      place: place ?? undefined,
      isManagementUnit: stated.isManagementUnit,
      keyUnit: stated.keyUnit,
      isPublicSecurityVideoSystem: stated.isPublicSecurityVideoSystem,
    };
    return retentionRules[id](about, stated.asOf ?? decisionDate);
  });
  const manager = facts.actor === 'propertyManager';
  const binding = read.find(({ applies }) => applies === true || (applies === 'unknown' && manager));
  return (binding ?? read.at(-1)) as RetentionRule;
}

function openIn(
  { retention }: Check,
  { applies, questions }: RetentionRule,
  { stated, facts, inferred }: Situation,
): Pick<Course, 'asked' | 'presupposed'> {
  const open = (applies === 'unknown' ? questions : []) as readonly FactId[];
  const read = ['placeIsD799Art7', 'placeIsQhdPublicArea', 'keyUnit'] as const;
  const asked: FactId[] = [];
  if (stated.place === undefined || open.includes('place') || read.some((id) => inferred.has(id)))
    asked.push('place');
  // Of several rules quoted, who answers for the place says which binds
  if (facts.actor === undefined && retention.length > 1) asked.push('actor');
  const unstated = (['isPublicSecurityVideoSystem', 'isManagementUnit', 'keyUnit', 'actor'] as const).filter(
    (id) => stated[id] === undefined,
  );
  return { asked, presupposed: [...open, ...unstated] };
}

/** Under the floor is a breach; over it, what has served its purpose must go. */
function compareFloor(course: Course, minDays: number): Result {
  const { check, situation, rule, base, steps, asked, presupposed } = course;
  const { retentionDays, otherLawRetention } = situation.stated;
  if (retentionDays === undefined) {
    return answer(check.instrument, 'need-facts', steps, { ...base, questions: ['retentionDays'] });
  }
  const long = retentionDays >= minDays;
  steps.push(
    cited('下限', rule.provision, long, {
      facts: factsOf(situation, ['retentionDays']),
      because: `${retentionDays} 日${long ? '不少于' : '少于'} ${minDays} 日`,
    }),
  );
  // The place was named and its class is still open: whether the floor binds it is not known
  if (rule.applies === 'unknown' && situation.place !== null) {
    return answer(check.instrument, 'need-facts', steps, {
      ...base,
      questions: rule.questions as readonly FactId[],
    });
  }
  if (long) return compareCeiling(course, retentionDays > minDays);
  if (!check.penalty) noPenalty(course, '留存不足，本文件没有罚则');
  const other: readonly FactId[] = otherLawRetention === undefined ? ['otherLawRetention'] : [];
  if (otherLawRetention === true) {
    const about = '保存期限另有规定的，从其规定';
    base.flags.push({ code: 'legal-review', about, instrument: check.instrument });
  }
  return answer(check.instrument, 'check-failed', steps, {
    ...base,
    reason: 'under-retention',
    failed: ['retentionDays'],
    ...questionsOf(asked, [...presupposed, ...other]),
  });
}

function compareCeiling(course: Course, over: boolean): Result {
  const { check, situation, rule, base, steps, asked, presupposed } = course;
  const { purposeAchieved, otherLawRetention } = situation.stated;
  const fine = (): Result =>
    answer(check.instrument, 'compliant', steps, { ...base, ...questionsOf(asked, presupposed) });
  if (!rule.deleteAfter || !over || otherLawRetention === true) return fine();
  steps.push(
    cited('上限：目的已实现的应当删除', rule.provision, purposeAchieved ?? 'unknown', {
      facts: factsOf(situation, ['purposeAchieved', 'otherLawRetention']),
    }),
  );
  if (purposeAchieved === false) return fine();
  const open = (['purposeAchieved', 'otherLawRetention'] as const).find(
    (fact) => situation.stated[fact] === undefined,
  );
  if (open !== undefined) {
    return answer(check.instrument, 'need-facts', steps, { ...base, questions: [open], possibleRows: [] });
  }
  noPenalty(course, '超期未删除，本文件没有罚则');
  return answer(check.instrument, 'check-failed', steps, {
    ...base,
    reason: 'over-retention',
    failed: ['retentionDays'],
    requires: ['删除已经实现处理目的的视频图像信息'],
    ...questionsOf(asked, presupposed),
  });
}

const noPenalty = ({ base, check }: Course, about: string): void => {
  base.flags.push({ code: 'no-penalty-clause', about, instrument: check.instrument });
};

/** A local number, or none: the Decree's stands above it for the places of its art. 7. */
function higherLaw(check: Check, { minDays }: RetentionRule, { facts, decisionDate }: Situation): Flag[] {
  const above = findValue('d799/retention-days', decisionDate)?.value;
  if (!check.belowDecree || above === undefined || above === null || facts.placeIsD799Art7 === false)
    return [];
  const days = minDays === null ? '没有印出天数' : `印 ${minDays} 日`;
  const about = `留存天数：本文件${days}，条例第十七条对第七条的场所规定不少于${above}日（E71）`;
  return [{ code: 'higher-law-differs', about, instrument: check.instrument }];
}
