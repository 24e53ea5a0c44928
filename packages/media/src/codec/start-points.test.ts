// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { StartPoints } from './start-points.ts';

/** Pictures at 10 a second; what is said of each as a letter. */
function starts(seconds: number, kindAt: (at: number) => 'sync' | 'recovers' | undefined) {
  const deviations: string[] = [];
  const points = new StartPoints((id) => deviations.push(id));
  const at = Array.from({ length: seconds * 10 }, (_, i) => i).filter((i) => {
    const kind = kindAt(i);
    return points.isStart({ sync: kind === 'sync', recovers: kind === 'recovers' }, i * 100);
  });
  return { at, deviations };
}

it('V9 recovery points count only where no key frame comes (case 13)', () => {
  expect(starts(4, (i) => (i % 10 === 0 ? 'recovers' : undefined)).at).toEqual([0, 10, 20, 30]);
  expect(starts(5, (i) => (i % 20 === 0 ? 'sync' : i % 10 === 0 ? 'recovers' : undefined)).at).toEqual([
    0, 20, 40,
  ]);
});

it('V11 a stream with neither begins anywhere after a while, and is told', () => {
  const { at, deviations } = starts(42, () => undefined);
  expect(at).toEqual([300, 350, 400]);
  expect(deviations).toEqual(['V11', 'V11', 'V11']);
  // Rare key frames are key frames.
  expect(starts(60, (i) => (i === 150 ? 'sync' : undefined)).at).toEqual([150]);
});
