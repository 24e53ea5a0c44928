// SPDX-License-Identifier: Apache-2.0
/** The test between districts, against counting every split by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactRankTest } from './exact-test.ts';

function splits(n: number, take: number): readonly (readonly number[])[] {
  if (take === 0) return [[]];
  if (n < take) return [];
  return [...splits(n - 1, take), ...splits(n - 1, take - 1).map((one) => [...one, n - 1])];
}

/** Every split one by one. */
function byHand(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const sorted = [...all].sort((x, y) => x - y);
  const ranks = all.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
  const mean = (a.length * (all.length + 1)) / 2;
  const far = (places: readonly number[]) =>
    Math.abs(places.reduce((sum, place) => sum + (ranks[place] ?? 0), 0) - mean);
  const ways = splits(all.length, a.length);
  const seen = far(a.map((_, index) => index));
  return ways.filter((places) => far(places) >= seen - 1e-9).length / ways.length;
}

describe('the exact test between two districts', () => {
  it('counts every split, with ties', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
        (a, b) => Math.abs((exactRankTest(a, b) ?? -1) - byHand(a, b)) < 1e-9,
      ),
    );
  });
  it('finds what differs, and nothing where all are alike', () => {
    expect(exactRankTest([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(2 / 70, 12);
    expect(exactRankTest([5, 5, 5], [5, 5, 5, 5])).toBe(1);
  });
  it('says nothing of too few or too many', () => {
    expect(exactRankTest([], [1])).toBeUndefined();
    expect(exactRankTest(Array(300).fill(1), Array(200).fill(1))).toBeUndefined();
  });
  it('stays a number with forty on each side', () => {
    const a = Array.from({ length: 40 }, (_, i) => i * 2);
    const b = Array.from({ length: 40 }, (_, i) => i * 2 + 1);
    const p = exactRankTest(a, b) ?? -1;
    expect(p).toBeGreaterThan(0.8);
    expect(p).toBeLessThanOrEqual(1);
  });
});
