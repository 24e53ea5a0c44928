// SPDX-License-Identifier: Apache-2.0
/** 备案是否及时: each instrument by its own clock (E68): Beijing from acceptance, the Decree from putting into use. */
import { chinaCalendar } from '../corpus/calendar.ts';
import { countDeadline } from '../deadlines/deadlines.ts';
import type { CheckRule } from '../instruments/violation.ts';
import type { FilingClock, Flag, Result, TraceNode } from '../types/answer.ts';
import type { CalendarDay, ProvisionId } from '../types/corpus.ts';
import { articlesOf } from './articles.ts';
import { answer } from './result.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

interface ClockRule {
  readonly event: 'acceptancePassed' | 'putIntoUse';
  readonly eventName: string;
  readonly inForceFrom: CalendarDay;
  readonly duty: ProvisionId;
  readonly transitional: ProvisionId;
  readonly transitionalDays: number;
}

const beijing: ClockRule = {
  event: 'acceptancePassed',
  eventName: '竣工验收合格',
  inForceFrom: '2007-04-01',
  duty: 'bj-measures-2006/filing-duty',
  transitional: 'bj-measures-2006/filing-transitional',
  transitionalDays: 30,
};
/** Seed 004 prints 2024-04-01 as the day in force; the published day is used (E54). */
const decree: ClockRule = {
  event: 'putIntoUse',
  eventName: '投入使用',
  inForceFrom: '2025-04-01',
  duty: 'd799/filing-duty',
  transitional: 'd799/filing-transitional',
  transitionalDays: 90,
};

/** @legal bj-measures-2006/filing-duty, bj-measures-2006/filing-transitional, d799/filing-duty, police-procedure-2012/counting */
export function checkFiling(rule: CheckRule, situation: Situation): Result {
  const clock = rule.instrument === 'd799' || rule.instrument === 'hami-checklist' ? decree : beijing;
  const { facts, stated } = situation;
  const steps: TraceNode[] = [];
  const flags: Flag[] = [];
  const base = { articles: articlesOf(rule.provisions), checklistItems: rule.checklistItems, flags };

  if (facts.isPublicSecurityVideoSystem === false) {
    steps.push({
      step: '适用范围',
      facts: factsOf(situation, ['isPublicSecurityVideoSystem']),
      result: false,
    });
    return answer(rule.instrument, 'not-addressed', steps, { ...base, reason: 'outside-scope' });
  }
  if (clock === decree && facts.placeIsD799Art7 === false) {
    steps.push(
      cited('适用范围', 'd799/other-public-places-exempt', false, {
        facts: factsOf(situation, ['place']),
        because: '场所不属于第七条，没有第十四条的备案义务（E57）',
      }),
    );
    return answer(rule.instrument, 'not-a-violation', steps, { ...base, reason: 'other-public-place' });
  }
  if (clock === decree && stated.isManagementUnit === false) {
    steps.push(
      cited('适用范围', 'd799/filing-duty', false, { facts: factsOf(situation, ['isManagementUnit']) }),
    );
    return answer(rule.instrument, 'not-addressed', steps, { ...base, reason: 'not-management-unit' });
  }
  const started = stated[clock.event];
  if (started === undefined) {
    steps.push(cited('起算', clock.duty, 'unknown', { facts: factsOf(situation, [clock.event]) }));
    return answer(rule.instrument, 'need-facts', steps, {
      ...base,
      questions: stated.filed === undefined ? [clock.event, 'filed'] : [clock.event],
    });
  }
  const deadline = runClock(clock, started);
  steps.push(
    cited('起算与届满', deadline.provision, deadline.due, {
      facts: factsOf(situation, [clock.event]),
      because: `自${deadline.from === started ? clock.eventName : '施行'}之日 ${deadline.from} 起 ${deadline.days} 日内，首日不计${
        deadline.due === deadline.unrolled ? '' : `；${deadline.unrolled} 是休息日，顺延`
      }至 ${deadline.due}`,
      children: [cited('期间计算', 'police-procedure-2012/counting', deadline.due)],
    }),
  );
  return compareFiled(rule, situation, deadline, { ...base, deadline }, steps);
}

function runClock(clock: ClockRule, started: CalendarDay): FilingClock {
  const transitional = started < clock.inForceFrom;
  const from = transitional ? clock.inForceFrom : started;
  const days = transitional ? clock.transitionalDays : 30;
  const counted = countDeadline(from, { count: days, unit: 'day' }, chinaCalendar);
  const unrolled =
    counted.otherReadings.find((reading) => reading.rule === 'last-day-not-rolled')?.due ?? counted.due;
  return {
    provision: transitional ? clock.transitional : clock.duty,
    from,
    days,
    due: counted.due,
    unrolled,
  };
}

function compareFiled(
  rule: CheckRule,
  situation: Situation,
  { due, unrolled }: FilingClock,
  base: Partial<Result>,
  steps: TraceNode[],
): Result {
  const { filed, asOf } = situation.stated;
  if (filed === undefined) {
    steps.push({ step: '备案日期', facts: factsOf(situation, ['filed']), result: 'unknown' });
    return answer(rule.instrument, 'need-facts', steps, { ...base, questions: ['filed'] });
  }
  const notYet = filed === null || (asOf !== undefined && filed > asOf);
  const day = notYet ? (asOf ?? situation.decisionDate) : filed;
  const late = day > due;
  const reading = !late && day > unrolled ? `；不顺延则为逾期（${unrolled}）` : '';
  steps.push({
    step: '比较',
    facts: factsOf(situation, ['filed', 'asOf']),
    result: late ? 'late' : 'in-time',
    because: notYet
      ? `截至 ${day} 尚未备案，期限${late ? '已满' : '未满'}${reading}`
      : `${day} 备案，${late ? '超过' : '未超过'} ${due}${reading}`,
  });
  if (!late)
    return answer(rule.instrument, 'compliant', steps, { ...base, reason: notYet ? 'period-running' : null });
  return answer(rule.instrument, 'late-filing', steps, {
    ...base,
    reason: notYet ? 'not-filed' : 'filed-late',
    failed: ['filed'],
  });
}
