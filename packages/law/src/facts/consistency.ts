// SPDX-License-Identifier: Apache-2.0
/**
 * Whether facts can stand beside each other: dates in their order, nothing that excludes another. What is found is a
 * value, for what-if tries thousands of sets and most of its refusals are of no interest.
 */
import type { LawErrorCode } from '../errors.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { Facts, Request } from '../types/facts.ts';

export interface Problem {
  readonly code: Extract<LawErrorCode, 'law/input-invalid' | 'law/input-contradictory'>;
  /** From the request's root: `facts.filed`, `actDate` */
  readonly path: string;
  readonly problem: string;
}

interface Decision {
  readonly day: CalendarDay;
  /** The request names it; otherwise it is today */
  readonly stated: boolean;
}

/** @returns the first problem, or undefined */
export const findProblem = (
  facts: Facts,
  actDate: CalendarDay | undefined,
  decision: Decision,
): Problem | undefined => misordered(facts, actDate, decision) ?? contradiction(facts);

/** Whether the facts of a request that was built from a parsed one can stand beside each other. */
export const isUsable = ({ facts, actDate, decisionDate }: Request): boolean =>
  findProblem(facts, actDate, { day: decisionDate, stated: true }) === undefined;

/** Reversed dates: each pair is (earlier, later). The decision day is today's where the request names none. */
function misordered(facts: Facts, actDate: CalendarDay | undefined, decision: Decision): Problem | undefined {
  const { actStarted, actEnded, discovered, acceptancePassed, putIntoUse, filed, asOf } = facts;
  return (
    after(actStarted, actEnded, 'facts.actEnded', '终了不能早于发生') ??
    after(actStarted, discovered, 'facts.discovered', '发现不能早于发生') ??
    after(actStarted, actDate, 'actDate', '行为日不能早于行为发生') ??
    after(actDate, actEnded, 'actDate', '行为日不能晚于行为终了') ??
    // What lies after the day of the decision has not happened
    decided(actDate, decision, 'actDate', '行为') ??
    decided(actStarted, decision, 'facts.actStarted', '行为发生') ??
    decided(discovered, decision, 'facts.discovered', '发现') ??
    decided(actEnded, decision, 'facts.actEnded', '行为终了') ??
    known(acceptancePassed, asOf, decision, 'facts.acceptancePassed', '竣工验收合格') ??
    known(putIntoUse, asOf, decision, 'facts.putIntoUse', '投入使用') ??
    known(filed, asOf, decision, 'facts.filed', '备案')
  );
}

const after = (
  earlier: CalendarDay | null | undefined,
  later: CalendarDay | null | undefined,
  path: string,
  words: string,
): Problem | undefined =>
  earlier && later && later < earlier
    ? { code: 'law/input-invalid', path, problem: `${words}：${later} 早于 ${earlier}` }
    : undefined;

const decided = (
  day: CalendarDay | null | undefined,
  decision: Decision,
  field: string,
  words: string,
): Problem | undefined =>
  after(day, decision.day, decision.stated ? 'decisionDate' : field, `决定（默认今天）不能早于${words}`);

/** A question about a later day may know what happens until then. */
const known = (
  day: CalendarDay | null | undefined,
  asOf: CalendarDay | undefined,
  decision: Decision,
  field: string,
  words: string,
): Problem | undefined =>
  asOf === undefined || asOf <= decision.day
    ? decided(day, decision, field, words)
    : after(day, asOf, field, `截至日不能早于${words}`);

const excludes = (fact: keyof Facts, problem: string): Problem => ({
  code: 'law/input-contradictory',
  path: `facts.${fact}`,
  problem,
});

/** Facts that exclude each other. The second one named is the one the path points to. */
function contradiction(facts: Facts): Problem | undefined {
  const { actor, rectification, consequence } = facts;
  if (facts.refusesAfterOrder === true && (rectification === 'notOrdered' || rectification === 'qualified')) {
    return excludes('refusesAfterOrder', `责令后拒不改正，与 rectification=${rectification} 不能同时成立`);
  }
  if (actor !== undefined && actor !== 'individual') {
    const owner = actor === 'propertyManager' ? '；管理人是个人（产权人）的，actor 写 individual' : '';
    if (facts.age !== undefined) {
      return excludes('age', `年龄只属于个人，与 actor=${actor} 不能同时成立${owner}`);
    }
    if (facts.mentalState !== undefined && facts.mentalState !== 'normal') {
      return excludes('mentalState', `精神状态只属于个人，与 actor=${actor} 不能同时成立${owner}`);
    }
  }
  if (facts.isManagementUnit === true && (facts.placeClass === 'art9' || facts.placeClass === 'nonPublic')) {
    return excludes(
      'placeClass',
      `管理单位是条例第七条场所的单位，与 placeClass=${facts.placeClass} 不能同时成立`,
    );
  }
  if (consequence === 'serious' && facts.consequenceMinor === true) {
    return excludes('consequenceMinor', '危害后果轻微，与 consequence=serious 不能同时成立');
  }
  if (facts.conduct === 'd799-false-filing' && facts.filed === null) {
    return excludes('filed', '没有备案，就没有虚假的备案信息：未备案的，conduct 写 d799-not-filed');
  }
  if (facts.filingMatterChanged === false && facts.changeFiled === true) {
    return excludes('changeFiled', '备案事项没有变化，与已办理备案变更不能同时成立');
  }
  if (facts.firstTime === true && (facts.priorSameKindPenaltiesWithin1Year ?? 0) > 0) {
    return excludes('priorSameKindPenaltiesWithin1Year', '初次违法，与1年内受过同类处罚不能同时成立');
  }
  return undefined;
}
