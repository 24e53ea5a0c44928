// SPDX-License-Identifier: Apache-2.0
/**
 * 追究时效: two years undiscovered, five where life, health or financial safety is touched and harm was done;
 * from the end of a continuing act; not at all where a victim complained and the police wrongly refused.
 */
import { addYears, numberOn } from '../deadlines/deadlines.ts';
import type { Limitation } from '../types/answer.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';
import type { FactId, Facts } from '../types/facts.ts';
import type { Situation } from './situation.ts';

export interface LimitationAnswer {
  readonly limitation: Limitation;
  /** Facts without which it stays open whether the act is barred; non-empty = it does */
  readonly blocking: readonly FactId[];
  /** Exceptions nobody has raised, worth asking before closing the file */
  readonly questions: readonly FactId[];
  /** Dates nobody has stated: not waited for, and not read as in time either */
  readonly unexamined: readonly FactId[];
}

const none: Omit<LimitationAnswer, 'limitation'> = { blocking: [], questions: [], unexamined: [] };

/** @legal penalty-law-2021/limitation, police-procedure-2012/limitation, bj-benchmark-2024-draft/limitation */
export function judgeLimitation({ stated, decisionDate, actDate, request }: Situation): LimitationAnswer {
  const { continuing } = stated;
  const longer = longerPeriod(stated);
  const short = numberOn('penalty-law-2021/limitation-years', decisionDate);
  const long = numberOn('penalty-law-2021/limitation-years-safety', decisionDate);
  const years = longer === true ? long : short;
  const open = (why: string, unexamined: readonly FactId[]): LimitationAnswer => ({
    ...none,
    limitation: { barred: false, years, from: null, until: null, why },
    unexamined,
  });
  const { actEnded } = stated;
  const actStarted = stated.actStarted ?? (actEnded === undefined ? request.actDate : undefined);
  if (actEnded === undefined && continuing === true) {
    return open('行为有连续、继续或者持续状态且尚未终了，追究时效未起算', ['actEnded']);
  }
  if (actStarted === undefined && actEnded === undefined) {
    const days = (['actEnded', 'actStarted', 'discovered'] as const).filter(
      (day) => stated[day] === undefined,
    );
    return open('没有写明行为发生、终了的日期，追究时效未查明', days);
  }
  const from = (continuing === false ? (actStarted ?? actEnded) : (actEnded ?? actStarted)) ?? actDate;
  const seen = stated.discovered ?? decisionDate;
  const within = (limit: number): boolean => seen <= addYears(from, limit);
  const found = stated.discovered === undefined ? `至决定日 ${seen} 未写明发现日期` : `${seen} 被发现`;
  const start = from === actEnded ? '行为终了之日' : '行为发生之日';
  const dates = { years, from, until: addYears(from, years) };
  const settled = (barred: boolean, why: string, more: Partial<LimitationAnswer> = {}): LimitationAnswer => ({
    ...none,
    limitation: { ...dates, barred, why },
    ...more,
  });

  if (stated.victimComplained === true && stated.policeWronglyRefused === true) {
    return settled(false, '被侵害人在时效内控告，公安机关应当受理而不受理，不受追究时效限制');
  }
  // A start and another end already say that the act lasted (持续状态); a start alone leaves it open
  if (within(years)) {
    // Counted from its end an act may be in time that was out of time counted from its beginning
    const decides: readonly FactId[] =
      continuing === false && actStarted === undefined
        ? ['actStarted']
        : continuing === undefined && actStarted !== undefined && seen > addYears(actStarted, years)
          ? ['continuing']
          : [];
    return settled(false, `${start} ${from} 起${years}年内，${found}`, { unexamined: decides });
  }
  const blocking = openFacts(stated, longer, within(long), actEnded);
  if (blocking.length > 0) {
    return settled(false, `${start} ${from}，${found}，是否已过时效取决于未查明的事实`, {
      blocking,
      questions: blocking,
    });
  }
  return settled(true, `自${start} ${from} 起${years}年至 ${dates.until}，${found}，不再给予行政处罚`, {
    questions: stated.victimComplained === undefined ? ['victimComplained'] : [],
  });
}

/** 涉及公民生命健康安全、金融安全且有危害后果的 */
function longerPeriod({ lifeHealthOrFinancialSafety: safety, consequence }: Facts): Tri {
  if (safety === false || consequence === 'none') return false;
  return safety === true && consequence !== undefined ? true : 'unknown';
}

/** Past the short period: what could still put the act in time. */
function openFacts(
  stated: Facts,
  longer: Tri,
  withinLong: boolean,
  actEnded: CalendarDay | undefined,
): readonly FactId[] {
  const open: FactId[] = [];
  if (stated.discovered === undefined) open.push('discovered');
  if (stated.continuing === undefined && actEnded === undefined) open.push('continuing');
  if (longer === 'unknown' && withinLong) {
    if (stated.lifeHealthOrFinancialSafety === undefined) open.push('lifeHealthOrFinancialSafety');
    if (stated.consequence === undefined) open.push('consequence');
  }
  if (stated.victimComplained === true && stated.policeWronglyRefused === undefined) {
    open.push('policeWronglyRefused');
  }
  return open;
}
