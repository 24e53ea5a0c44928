// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { plainCode, usedCodeName } from './one-time-code.ts';

it.each([
  ['123 456', '123456'],
  ['123-456', '123456'],
  ['１２３ ４５６', '123456'],
  [' aBcDe-FgHiJ ', 'aBcDe-FgHiJ'],
])('a code typed as %s is %s', (typed, plain) => {
  expect(plainCode(typed)).toBe(plain);
});

it('a used code is remembered by the person who used it, and is not readable', () => {
  expect(usedCodeName('a', '123456')).not.toBe(usedCodeName('b', '123456'));
  expect(usedCodeName('a', '123456')).not.toContain('123456');
});
