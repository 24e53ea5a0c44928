// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { CreditCode, creditCheckCharacter, creditCodeDoubt, isCreditCode } from './credit-code.ts';

describe('unified social credit code', () => {
  // Published codes of large public companies.
  it.each(['9144030071526726XG', '91330100799655058B'])('accepts %s', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });
  it('notices one wrong character anywhere', () => {
    const good = '9144030071526726XG';
    for (let place = 0; place < 18; place++) {
      const other = good[place] === '7' ? '8' : '7';
      expect(isCreditCode(good.slice(0, place) + other + good.slice(place + 1))).toBe(false);
    }
  });
  it('refuses letters that are not used, wrong lengths and lower case', () => {
    expect(creditCheckCharacter('9144030071526726O')).toBeUndefined();
    for (const bad of ['', '9144030071526726X', '9144030071526726XG0', '9144030071526726xg'])
      expect(isCreditCode(bad)).toBe(false);
  });
});

describe('a credit code as people write it', () => {
  it('is taken in any width and case, also when its check character does not fit, and doubted then', () => {
    expect(CreditCode.parse(' ９１３５０２０３m0001dem9x ')).toBe('91350203M0001DEM9X');
    expect(creditCodeDoubt('91350203M0001DEM9X')?.zh).toContain('校验位');
    expect(creditCodeDoubt(null)).toBeUndefined();
  });

  it.each(['', '9135', '91350203M0001DEM9XX', '91350203M0001DEM9-'])('refuses %j', (text) => {
    expect(CreditCode.safeParse(text).success).toBe(false);
  });
});
