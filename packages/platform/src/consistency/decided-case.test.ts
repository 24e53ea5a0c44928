// SPDX-License-Identifier: Apache-2.0
/** Which decided cases are alike, and what a reviewer asks about. */
import { describe, expect, it } from 'vitest';
import { alikeKey, type DecidedCase, deviationsOf, positionOf, unlikePairs } from './decided-case.ts';

const one = (more: Partial<DecidedCase> = {}): DecidedCase => ({
  id: 'a',
  decidedOn: '2026-11-01',
  jurisdiction: '110199',
  officer: 'x',
  conduct: 'd799-not-filed',
  partyKind: 'unit',
  place: '商场',
  facts: { refusesAfterOrder: true, consequence: 'none' },
  instrument: 'd799',
  row: 'filing-sanction',
  amountYuan: 5000,
  min: 1000,
  max: 9000,
  deviationReason: null,
  factors: [],
  ...more,
});

describe('like cases', () => {
  it('are alike by what was recorded, in whatever order it was', () => {
    expect(alikeKey(one())).toBe(alikeKey(one({ facts: { consequence: 'none', refusesAfterOrder: true } })));
    expect(alikeKey(one())).not.toBe(alikeKey(one({ facts: { refusesAfterOrder: true } })));
    expect(positionOf(one())).toBe(0.5);
  });
  it('a fact that nobody asked is not the same as one that was found', () => {
    expect(unlikePairs([one(), one({ facts: {}, amountYuan: 9000 })], 10)).toEqual([]);
  });
  it('pair up where the amounts differ, the widest first, once for each amount', () => {
    const cases = [
      one(),
      one({ id: 'b' }),
      one({ id: 'c', amountYuan: 9000 }),
      one({ id: 'd', amountYuan: 6000 }),
    ];
    expect(unlikePairs(cases, 10).map(({ low, high }) => low.id + high.id)).toEqual(['ac', 'dc', 'ad']);
    expect(unlikePairs(cases, 1)).toHaveLength(1);
  });
  it('ask about what lies outside, has no reason, or did not follow a factor', () => {
    expect(deviationsOf(one())).toEqual([]);
    expect(deviationsOf(one({ amountYuan: 9500 }))).toEqual(['outside-row', 'no-reason']);
    expect(deviationsOf(one({ amountYuan: 500, deviationReason: '减轻' }))).toEqual(['outside-row']);
    const lenient = [{ id: 'merit', effect: 'lenient-or-reduced' }];
    expect(deviationsOf(one({ amountYuan: 8000, factors: lenient }))).toEqual(['lenient-unused']);
    expect(deviationsOf(one({ amountYuan: 2000, factors: lenient }))).toEqual([]);
    const heavier = [{ id: 'repeat', effect: 'heavier' }];
    expect(deviationsOf(one({ amountYuan: 2000, factors: heavier }))).toEqual(['heavier-unused']);
  });
});
