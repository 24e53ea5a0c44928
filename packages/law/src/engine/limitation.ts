// SPDX-License-Identifier: Apache-2.0
/**
 * 追究时效: two years undiscovered, five where life, health or financial safety is touched and harm was done;
 * from the end of a continuing act; not at all where a victim complained and the police wrongly refused.
 */
import { addYears } from '../deadlines/deadlines.ts';
import type { Limitation } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';
import type { Situation } from './situation.ts';

export interface LimitationAnswer {
  readonly limitation: Limitation;
  /** Facts without which it stays open whether the act is barred; non-empty = it does */
  readonly blocking: readonly FactId[];
  /** Exceptions nobody has raised, worth asking before closing the file */
  readonly questions: readonly FactId[];
}

const open = (why: string, years = 2): LimitationAnswer => ({
  limitation: { barred: false, years, from: null, until: null, why },
  blocking: [],
  questions: [],
});
const noDates = open('没有写明行为发生、终了的日期，追究时效未起算核对');
const running = open('行为有连续、继续或者持续状态且尚未终了，追究时效未起算');
const runningFive = open('行为有连续、继续或者持续状态且尚未终了，追究时效未起算', 5);

/** @legal penalty-law-2021/limitation, police-procedure-2012/limitation, bj-benchmark-2024-draft/limitation */
export function judgeLimitation({ stated, decisionDate }: Situation): LimitationAnswer {
  const { actStarted, actEnded, continuing, discovered, consequence, lifeHealthOrFinancialSafety } = stated;
  const harmed = consequence === undefined ? 'unknown' : consequence !== 'none';
  const five =
    lifeHealthOrFinancialSafety === false || harmed === false
      ? false
      : lifeHealthOrFinancialSafety === true && harmed === true
        ? true
        : 'unknown';
  const years = five === true ? 5 : 2;
  if (actStarted === undefined && actEnded === undefined) {
    if (continuing === true) return five === true ? runningFive : running;
    return noDates;
  }
  if (continuing === true && actEnded === undefined) return five === true ? runningFive : running;

  const from = (continuing === false ? (actStarted ?? actEnded) : (actEnded ?? actStarted)) as string;
  const seen = discovered ?? decisionDate;
  const until = addYears(from, years);
  const within = (day: string, limit: number): boolean => seen <= addYears(day, limit);
  const found = discovered === undefined ? `至决定日 ${seen} 未写明发现日期` : `${seen} 被发现`;
  const start = from === actEnded ? '行为终了之日' : '行为发生之日';
  const base = { years, from, until };

  if (stated.victimComplained === true && stated.policeWronglyRefused === true) {
    return {
      limitation: {
        ...base,
        barred: false,
        why: '被侵害人在时效内控告，公安机关应当受理而不受理，不受追究时效限制',
      },
      blocking: [],
      questions: [],
    };
  }
  // A start and another end already say that the act lasted (持续状态); a start alone leaves it open
  if (within(from, years)) {
    return {
      limitation: { ...base, barred: false, why: `${start} ${from} 起${years}年内，${found}` },
      blocking: [],
      questions: [],
    };
  }
  const blocking: FactId[] = [];
  if (discovered === undefined) blocking.push('discovered');
  if (continuing === undefined && (actEnded === undefined || within(from, years)))
    blocking.push('continuing');
  if (five === 'unknown' && within(from, 5)) {
    if (lifeHealthOrFinancialSafety === undefined) blocking.push('lifeHealthOrFinancialSafety');
    if (harmed === 'unknown') blocking.push('consequence');
  }
  if (stated.victimComplained === true && stated.policeWronglyRefused === undefined) {
    blocking.push('policeWronglyRefused');
  }
  if (blocking.length > 0) {
    return {
      limitation: {
        ...base,
        barred: false,
        why: `${start} ${from}，${found}，是否已过时效取决于未查明的事实`,
      },
      blocking,
      questions: blocking,
    };
  }
  return {
    limitation: {
      ...base,
      barred: true,
      why: `自${start} ${from} 起${years}年至 ${until}，${found}，不再给予行政处罚`,
    },
    blocking: [],
    questions: stated.victimComplained === undefined ? ['victimComplained'] : [],
  };
}
