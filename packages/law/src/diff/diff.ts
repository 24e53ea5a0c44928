// SPDX-License-Identifier: Apache-2.0
/**
 * `law diff A B`: what changes between two instruments, or two versions of one, in sentences: provisions by what they
 * regulate (never by article number), numbers as of a day, duties by what shows them, and outcomes row by row.
 */

import { articleName } from '../corpus/article-name.ts';
import { displayText, findInstrument, provisionsOf } from '../corpus/corpus.ts';
import { findValue, type ParameterId, parameters } from '../deadlines/parameters.ts';
import { LawError } from '../errors.ts';
import type { ObligationRow } from '../forms/obligation-row.ts';
import { dutiesOf, dutyWords } from '../obligations/duty-head.ts';
import type { CalendarDay, Instrument, InstrumentId, Provision } from '../types/corpus.ts';
import type { Change } from './change.ts';
import { outcomeChanges } from './outcome-changes.ts';

export interface InstrumentDiff {
  readonly a: InstrumentId;
  readonly b: InstrumentId;
  /** Numbers are those of this day; null: the last each instrument prints */
  readonly on: CalendarDay | null;
  readonly validity: readonly string[];
  readonly provisions: readonly Change[];
  readonly parameters: readonly Change[];
  readonly obligations: readonly Change[];
  /** Empty with `outcomesCompared` false where one of the two is no instrument to decide under */
  readonly outcomes: readonly Change[];
  readonly outcomesCompared: boolean;
}

/** @throws LawError `law/instrument-unknown` */
export function diffInstruments(
  a: InstrumentId,
  b: InstrumentId,
  on: CalendarDay | null = null,
): InstrumentDiff {
  const [first, second] = [known(a), known(b)];
  const outcomes = outcomeChanges(first, second);
  return {
    a,
    b,
    on,
    validity: [first, second].map((instrument) => validityText(instrument, on)),
    provisions: changesOf({
      before: new Map(provisionsOf(a).map((each) => [nameOf(each.id), each])),
      after: new Map(provisionsOf(b).map((each) => [nameOf(each.id), each])),
      same: (one, two) => textOf(one) === textOf(two),
      one: (provision) => `${articleName(provision.id)}（${provision.title}）`,
      change: (one, two) =>
        `${articleName(one.id)}到${articleName(two.id)}（${two.title}）：${turned(one, two)}`,
      only: [first.shortTitle, second.shortTitle],
    }),
    parameters: changesOf({
      before: numbersOf(a, on),
      after: numbersOf(b, on),
      same: (one, two) => one.text === two.text,
      one: ({ title, text }) => `${title}：${text}`,
      change: (one, two) => `${two.title}：由「${one.text}」到「${two.text}」`,
      only: [first.shortTitle, second.shortTitle],
    }),
    obligations: changesOf({
      before: dutiesOf(a),
      after: dutiesOf(b),
      same: (one, two) => dutyText(one) === dutyText(two),
      one: (row) => `${row.title}（${articleName(row.provision)}）：${dutyText(row)}`,
      change: (one, two) =>
        `${two.title}：由「${dutyText(one)}」（${articleName(one.provision)}）到「${dutyText(two)}」（${articleName(two.provision)}）`,
      only: [first.shortTitle, second.shortTitle],
    }),
    outcomes: outcomes ?? [],
    outcomesCompared: outcomes !== null,
  };
}

function known(id: InstrumentId): Instrument {
  const instrument = findInstrument(id);
  if (instrument === undefined) throw new LawError('law/instrument-unknown', { id });
  return instrument;
}

function validityText(
  { title, status, inForceFrom, inForceUntil }: Instrument,
  on: CalendarDay | null,
): string {
  const named = `《${title}》`;
  if (status === 'draft') return `${named}是征求意见稿，不适用，只能模拟`;
  if (inForceFrom === null) return `${named}没有写明施行日期`;
  const until = inForceUntil === null ? '' : `，${inForceUntil} 起不再有效`;
  if (on === null) return `${named}自 ${inForceFrom} 起施行${until}`;
  const stands = inForceFrom <= on && (inForceUntil === null || on < inForceUntil);
  return `${named}在 ${on} ${stands ? '有效' : '不在有效期内'}（自 ${inForceFrom} 起施行${until}）`;
}

interface Sides<Item> {
  readonly before: ReadonlyMap<string, Item>;
  readonly after: ReadonlyMap<string, Item>;
  readonly same: (one: Item, two: Item) => boolean;
  readonly one: (item: Item) => string;
  readonly change: (one: Item, two: Item) => string;
  /** Short titles; the other may rule on the same thing under another head, so no more is said than where it stands */
  readonly only: readonly [before: string, after: string];
}

function changesOf<Item>({ before, after, same, one, change, only }: Sides<Item>): readonly Change[] {
  const changes: Change[] = [];
  for (const [about, item] of before) {
    const other = after.get(about);
    if (other === undefined) {
      changes.push({ kind: 'removed', about, sentence: `${one(item)}：只在${only[0]}` });
    } else if (!same(item, other)) {
      changes.push({ kind: 'changed', about, sentence: change(item, other) });
    }
  }
  for (const [about, item] of after) {
    if (before.has(about)) continue;
    changes.push({ kind: 'added', about, sentence: `${one(item)}：只在${only[1]}` });
  }
  return changes;
}

/** Content-based: what stands after the instrument in an id. */
const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);
const textOf = (provision: Provision): string => displayText(provision).replace(/\s+/g, '');

/** The words that differ, with a little of what stands around them. */
function turned(one: Provision, two: Provision): string {
  const [a, b] = [textOf(one), textOf(two)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const cut = (text: string): string =>
    clip(text.slice(Math.max(0, start - 6), text.length - Math.max(0, end - 6)));
  return `由「${cut(a)}」到「${cut(b)}」`;
}

const clip = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

interface Named {
  readonly title: string;
  readonly text: string;
}

const unitWords = {
  day: '日',
  workingDay: '个工作日',
  month: '个月',
  year: '年',
  person: '人',
  CNY: '元',
  percent: '%',
  perYear: '次每年',
  age: '周岁',
} as const;

function numbersOf(instrument: InstrumentId, on: CalendarDay | null): ReadonlyMap<string, Named> {
  const own = parameters.filter(({ id }) => id.startsWith(`${instrument}/`));
  return new Map(
    own.flatMap(({ id, title, unit, values }): readonly (readonly [string, Named])[] => {
      const value = on === null ? values.at(-1) : findValue(id as ParameterId, on);
      if (value === undefined) return [];
      const text = value.value === null ? '没有印数字' : `${value.value}${unitWords[unit]}`;
      return [[nameOf(id), { title, text }]];
    }),
  );
}

function dutyText({ subject, modality, act, quantityText }: ObligationRow): string {
  const word = /应当|不得|须/.test(act) ? '' : (dutyWords[modality] ?? '');
  const who = subject === '—' ? '' : subject;
  return `${who}${word}${act}${quantityText === undefined ? '' : `（${quantityText}）`}`;
}
