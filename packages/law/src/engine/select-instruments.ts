// SPDX-License-Identifier: Apache-2.0
/**
 * Which instruments answer: exactly those pinned by the request, or those in force where and when the act was
 * done and is decided. Drafts and undated schedules are never picked; every rejection has its reason.
 */
import { findInstrument } from '../corpus/corpus.ts';
import { profiles } from '../rules/profiles.ts';
import { findRule } from '../rules/rule-books.ts';
import type { Selection } from '../types/answer.ts';
import {
  type CalendarDay,
  type DecidableInstrumentId,
  decidableInstruments,
  type Instrument,
} from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import type { Situation } from './situation.ts';

export interface Picked {
  readonly instruments: readonly DecidableInstrumentId[];
  readonly selection: readonly Selection[];
  readonly questions: readonly FactId[];
}

const register: ReadonlyMap<DecidableInstrumentId, Instrument | undefined> = new Map(
  decidableInstruments.map((id) => [id, findInstrument(id)]),
);

/** @legal penalty-law-2021/law-in-time, penalty-law-2021/benchmark-published */
export function selectInstruments(situation: Situation): Picked {
  const { instruments } = situation.request;
  if (instruments !== undefined) {
    return {
      instruments,
      selection: instruments.map((instrument) => ({
        instrument,
        picked: true,
        because: '请求指定（模拟）',
      })),
      questions: [],
    };
  }
  const { jurisdictionCode, actDate, decisionDate, stated } = situation;
  const key = `${jurisdictionCode}|${actDate}|${decisionDate}|${stated.conduct}`;
  const known = pickedBefore.get(key);
  if (known !== undefined) return known;
  if (pickedBefore.size > 4_000) pickedBefore.clear();
  const picked = pickInForce(situation);
  pickedBefore.set(key, picked);
  return picked;
}

/** The choice depends on place, days and conduct only; the last few thousand are kept. */
const pickedBefore = new Map<string, Picked>();

function pickInForce(situation: Situation): Picked {
  const selection: Selection[] = [];
  const picked: DecidableInstrumentId[] = [];
  // Local rules first, the Decree after them, as the conflicts are told
  for (const id of decidableInstruments) {
    const reason = profiles[id].onlyWhenNamed ?? rejection(id, situation);
    if (reason === null) picked.push(id);
    else selection.push({ instrument: id, picked: false, because: reason });
  }
  // An instrument that says nothing on the conduct only clutters the answer, unless nobody says anything
  const speaking = picked.filter((id) => findRule(id, situation.stated.conduct, false) !== undefined);
  const answering = speaking.length > 0 ? speaking : picked;
  for (const id of picked) {
    const speaks = answering.includes(id);
    selection.push({
      instrument: id,
      picked: speaks,
      because: speaks ? inForceWords(id, situation) : '有效，但没有规定这种行为',
    });
  }
  return {
    instruments: answering,
    selection,
    questions: situation.jurisdictionCode === null ? ['jurisdiction'] : [],
  };
}

function rejection(id: DecidableInstrumentId, situation: Situation): string | null {
  const instrument = register.get(id);
  if (instrument === undefined) return '没有收录';
  const area = areaPrefix(instrument.jurisdictionCode);
  if (area !== '') {
    if (situation.jurisdictionCode === null) return '所在地未写明';
    if (!situation.jurisdictionCode.startsWith(area)) return '不在适用的行政区域内';
  }
  const { actDate, decisionDate } = situation;
  if (inForce(instrument, actDate) || inForce(instrument, decisionDate)) return null;
  return `${actDate}、${decisionDate} 均不在有效期内（${instrument.inForceFrom ?? '日期不明'} 起）`;
}

/** `110000` → `11`, `130300` → `1303`, `000000` → everywhere. */
const areaPrefix = (code: string): string => code.replace(/(00)+$/, '');

function inForce({ inForceFrom, inForceUntil }: Instrument, day: CalendarDay): boolean {
  return (inForceFrom === null || inForceFrom <= day) && (inForceUntil === null || day < inForceUntil);
}

/** In force when decided but not when done: only as the lighter new law (Penalty Law art. 37). */
export function newSinceAct(id: DecidableInstrumentId, { actDate, decisionDate }: Situation): boolean {
  const instrument = register.get(id);
  return instrument !== undefined && !inForce(instrument, actDate) && inForce(instrument, decisionDate);
}

function inForceWords(id: DecidableInstrumentId, situation: Situation): string {
  return newSinceAct(id, situation)
    ? '行为时尚未施行，决定时有效：仅在处罚较轻或者不认为违法时适用（行政处罚法第三十七条）'
    : '行为时和决定时有效';
}

/** Whether Decree 799 stands beside a local rule on the day of the decision. */
export const decreeInForce = (situation: Situation): boolean => {
  const decree = register.get('d799');
  return decree !== undefined && inForce(decree, situation.decisionDate);
};
