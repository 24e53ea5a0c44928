// SPDX-License-Identifier: Apache-2.0
/** Cells of a spreadsheet as values of a register: the way back from `cellOf`. What cannot be read stays as it is written. */
import type { Field, Value } from '@mingjing/contracts/registers';
import { asWritten, type Cell, countOf, dayOf, plainText } from '@mingjing/web';

/** Cameras by id and by name; a name that two have finds none. */
export type FindCamera = (written: string) => string | undefined;

const minuteMs = 60_000;
const chinaOffsetMs = 8 * 3_600_000;
const yes = new Set(['是', '有', '√', 'yes', 'y', 'true', '1']);
const no = new Set(['否', '无', '没有', '×', 'no', 'n', 'false', '0']);

/** @returns for the register's check to refuse: anything that is not a value of the field. Papers never come in a cell. */
export function cellValue(field: Field, cell: Cell, findCamera: FindCamera): Value {
  if (cell === null || field.kind === 'file') return null;
  // Sheets that leave here mark what a program would compute.
  const text = (typeof cell === 'string' ? asWritten(cell) : plainText(cell)).replace(
    /^'(?=[=+\-@＝＋－＠])/,
    '',
  );
  if (text === '') return null;
  switch (field.kind) {
    case 'number':
      return countOf(typeof cell === 'number' ? cell : withoutUnit(text, field));
    case 'day':
      return dayOf(cell);
    case 'instant':
      return instantOf(cell) ?? text;
    case 'choice':
      return choiceOf(field, text);
    case 'yes-no':
      return typeof cell === 'boolean' ? cell : yesNoOf(text);
    case 'camera':
      return findCamera(text) ?? text;
    default:
      return text;
  }
}

const withoutUnit = (text: string, { unit }: Field & { readonly kind: 'number' }): string =>
  [unit?.zh, unit?.en].reduce<string>(
    (left, word) => (word !== undefined && left.endsWith(word) ? left.slice(0, -word.length).trim() : left),
    text,
  );

function choiceOf({ choices }: Field & { readonly kind: 'choice' }, text: string): string {
  const word = plainText(text).toLowerCase();
  const named = Object.entries(choices).find(([key, words]) =>
    [key, words.zh, words.en].some((name) => plainText(name).toLowerCase() === word),
  );
  return named?.[0] ?? text;
}

function yesNoOf(text: string): boolean | string {
  const word = plainText(text).toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : text;
}

/**
 * `2026-11-28 08:30`, `2026/11/28 8:30`, `2026年11月28日8时30分`, a cell with a date and a time. The face of a clock in China.
 *
 * @returns epoch ms of the minute; undefined when no minute is named
 */
function instantOf(cell: Cell): number | undefined {
  if (cell instanceof Date) return Math.round(cell.getTime() / minuteMs) * minuteMs - chinaOffsetMs;
  const [, day, hour, minute] =
    /^(.*?[\d日号])[T\s]*?(?<!\d)(\d{1,2})\s*[:：时点]\s*(\d{2})(?:分?|[:：]\d{2})$/.exec(plainText(cell)) ??
    [];
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const date = dayOf(day);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  return Date.parse(`${date}T00:00:00Z`) + (Number(hour) * 60 + Number(minute)) * minuteMs - chinaOffsetMs;
}
