// SPDX-License-Identifier: Apache-2.0
/** Answers of several phones that arrive late, twice and in any order: nothing lost, nothing doubled, always the same result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addResults, type ItemResult, itemStates, settled } from './inspection-data.ts';

const on = '2026-11-20';
const answers = fc
  .array(
    fc.record({
      no: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom(...itemStates),
      device: fc.constantFrom('phone-a', 'phone-b'),
      settles: fc.boolean(),
      minute: fc.integer({ min: 0, max: 59 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    list.map(
      ({ minute, ...one }, n): Omit<ItemResult, 'on'> => ({
        ...one,
        reason: `第 ${n} 次`,
        evidence: [],
        id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        seq: n,
        at: `2026-11-20T02:${String(minute).padStart(2, '0')}:00Z`,
      }),
    ),
  );

const items = [1, 2, 3];

describe('answers of two phones', () => {
  it('settle alike in whatever order, however often and in however many parts they come', () => {
    fc.assert(
      fc.property(
        answers.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        ([list, arrived, size]) => {
          let results: readonly ItemResult[] = [];
          for (let n = 0; n < arrived.length; n += size)
            results = addResults(results, arrived.slice(n, n + size), on);
          expect(results).toHaveLength(list.length);
          expect(settled({ items, results })).toEqual(settled({ items, results: addResults([], list, on) }));
        },
      ),
    );
  });

  it('that differ are both shown until one officer decides', () => {
    const one = (device: string, state: ItemResult['state'], more: Partial<ItemResult> = {}): ItemResult => ({
      no: 1,
      state,
      reason: '—',
      evidence: [],
      device,
      settles: false,
      on,
      ...more,
    });
    const results = [one('phone-a', 'met'), one('phone-b', 'breached')];
    expect(settled({ items: [1], results })).toMatchObject([{ result: null, differing: results }]);
    const decided = [...results, one('phone-a', 'breached', { settles: true })];
    expect(settled({ items: [1], results: decided })).toMatchObject([
      { result: { state: 'breached' }, differing: [] },
    ]);
  });
});
