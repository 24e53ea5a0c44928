// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { HealthVerdict } from './judge.ts';
import { PictureLife } from './picture-life.ts';

const standing = (...verdicts: readonly HealthVerdict[]) => {
  const life = new PictureLife();
  for (const verdict of verdicts) life.take(verdict);
  return life.stands;
};

it('stands after three in a row and ends after two clear ones', () => {
  expect(standing('black', 'black')).toBeUndefined();
  expect(standing('black', 'black', 'black')).toBe('black');
  expect(standing('black', 'black', 'clear', 'black', 'black')).toBeUndefined();
  expect(standing('black', 'black', 'black', 'clear')).toBe('black');
  expect(standing('black', 'black', 'black', 'clear', 'clear')).toBe('clear');
});

it('takes what could not be told neither for healthy nor for a fault', () => {
  expect(standing('unknown', 'unknown', 'unknown')).toBeUndefined();
  expect(standing('covered', 'unknown', 'covered', 'unknown', 'covered')).toBe('covered');
  expect(standing('covered', 'covered', 'covered', 'unknown', 'unknown')).toBe('covered');
});

it('goes from one fault to another without a clear minute between', () => {
  expect(standing('moved', 'moved', 'moved', 'black', 'black', 'black')).toBe('black');
});
