// SPDX-License-Identifier: Apache-2.0
/** 程序: on the spot or ordinary, hearing, legal review, and the clocks that run. */
import type { Clock, Conflict, Fine, Procedure, Result } from '../types/answer.ts';

const clock = (id: string, provision: string, days: number, unit: Clock['unit'], what: string): Clock => ({
  id,
  provision: `penalty-law-2021/${provision}`,
  days,
  unit,
  what,
});

const decisionClock = clock('decision', 'decision-90-days', 90, 'day', '自立案之日起作出决定');
const serviceClock = clock('service', 'service-7-days', 7, 'workday', '当事人不在场的，送达决定书');
const paymentClock = clock('payment', 'payment-15-days', 15, 'day', '自收到决定书之日起缴纳罚款');
const hearingRequest = clock('hearing-request', 'hearing-procedure', 5, 'workday', '告知后要求听证');
const hearingNotice = clock('hearing-notice', 'hearing-procedure', 7, 'workday', '举行听证前通知');

const none: Procedure = { kind: 'none', hearing: 'not-required', legalReview: false, clocks: [], why: [] };

/** National standard of 程序规定 art. 123: individual 2000, unit 10000. */
const HEARING_UNIT = 10_000;
const HEARING_PERSON = 2_000;
/** Penalty Law art. 51: person 200, unit 3000. 程序规定 art. 37 prints less (50/1000) and ranks lower. */
const SIMPLE_UNIT = 3_000;
const SIMPLE_PERSON = 200;

/**
 * @param localStandard instruments under local rules: the hearing threshold is local and not in our possession
 * @legal penalty-law-2021/simple-procedure, penalty-law-2021/hearing, penalty-law-2021/legal-review,
 *   police-procedure-2012/hearing-threshold, police-procedure-2012/on-the-spot
 */
export function planProcedure(
  results: readonly Result[],
  conflicts: readonly Conflict[],
  localStandard: (result: Result) => boolean,
): Procedure {
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
  const simple = !confiscates && fines.every((fine) => fine.max <= simpleLimit(fine));
  why.push(
    simple
      ? '警告或者小额罚款，可以当场决定（行政处罚法第五十一条；程序规定第三十七条限额更低）'
      : '超过当场处罚的限额，适用普通程序（行政处罚法第五十一条）',
  );
  const hearing = hearingReason(punishing, confiscates, localStandard);
  if (hearing !== null) why.push(hearing);
  const legalReview = hearing !== null || review.length > 0;
  return {
    kind: simple ? 'simple' : 'ordinary',
    hearing: hearing === null ? 'not-required' : 'offer',
    legalReview,
    clocks: [
      ...(simple ? [] : [decisionClock]),
      ...(hearing === null ? [] : [hearingRequest, hearingNotice]),
      serviceClock,
      ...(fines.length === 0 ? [] : [paymentClock]),
    ],
    why: [...why, ...review],
  };
}

const isUnit = (fine: Fine): boolean => fine.target === 'unit' || fine.target === 'unspecified';
const simpleLimit = (fine: Fine): number => (isUnit(fine) ? SIMPLE_UNIT : SIMPLE_PERSON);

function hearingReason(
  punishing: readonly Result[],
  confiscates: boolean,
  localStandard: (result: Result) => boolean,
): string | null {
  const large = punishing.some((result) =>
    result.fines.some((fine) => fine.max >= (isUnit(fine) ? HEARING_UNIT : HEARING_PERSON)),
  );
  if (large) return '可能达到较大数额罚款，告知听证权利（行政处罚法第六十三条；程序规定第一百二十三条）';
  if (confiscates) return '没收物品可能价值较大，告知听证权利（行政处罚法第六十三条）';
  const localUnitFine = punishing.some((result) => localStandard(result) && result.fines.some(isUnit));
  return localUnitFine ? '依地方规章罚款，较大数额的标准由地方规定而未掌握，先告知听证权利' : null;
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
