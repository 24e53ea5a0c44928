// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { chineseNumber } from './chinese-number.ts';

it.each([
  [3, '三'],
  [10, '十'],
  [15, '十五'],
  [60, '六十'],
  [99, '九十九'],
  [180, '180'],
])('%d is written %s', (number, written) => {
  expect(chineseNumber(number)).toBe(written);
});
