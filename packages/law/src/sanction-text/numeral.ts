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
const large: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000 };

/** Source of a regular expression that matches one numeral; no groups. */
export const numeralPattern =
  '(?:\\d[\\d,]*(?:\\.\\d+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬])+';

/** Full-width ASCII to half width, character by character: offsets stay the same. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ');

/** @returns undefined for a text that is no numeral */
export function findNumber(text: string): number | undefined {
  const parts =
    halfWidth(text)
      .replaceAll(',', '')
      .match(/\d+(?:\.\d+)?|./gu) ?? [];
  let total = 0;
  let section = 0;
  let current: number | undefined;
  for (const part of parts) {
    if (/^\d/.test(part)) {
      if (current !== undefined) return undefined;
      current = Number(part);
    } else if (Object.hasOwn(digits, part)) {
      // 二〇 style digits in a row
      current =
        current !== undefined && current !== 0 ? current * 10 + (digits[part] ?? 0) : (digits[part] ?? 0);
    } else if (Object.hasOwn(small, part)) {
      section += (current ?? 1) * (small[part] ?? 1);
      current = undefined;
    } else if (Object.hasOwn(large, part)) {
      total = (total + section + (current ?? (section === 0 && total === 0 ? 1 : 0))) * (large[part] ?? 1);
      section = 0;
      current = undefined;
    } else {
      return undefined;
    }
  }
  const value = total + section + (current ?? 0);
  return parts.length === 0 ? undefined : Math.round(value * 100) / 100;
}
