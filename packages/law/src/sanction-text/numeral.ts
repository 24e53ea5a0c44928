// SPDX-License-Identifier: Apache-2.0
/** Numerals of statutes: Arabic (any width, thousands separators), Chinese, and mixtures such as 1万5千. */

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const small: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };

/** Source of a regular expression that matches one numeral; no groups. */
export const numeralPattern =
  '(?:\\d[\\d,]*(?:\\.\\d+)?(?:\\s*[十百千万亿])*|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬])+';

/** Full-width ASCII to half width, character by character: offsets stay the same. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ');

/** @returns undefined for a text that is no numeral */
export function findNumber(text: string): number | undefined {
  const parts =
    halfWidth(text)
      .replace(/[,\s]/g, '')
      .match(/\d+(?:\.\d+)?|./gu) ?? [];
  let yi = 0;
  let wan = 0;
  let section = 0;
  let current: number | undefined;
  for (const part of parts) {
    const digit = digits[part];
    if (/^\d/.test(part)) {
      if (current !== undefined) return undefined;
      current = Number(part);
    } else if (digit !== undefined) {
      // 二〇二五: digits in a row; 一百零五: a zero that only separates
      current = current === undefined || current === 0 ? digit : current * 10 + digit;
    } else if (small[part] !== undefined) {
      section += (current ?? 1) * small[part];
      current = undefined;
    } else if (part === '万' || part === '萬') {
      wan += (section + (current ?? (section === 0 ? 1 : 0))) * 10_000;
      section = 0;
      current = undefined;
    } else if (part === '亿') {
      yi += (wan + section + (current ?? (wan + section === 0 ? 1 : 0))) * 100_000_000;
      [wan, section, current] = [0, 0, undefined];
    } else {
      return undefined;
    }
  }
  if (parts.length === 0) return undefined;
  return Math.round((yi + wan + section + (current ?? 0)) * 100) / 100;
}
