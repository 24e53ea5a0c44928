// SPDX-License-Identifier: Apache-2.0
/** Cells as people write them. What cannot be read for certain stays as it is written, for the check to refuse. */
import type { Cell } from './read-sheets.ts';

/** For codes and numbers: full-width characters, blanks of all kinds and invisible marks are one way of writing. */
export const plainText = (cell: Cell): string =>
  (cell instanceof Date ? dayOfDate(cell) : String(cell ?? ''))
    .normalize('NFKC')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .trim();

/** A name, an address, a number of a paper: as it is written, （ ） and Ａ included; only blanks around it and invisible marks go. */
export const asWritten = (cell: Cell): string =>
  (cell instanceof Date ? dayOfDate(cell) : String(cell ?? ''))
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .trim();

const chineseDigits = '〇一二三四五六七八九';

/** `二〇二六`, `十二`, `三十一` → digits; anything else stays. */
function westernDigits(text: string): string {
  return text
    .replaceAll('零', '〇')
    .replaceAll('○', '〇')
    .replaceAll(
      /([一二三四五六七八九])?十([一二三四五六七八九])?/g,
      (_, tens = '一', ones = '〇') => tens + ones,
    )
    .replaceAll(/[〇一二三四五六七八九]/g, (digit) => String(chineseDigits.indexOf(digit)));
}

/** Spreadsheet programs count days from 1899-12-30; the range is 1980 to 2079, so that no other number passes. */
const firstSerial = 29_221;
const lastSerial = 65_745;
const dayMs = 86_400_000;
const serialEpochMs = Date.UTC(1899, 11, 30);

const dayOfDate = (date: Date): string => new Date(date.getTime() + 500).toISOString().slice(0, 10);

/** Words for an empty cell, where a cell may be empty. */
export const saysNothing = (cell: Cell): boolean =>
  /^(|无|没有|暂无|不详|未知|[-–—―/\\]+|n\/?a)$/i.test(plainText(cell));

/** What may follow a day without changing it: the day of the week, and a time. A second day may not. */
const afterDay =
  /^\s*\(?(?:(?:星期|周|礼拜)[一二三四五六日天\d])?\)?\s*(?:T?\s*(?:凌晨|上午|中午|下午|晚上)?\s*\d{1,2}[:时点](?:\d{1,2})?(?::\d{1,2}(?:\.\d+)?)?[分秒]?\s*(?:[AP]M)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A calendar day as people write it: `2026-1-5`, `2026/01/05 00:00:00`, `2026. 1. 5`, `2026年1月5日`, `20260105`,
 * `二〇二六年一月五日`, a date cell or its serial number. The day written is the day meant: no time zone moves it.
 *
 * @returns `YYYY-MM-DD`, or the text as it stands when it is no day or could be two (`5/1/2026`)
 */
export function dayOf(cell: Cell): string {
  if (cell instanceof Date) return dayOfDate(cell);
  const text = plainText(cell);
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const serial = Math.floor(Number(text));
    if (serial >= firstSerial && serial <= lastSerial)
      return new Date(serialEpochMs + serial * dayMs).toISOString().slice(0, 10);
  }
  const plain = /[年月]/.test(text) ? westernDigits(text) : text;
  const [, year, month, day, rest = ''] =
    /^(\d{4})\s*[-–—−./年]\s*(\d{1,2})\s*[-–—−./月]\s*(\d{1,2})\s*[日号]?(\D.*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    [];
  if (!afterDay.test(rest)) return text;
  if (year === undefined || month === undefined || day === undefined) return text;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(written) ? written : text;
}

/** A count with or without its unit: `30`, `30天`, `３０ 日`, `三十天`, `1,000`. @returns the text when it is none */
export function countOf(cell: Cell): number | string {
  if (typeof cell === 'number') return cell;
  const text = plainText(cell);
  const bare = westernDigits(text)
    .replace(/\s*(天|日|个|台|路|度|°)$/, '')
    .replaceAll(/(\d),(?=\d{3}(\D|$))/g, '$1');
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : text;
}
