// SPDX-License-Identifier: Apache-2.0
/** 程序: on the spot or ordinary, hearing, legal review, and the clocks that run. */
import { getInstrument } from '../corpus/corpus.ts';
import { findValue, getParameter, numberOn, type ParameterId } from '../deadlines/parameters.ts';
import type { Clock, Conflict, Fine, Procedure, Result } from '../types/answer.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { Situation } from './situation.ts';

const clockOf =
  (day: CalendarDay) =>
  (id: string, parameter: ParameterId, what: string): Clock => {
    const value = findValue(parameter, day) ?? getParameter(parameter).values[0];
    return {
      id,
      provision: value?.provision ?? '',
      days: numberOn(parameter, day),
      unit: getParameter(parameter).unit === 'workingDay' ? 'workday' : 'day',
      what,
    };
  };

const none: Procedure = { kind: 'none', hearing: 'not-required', legalReview: false, clocks: [], why: [] };

/**
 * Numbers as of the day of the decision. 程序规定 art. 37 prints lower limits on the spot than Penalty Law art. 51 and
 * ranks lower. Under local rules the hearing threshold is local; where nobody has set it here, a hearing is offered.
 *
 * @legal penalty-law-2021/simple-procedure, penalty-law-2021/hearing, penalty-law-2021/legal-review,
 *   police-procedure-2012/hearing-threshold, police-procedure-2012/on-the-spot
 */
export function planProcedure(
  results: readonly Result[],
  conflicts: readonly Conflict[],
  situation: Situation,
): Procedure {
  const day = situation.decisionDate;
  const clock = clockOf(day);
  const punishing = results.filter(
    (result) => result.disposition === 'penalise' || result.disposition === 'no-penalty-optional',
  );
  const why: string[] = [];
  const review = reviewReasons(results, conflicts);
  if (punishing.length === 0) {
    return review.length === 0 ? none : { ...none, legalReview: true, why: review };
  }
  const fines = punishing.flatMap((result) => result.fines);
  const confiscates = punishing.some((result) => result.confiscation.length > 0);
  const simple = !confiscates && fines.every((fine) => fine.max <= simpleLimit(fine, situation));
  why.push(
    simple
      ? `警告或者小额罚款，可以当场决定（行政处罚法第五十一条；程序规定第三十七条限额更低：个人${numberOn('police-procedure-2012/on-the-spot-person', day)}元、单位${numberOn('police-procedure-2012/on-the-spot-unit', day)}元）`
      : '超过当场处罚的限额，适用普通程序（行政处罚法第五十一条）',
  );
  // What may be decided on the spot is not large
  const hearing = simple ? null : hearingReason(punishing, confiscates, situation);
  if (hearing !== null) why.push(hearing);
  const legalReview = hearing !== null || review.length > 0;
  return {
    kind: simple ? 'simple' : 'ordinary',
    hearing: hearing === null ? 'not-required' : 'offer',
    legalReview,
    clocks: [
      ...(simple ? [] : [clock('decision', 'penalty-law-2021/decision-days', '自立案之日起作出决定')]),
      ...(hearing === null
        ? []
        : [
            clock('hearing-request', 'penalty-law-2021/hearing-request-days', '告知后要求听证'),
            clock('hearing-notice', 'penalty-law-2021/hearing-notice-days', '举行听证前通知'),
          ]),
      clock('service', 'penalty-law-2021/service-days', '当事人不在场的，送达决定书'),
      ...(fines.length === 0
        ? []
        : [clock('payment', 'penalty-law-2021/payment-days', '自收到决定书之日起缴纳罚款')]),
    ],
    why: [...why, ...review],
    ...(fines.length === 0 ? {} : { surcharge: surchargeOn(day) }),
  };
}

const surchargeOn = (day: CalendarDay): NonNullable<Procedure['surcharge']> => ({
  percentPerDay: numberOn('penalty-law-2021/surcharge-percent', day),
  provision: 'penalty-law-2021/surcharge',
});

/** A unit by its target; a manager or an unnamed addressee by who acted, a person where that is open. */
function isUnit(fine: Fine, { facts }: Situation): boolean {
  if (fine.target === 'unit') return true;
  if (fine.target !== 'manager' && fine.target !== 'unspecified') return false;
  return facts.actor !== undefined && facts.actor !== 'individual';
}
const simpleLimit = (fine: Fine, situation: Situation): number =>
  numberOn(
    isUnit(fine, situation) ? 'penalty-law-2021/simple-unit' : 'penalty-law-2021/simple-person',
    situation.decisionDate,
  );

/** 「较大数额」 as local rules set it, by area; a number nobody has set here is no number. */
const localThreshold: readonly (readonly [area: string, parameter: ParameterId])[] = [
  ['110000', 'beijing/hearing-threshold'],
  ['130300', 'qinhuangdao/hearing-threshold'],
];

function hearingReason(
  punishing: readonly Result[],
  confiscates: boolean,
  situation: Situation,
): string | null {
  const day = situation.decisionDate;
  const unit = numberOn('police-procedure-2012/hearing-unit', day);
  const person = numberOn('police-procedure-2012/hearing-person', day);
  const large = punishing.some((result) =>
    result.fines.some((fine) => fine.max >= (isUnit(fine, situation) ? unit : person)),
  );
  if (large) return '可能达到较大数额罚款，告知听证权利（行政处罚法第六十三条；程序规定第一百二十三条）';
  if (confiscates) return '没收物品可能价值较大，告知听证权利（行政处罚法第六十三条）';
  const local = punishing
    .filter(({ fines }) => fines.some((fine) => isUnit(fine, situation)))
    .map((result) => ({ result, threshold: thresholdOf(result, day) }));
  if (local.some(({ threshold }) => threshold === null)) {
    return '依地方规章罚款，较大数额的标准由地方规定而未掌握，先告知听证权利';
  }
  const above = local.some(({ result, threshold }) =>
    result.fines.some((fine) => typeof threshold === 'number' && fine.max >= threshold),
  );
  return above ? '达到地方规定的较大数额罚款，告知听证权利（行政处罚法第六十三条）' : null;
}

/** null: a local standard that is not known; undefined: the national one applies. */
function thresholdOf({ instrument }: Result, day: CalendarDay): number | null | undefined {
  const area = instrument === null ? '000000' : getInstrument(instrument).jurisdictionCode;
  if (area === '000000') return undefined;
  const parameter = localThreshold.find(([code]) => code === area)?.[1];
  return parameter === undefined ? null : (findValue(parameter, day)?.value ?? null);
}

function reviewReasons(results: readonly Result[], conflicts: readonly Conflict[]): readonly string[] {
  const reasons: string[] = [];
  if (conflicts.length > 0) reasons.push('文件之间有冲突，法制审核（行政处罚法第五十八条）');
  if (results.some((result) => result.fines.some((fine) => fine.belowMinimumPossible))) {
    reasons.push('可能减轻处罚，法制审核');
  }
  if (results.some((result) => result.flags.some((flag) => flag.code === 'legal-review'))) {
    reasons.push('有条文须法制审核');
  }
  return reasons;
}
