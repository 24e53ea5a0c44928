// SPDX-License-Identifier: Apache-2.0
/** 备案 by date: which duties bind a system, when each ends, and what the date of filing says. */

import { daysBetween } from '../calendar/calendar-day.ts';
import type { Calendar } from '../calendar/days-off.ts';
import { getInstrument } from '../corpus/corpus.ts';
import type { FilingClockRule } from '../forms/filing-clock.ts';
import { filingClock as bjClock } from '../instruments/bj-measures-2006/checks.ts';
import { filingClock as d799Clock } from '../instruments/d799/checks.ts';
import type { PlaceClass } from '../places/place.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { type Deadline, inTime, provisionalText } from './deadline.ts';
import { runFilingClock } from './filing-clock.ts';

/** Facts of contracts/decide.md that filing depends on; absent means unknown. */
export interface FilingFacts {
  /** `beijing`, `qinhuangdao`, `hami`, `national` or a six-digit GB/T 2260 code. */
  readonly jurisdiction?: string | undefined;
  readonly placeClass?: PlaceClass | undefined;
  readonly isManagementUnit?: boolean | undefined;
  readonly isPublicSecurityVideoSystem?: boolean | undefined;
  readonly acceptancePassed?: CalendarDay | undefined;
  readonly putIntoUse?: CalendarDay | undefined;
  /** null: not filed as of `asOf`. */
  readonly filed?: CalendarDay | null | undefined;
  readonly asOf?: CalendarDay | undefined;
}

/** `open`: not filed and still in time; `overdue`: not filed and out of time. */
export type FilingState = 'filed-in-time' | 'filed-late' | 'open' | 'overdue' | 'unknown';

export interface FilingDeadline {
  readonly duty: string;
  readonly instrument: 'd799' | 'bj-measures-2006';
  /** Whether the duty binds this system at all; the dates below are given even when that is unknown. */
  readonly applies: boolean | 'unknown';
  /** Provisions that bind or free the system. */
  readonly basis: readonly string[];
  /** Event the period runs from; null while its date is unknown. */
  readonly event: {
    readonly name: 'putIntoUse' | 'acceptancePassed' | 'inForce';
    readonly on: CalendarDay;
  } | null;
  readonly deadline: Deadline | null;
  readonly state: FilingState;
  /** Days after `due`; null unless late or overdue. */
  readonly daysLate: number | null;
  /** Another reading of the period turns the state around: a person looks. */
  readonly readingMatters: boolean;
  /** Facts that would decide what is unknown. */
  readonly questions: readonly string[];
  /** One Chinese sentence. */
  readonly why: string;
}

const BEIJING = /^(beijing|11\d{4})$/;

interface Duty {
  readonly clock: FilingClockRule;
  readonly applies: (facts: FilingFacts) => Pick<FilingDeadline, 'applies' | 'basis' | 'questions'>;
}

const duties: readonly Duty[] = [
  { clock: d799Clock, applies: d799Applies },
  { clock: bjClock, applies: beijingApplies },
];

/**
 * Last day for filing (备案), one answer per duty that may bind the system.
 *
 * Duties are never merged: Decree 799 counts from putting into use, the Beijing Measures from acceptance, and
 * one filing may satisfy both (E68).
 *
 * @param facts absent means unknown, never false
 * @param calendar days off; a deadline beyond its notices is `provisional`
 * @returns both duties, each with `applies`, its dates and what the filing date says; nothing is dropped, so
 *   that a reader sees why a duty does not bind
 * @legal d799/filing-duty, d799/other-public-places, bj-measures-2006/filing-duty,
 *   bj-measures-2006/filing-transitional
 */
export function filingDeadlines(facts: FilingFacts, calendar: Calendar): readonly FilingDeadline[] {
  return duties.map((duty) => filingDeadline(duty, facts, calendar));
}

function filingDeadline(duty: Duty, facts: FilingFacts, calendar: Calendar): FilingDeadline {
  const { applies, basis, questions } = duty.applies(facts);
  const { instrument, event } = duty.clock;
  const eventOn = facts[event];
  if (eventOn === undefined) {
    return {
      duty: duty.clock.duty,
      instrument,
      applies,
      basis,
      event: null,
      deadline: null,
      state: 'unknown',
      daysLate: null,
      readingMatters: false,
      questions: [...questions, event],
      why: `${EVENT_NAME[event]}的日期不明，备案期限不能计算`,
    };
  }
  const { provision, from, transitional, days, deadline } = runFilingClock(duty.clock, eventOn, calendar);
  const name = transitional ? 'inForce' : event;
  const judged = judge(deadline, facts);
  return {
    duty: provision,
    instrument,
    applies,
    basis,
    event: { name, on: from },
    deadline,
    ...judged,
    questions: [...questions, ...judged.questions],
    why: `自${EVENT_NAME[name]}（${from}）起${days}日内，首日不计，至${deadline.due}；${STATE_NAME[judged.state]}${provisionalText(deadline, calendar)}`,
  };
}

const EVENT_NAME = {
  putIntoUse: '系统投入使用',
  acceptancePassed: '竣工验收合格',
  inForce: '施行之日',
} as const;

const STATE_NAME: Readonly<Record<FilingState, string>> = {
  'filed-in-time': '已按期备案',
  'filed-late': '逾期备案',
  open: '尚未备案，期限未满',
  overdue: '期限已满，未备案',
  unknown: '备案日期不明',
};

type Judged = Pick<FilingDeadline, 'state' | 'daysLate' | 'readingMatters' | 'questions'>;

/** A filing after `asOf` was not there yet on the day of the question. */
function judge(deadline: Deadline, facts: FilingFacts): Judged {
  const { asOf } = facts;
  const later = typeof facts.filed === 'string' && asOf !== undefined && facts.filed > asOf;
  const filed = later ? null : facts.filed;
  const day = filed ?? (filed === null ? asOf : undefined);
  if (day === undefined) {
    const questions = filed === null ? ['asOf'] : ['filed'];
    return { state: 'unknown', daysLate: null, readingMatters: false, questions };
  }
  const late = day > deadline.due;
  const inTimeState = filed === null ? 'open' : 'filed-in-time';
  const lateState = filed === null ? 'overdue' : 'filed-late';
  return {
    state: late ? lateState : inTimeState,
    daysLate: late ? daysBetween(deadline.due, day) : null,
    readingMatters: inTime(deadline, day) === 'depends',
    questions: [],
  };
}

const beforeForce = (instrument: FilingDeadline['instrument'], asOf: CalendarDay | undefined): boolean =>
  asOf !== undefined && asOf < (getInstrument(instrument).inForceFrom ?? '');

type Applies = Pick<FilingDeadline, 'applies' | 'basis' | 'questions'>;

/** Art. 14 binds management units, that is those of art. 7; art. 9(2) frees other public places. */
function d799Applies(facts: FilingFacts): Applies {
  const { placeClass = 'unknown', isManagementUnit, isPublicSecurityVideoSystem, asOf } = facts;
  if (beforeForce('d799', asOf)) return { applies: false, basis: ['d799/in-force'], questions: [] };
  if (isPublicSecurityVideoSystem === false)
    return { applies: false, basis: ['d799/definition'], questions: [] };
  if (isManagementUnit === true) return { applies: true, basis: ['d799/filing-duty'], questions: [] };
  if (isManagementUnit === false) return { applies: false, basis: ['d799/filing-duty'], questions: [] };
  switch (placeClass) {
    case 'art7-1':
      return { applies: true, basis: ['d799/filing-duty', 'd799/government-built-places'], questions: [] };
    case 'art7-2':
      return { applies: true, basis: ['d799/filing-duty', 'd799/unit-built-places'], questions: [] };
    case 'art9':
      return { applies: false, basis: ['d799/other-public-places-exempt'], questions: [] };
    case 'nonPublic':
      return { applies: false, basis: ['d799/non-public-places'], questions: [] };
    case 'unknown':
      return { applies: 'unknown', basis: ['d799/filing-duty'], questions: ['place', 'isManagementUnit'] };
  }
}

function beijingApplies({ jurisdiction, isPublicSecurityVideoSystem, asOf }: FilingFacts): Applies {
  if (jurisdiction === undefined) {
    return { applies: 'unknown', basis: ['bj-measures-2006/scope'], questions: ['jurisdiction'] };
  }
  if (!BEIJING.test(jurisdiction))
    return { applies: false, basis: ['bj-measures-2006/scope'], questions: [] };
  if (isPublicSecurityVideoSystem === false) {
    return { applies: false, basis: ['bj-measures-2006/definition'], questions: [] };
  }
  if (beforeForce('bj-measures-2006', asOf)) {
    return { applies: false, basis: ['bj-measures-2006/in-force'], questions: [] };
  }
  return { applies: true, basis: ['bj-measures-2006/filing-duty', 'bj-measures-2006/scope'], questions: [] };
}
