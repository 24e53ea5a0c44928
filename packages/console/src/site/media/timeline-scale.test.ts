// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marks, pan, toFraction, toInstant, zoom } from './timeline-scale.ts';

const day = { fromMs: 0, toMs: 86_400_000 };

describe('the day timeline', () => {
  it('keeps the instant under the pointer where it was when zooming inside the day', () => {
    const window = zoom(day, day, 43_200_000, 0.25);
    expect(toFraction(window, 43_200_000)).toBeCloseTo(0.5);
    expect(window.toMs - window.fromMs).toBe(21_600_000);
  });

  it('never leaves the day and never turns inside out', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            around: fc.integer({ min: 0, max: 86_400_000 }),
            factor: fc.double({ min: 0.1, max: 4, noNaN: true }),
            share: fc.double({ min: -2, max: 2, noNaN: true }),
          }),
          { maxLength: 20 },
        ),
        (moves) => {
          let window = day;
          for (const move of moves) {
            const around = Math.min(Math.max(move.around, window.fromMs), window.toMs);
            window = pan(zoom(window, day, around, move.factor), day, move.share);
            expect(window.fromMs).toBeGreaterThanOrEqual(-1);
            expect(window.toMs).toBeLessThanOrEqual(day.toMs + 1);
            expect(window.toMs - window.fromMs).toBeGreaterThanOrEqual(119_999);
          }
        },
      ),
    );
  });

  it('prints marks on round instants that fit the width', () => {
    const start = Date.parse('2026-11-28T00:00:00+08:00');
    const hours = (window: { fromMs: number; toMs: number }) =>
      marks(window, 700).map((at) => (at - start) / 3_600_000);
    expect(hours({ fromMs: start, toMs: start + 24 * 3_600_000 })).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    // A week: midnights in China.
    expect(hours({ fromMs: start, toMs: start + 7 * 24 * 3_600_000 }).every((hour) => hour % 24 === 0)).toBe(
      true,
    );
    expect(marks({ fromMs: 0, toMs: 120_000 }, 700).length).toBeLessThanOrEqual(11);
  });

  it('turns a place on the bar into an instant and back', () => {
    expect(toInstant(day, toFraction(day, 1234))).toBeCloseTo(1234);
  });
});
