// SPDX-License-Identifier: Apache-2.0
/**
 * 从旧兼从轻 (Penalty Law art. 37): the law of the day of the act, unless the law of the day of the decision is
 * lighter or finds no violation. An act over before an instrument stood is not punished under it where nothing, or
 * something lighter, stood before.
 */
import type { Result, TraceNode } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import { compareTwo } from './compare-results.ts';
import { awaited, isWhoOrWhere, questionsOf } from './questions.ts';
import { newSinceAct } from './select-instruments.ts';
import type { Situation } from './situation.ts';
import { cited } from './trace.ts';

const settled = new Set<Result['disposition']>(['penalise', 'order-only', 'no-penalty-optional']);
const acting = new Set<Result['disposition']>([...settled, 'need-facts', 'no-penalty-mandatory']);

/**
 * @param punishes whether the rule of an instrument is one that punishes: checks by dates and papers look at today
 * @legal penalty-law-2021/law-in-time
 */
export function settleInTime(
  results: readonly Result[],
  situation: Situation,
  punishes: (instrument: DecidableInstrumentId) => boolean,
): readonly Result[] {
  const isNew = ({ instrument }: Result): boolean =>
    instrument !== null && newSinceAct(instrument, situation) && punishes(instrument);
  const old = results.filter((result) => !isNew(result) && acting.has(result.disposition));
  return results.map((result) =>
    isNew(result) && acting.has(result.disposition) ? judgeNew(result, old, situation) : result,
  );
}

/** Whether the answer of a law that is newer than the act stands. */
function judgeNew(result: Result, old: readonly Result[], situation: Situation): Result {
  if (situation.actMayLast) {
    return waits(result, situation, '行为是否延续到施行之后，决定是否适用');
  }
  if (old.length === 0) return retroactive(result, situation, '行为时没有文件规定处罚');
  const compared = withQuestionsOf(old, result);
  const decided = old.filter(({ disposition }) => settled.has(disposition));
  if (decided.length === 0 || !settled.has(result.disposition)) return noted(compared, situation);
  const orders = decided.map((before) => compareTwo(before, result));
  if (orders.includes(1) || orders.includes(null)) return noted(compared, situation);
  return retroactive(compared, situation, '不轻于行为时的规定');
}

/** Which of two laws is lighter depends on what is open under either. */
function withQuestionsOf(old: readonly Result[], result: Result): Result {
  const more = old.flatMap(({ questions }) => questions).filter((fact) => !result.questions.includes(fact));
  if (more.length === 0) return result;
  return {
    ...result,
    ...questionsOf(awaited(result), [...(result.unexamined ?? []), ...more]),
  };
}

const node = (situation: Situation, result: unknown, because: string): TraceNode =>
  cited('新旧法', 'penalty-law-2021/law-in-time', result, {
    facts: { actDate: situation.actDate, decisionDate: situation.decisionDate },
    because,
  });

const withNode = (result: Result, added: TraceNode): TraceNode => ({
  ...result.trace,
  children: [...(result.trace.children ?? []), added],
});

/** The new law may be the lighter one: it stays beside the old, and a person resolves the conflict. */
const noted = (result: Result, situation: Situation): Result => ({
  ...result,
  trace: withNode(
    result,
    node(situation, '从旧兼从轻', '行为时尚未施行；处罚较轻的适用新规定，否则适用行为时的规定，由人认定'),
  ),
});

const nothing = {
  row: null,
  codes: [],
  codesInferred: false,
  tier: null,
  step: null,
  orders: [],
  warning: false,
  fines: [],
  baseFines: [],
  confiscation: [],
  requires: [],
  education: false,
  factors: [],
} as const;

function retroactive(result: Result, situation: Situation, why: string): Result {
  const { possibleRows: _, ...rest } = result;
  const because = `行为终了于施行之前，${why}，不溯及既往`;
  const added = node(situation, '不适用', because);
  return {
    ...rest,
    ...nothing,
    disposition: 'not-addressed',
    reason: 'not-in-force-at-act',
    humanDecisions: [],
    unexamined: result.questions.filter((fact) => !isWhoOrWhere(fact)),
    trace: { ...withNode(result, added), result: 'not-addressed' },
  };
}

function waits(result: Result, situation: Situation, because: string): Result {
  return {
    ...result,
    ...nothing,
    disposition: 'need-facts',
    reason: null,
    humanDecisions: [],
    questions: [...new Set([...(['continuing', 'actEnded'] as const), ...result.questions])],
    trace: { ...withNode(result, node(situation, '未查明', because)), result: 'need-facts' },
  };
}
