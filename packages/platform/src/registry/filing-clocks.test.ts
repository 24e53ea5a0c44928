// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { clocksOf, earliestDue } from './filing-clocks.ts';

const dates = {
  jurisdiction: '650502',
  acceptancePassedOn: null,
  putIntoUseOn: '2025-06-01',
  filedOn: null,
};

describe('the filing clock of a unit', () => {
  it.each([
    ['商场', null, true],
    ['便利店', null, false],
    ['商场', 'art9', false],
    ['便利店', 'art7-2', true],
    ['居民家中', null, false],
  ] as const)(
    '%s, class settled as %s: the Decree asks for a filing: %s',
    (placeKind, placeClass, applies) => {
      const unit = { ...dates, placeKind, placeClass };
      expect(clocksOf(unit, '2026-01-01')).toContainEqual(
        expect.objectContaining({ instrument: 'd799', applies }),
      );
      expect(earliestDue(unit, '2026-01-01')).toBe(applies ? '2025-07-01' : null);
    },
  );
});
