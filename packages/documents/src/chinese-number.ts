// SPDX-License-Identifier: Apache-2.0
/** Small numbers as papers of the law write them: 十五日, 六十日, 六个月, 百分之三. */
const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/**
 * @param number whole, 1 to 99; any other stays in figures
 */
export function chineseNumber(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones]}`;
}
