// SPDX-License-Identifier: Apache-2.0
/** 备案是否及时: each instrument by its own clock (E68): Beijing from acceptance, the Decree from putting into use. */
import { chinaCalendar } from '../calendar/calendar.ts';
import { articlesOf } from '../corpus/articles.ts';
import { provisionalText } from '../deadlines/deadline.ts';
import { runFilingClock } from '../deadlines/filing-clock.ts';
import type { FilingClockRule } from '../forms/filing-clock.ts';
import type { CheckOf } from '../forms/violation.ts';
import type { FilingClock, Flag, Result, TraceNode } from '../types/answer.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import { questionsOf } from './questions.ts';
import { answer } from './result.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

/** @legal bj-measures-2006/filing-duty, bj-measures-2006/filing-transitional, d799/filing-duty, police-procedure-2012/counting */
export function checkFiling(rule: CheckOf<'filing-check'>, situation: Situation): Result {
  const { clock } = rule;
  const { stated } = situation;
  const steps: TraceNode[] = [];
  const flags: Flag[] = [];
  const base = { articles: articlesOf(rule.provisions), checklistItems: rule.checklistItems, flags };

  const scope = scopeOf(clock, situation, steps);
  if (scope.outside !== undefined) {
    const { disposition, reason } = scope.outside;
    return answer(rule.instrument, disposition, steps, {
      ...base,
      reason,
      ...questionsOf(scope.asked, scope.presupposed),
    });
  }
  const started = stated[clock.event];
  if (started === undefined) {
    steps.push(cited('起算', clock.duty, 'unknown', { facts: factsOf(situation, [clock.event]) }));
    const asks: readonly FactId[] = stated.filed === undefined ? [clock.event, 'filed'] : [clock.event];
    return answer(rule.instrument, 'need-facts', steps, {
      ...base,
      ...questionsOf([...asks, ...scope.open], scope.presupposed),
    });
  }
  const deadline = clockOf(clock, started);
  steps.push(
    cited('起算与届满', deadline.provision, deadline.due, {
      facts: factsOf(situation, [clock.event]),
      because: `自${deadline.from === started ? clock.eventName : '施行'}之日 ${deadline.from} 起 ${deadline.days} 日内，首日不计${
        deadline.due === deadline.unrolled ? '' : `；${deadline.unrolled} 是休息日，顺延`
      }至 ${deadline.due}${deadline.provisional === undefined ? '' : `；${deadline.provisional}`}`,
      children: [cited('期间计算', 'police-procedure-2012/counting', deadline.due)],
    }),
  );
  if (scope.open.length > 0) {
    return answer(rule.instrument, 'need-facts', steps, {
      ...base,
      deadline,
      ...questionsOf(scope.open, scope.presupposed),
    });
  }
  return compareFiled(rule, situation, deadline, { ...base, deadline }, steps, scope);
}

interface Scope {
  readonly outside?: {
    readonly disposition: 'not-addressed' | 'not-a-violation';
    readonly reason: string;
  };
  /** Named and still open: the answer waits */
  readonly open: readonly FactId[];
  /** Only the words of the place say so: the check asks */
  readonly asked: readonly FactId[];
  /** Not stated: the check presupposes them */
  readonly presupposed: readonly FactId[];
}

/** Whether the duty binds the system: what it is, whose it is, where it stands. */
function scopeOf(clock: FilingClockRule, situation: Situation, steps: TraceNode[]): Scope {
  const { facts, stated, inferred } = situation;
  const presupposed: FactId[] = [];
  if (facts.isPublicSecurityVideoSystem === undefined) presupposed.push('isPublicSecurityVideoSystem');
  if (facts.isPublicSecurityVideoSystem === false) {
    steps.push({
      step: '适用范围',
      facts: factsOf(situation, ['isPublicSecurityVideoSystem']),
      result: false,
    });
    return {
      outside: { disposition: 'not-addressed', reason: 'outside-scope' },
      open: [],
      asked: [],
      presupposed,
    };
  }
  if (clock.art7Only === null) return { open: [], asked: [], presupposed };
  if (stated.isManagementUnit === undefined) presupposed.push('isManagementUnit');
  if (stated.isManagementUnit === false) {
    steps.push(cited('适用范围', clock.duty, false, { facts: factsOf(situation, ['isManagementUnit']) }));
    return {
      outside: { disposition: 'not-addressed', reason: 'not-management-unit' },
      open: [],
      asked: [],
      presupposed,
    };
  }
  const open = facts.placeIsD799Art7 === undefined;
  const asked: readonly FactId[] = open || inferred.has('placeIsD799Art7') ? ['place'] : [];
  if (facts.placeIsD799Art7 === false) {
    steps.push(
      cited('适用范围', clock.art7Only, false, {
        facts: factsOf(situation, ['place']),
        because: '场所不属于第七条，没有第十四条的备案义务（E57）',
      }),
    );
    return {
      outside: { disposition: 'not-a-violation', reason: 'other-public-place' },
      open: [],
      asked,
      presupposed,
    };
  }
  const named = situation.place !== null && facts.placeIsD799Art7 === undefined;
  return { open: named ? ['place', 'isManagementUnit'] : [], asked, presupposed };
}

function clockOf(clock: FilingClockRule, started: CalendarDay): FilingClock {
  const { provision, from, days, deadline } = runFilingClock(clock, started, chinaCalendar);
  const unrolled =
    deadline.otherReadings.find((reading) => reading.rule === 'last-day-not-rolled')?.due ?? deadline.due;
  const open = provisionalText(deadline, chinaCalendar).replace(/^；/, '');
  return {
    provision,
    from,
    days,
    due: deadline.due,
    unrolled,
    ...(open !== '' && { provisional: open }),
  };
}

function compareFiled(
  rule: CheckOf<'filing-check'>,
  situation: Situation,
  { due, unrolled, provisional }: FilingClock,
  base: Partial<Result>,
  steps: TraceNode[],
  { asked, presupposed }: Scope,
): Result {
  const { filed, asOf } = situation.stated;
  if (filed === undefined) {
    steps.push({ step: '备案日期', facts: factsOf(situation, ['filed']), result: 'unknown' });
    return answer(rule.instrument, 'need-facts', steps, {
      ...base,
      ...questionsOf(['filed'], [...asked, ...presupposed]),
    });
  }
  const { notYet, day } = dayCompared(filed, situation);
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
  const open: readonly FactId[] = asOf === undefined ? ['asOf'] : [];
  if (!late) {
    const reason = notYet ? 'period-running' : null;
    return answer(rule.instrument, 'compliant', steps, {
      ...base,
      reason,
      ...questionsOf(asked, [...presupposed, ...open]),
    });
  }
  // A holiday that nobody has announced yet could still put the day in time: a person looks
  const flags: readonly Flag[] = [
    ...(base.flags ?? []),
    ...(provisional === undefined
      ? []
      : [{ code: 'legal-review', about: provisional, instrument: rule.instrument } as const]),
  ];
  return answer(rule.instrument, 'late-filing', steps, {
    ...base,
    flags,
    reason: notYet ? 'not-filed' : 'filed-late',
    failed: ['filed'],
    ...questionsOf(asked, [...presupposed, ...open]),
  });
}

/** A filing after the day of the question was not there yet: then that day is compared. */
function dayCompared(
  filed: CalendarDay | null,
  { stated: { asOf }, decisionDate }: Situation,
): { readonly notYet: boolean; readonly day: CalendarDay } {
  const notYet = filed === null || (asOf !== undefined && filed > asOf);
  return { notYet, day: notYet ? (asOf ?? decisionDate) : filed };
}

interface FiledAnswer {
  /** The dates stated say so: there is nothing to punish */
  readonly inTime: 'filed-in-time' | 'period-running' | null;
  /** Dates nobody stated that could say so */
  readonly open: readonly FactId[];
  /** What was filed has changed, and nobody said whether the change was filed: the answer waits */
  readonly blocking: readonly FactId[];
}

/**
 * Whether the dates of a case speak against 未备案, by the clock of the check. A filing in time does not speak for a
 * change that was not filed.
 *
 * @legal bj-measures-2006/filing-duty, bj-measures-2006/filing-transitional, d799/filing-duty, d799/filing-transitional,
 *   d799/filing-change
 */
export function testFiled(clock: FilingClockRule, situation: Situation, steps: TraceNode[]): FiledAnswer {
  const { stated } = situation;
  const { filed, asOf } = stated;
  const started = stated[clock.event];
  if (started === undefined || filed === undefined) {
    const asks: readonly FactId[] = [clock.event, 'filed'];
    return { inTime: null, open: asks.filter((fact) => stated[fact] === undefined), blocking: [] };
  }
  const { provision, due } = clockOf(clock, started);
  const { notYet, day } = dayCompared(filed, situation);
  const late = day > due;
  steps.push(
    cited('备案期限', provision, late ? 'late' : 'in-time', {
      facts: factsOf(situation, [clock.event, 'filed', 'asOf']),
      because: notYet
        ? `截至 ${day} 尚未备案，期限（至 ${due}）${late ? '已满' : '未满'}`
        : `${day} 备案，${late ? '超过' : '未超过'} ${due}`,
    }),
  );
  const open: readonly FactId[] = asOf === undefined ? ['asOf'] : [];
  if (late) return { inTime: null, open, blocking: [] };
  if (notYet) return { inTime: 'period-running', open, blocking: [] };
  const change = testChange(clock, situation, steps);
  return {
    inTime: change.unfiled === true ? null : 'filed-in-time',
    open: [...open, ...change.open],
    blocking: change.blocking,
  };
}

/** 备案事项发生变化的，应当及时办理备案变更: where the instrument prints the duty. */
function testChange(
  { change }: FilingClockRule,
  situation: Situation,
  steps: TraceNode[],
): { readonly unfiled: Tri; readonly open: readonly FactId[]; readonly blocking: readonly FactId[] } {
  const { filingMatterChanged: changed, changeFiled } = situation.stated;
  const none = { open: [], blocking: [] };
  if (change === null || changed === false || changeFiled === true) return { ...none, unfiled: false };
  if (changed === undefined)
    return { ...none, unfiled: 'unknown', open: ['filingMatterChanged', 'changeFiled'] };
  const unfiled = changeFiled === false ? true : 'unknown';
  steps.push(
    cited('备案变更', change, unfiled === true ? '未办理' : '未查明', {
      facts: factsOf(situation, ['filingMatterChanged', 'changeFiled']),
      because: '备案事项发生变化的，应当及时办理备案变更',
    }),
  );
  return { unfiled, open: [], blocking: unfiled === true ? [] : ['changeFiled'] };
}
