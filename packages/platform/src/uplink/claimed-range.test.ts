// SPDX-License-Identifier: Apache-2.0
import type { ReportedFacts } from '@mingjing/contracts/desk';
import { expect, it } from 'vitest';
import { claimedRanges } from './judge-answer.ts';

const camera = (id: string, oldest: string | null, newest: string | null) => ({ id, oldest, newest });
const ranges = (...cameras: readonly object[]) => claimedRanges({ cameras } as unknown as ReportedFacts);
const range = (...cameras: readonly object[]) => ranges(...cameras)[0];

it('leaves out the hour that retention may delete while the question is on its way', () => {
  expect(range(camera('b', '2026-11-01T00:00:00.000Z', '2026-11-28T00:00:00.000Z'))).toEqual({
    cameras: ['b'],
    from: '2026-11-01T01:00:00.000Z',
    to: '2026-11-28T00:00:00.000Z',
  });
});

it('asks a young store for everything, and a store that claims nothing for nothing', () => {
  expect(range(camera('b', '2026-11-27T23:00:00.000Z', '2026-11-28T00:00:00.000Z'))?.from).toBe(
    '2026-11-27T23:00:00.000Z',
  );
  expect(range(camera('b', null, null))).toBeUndefined();
});

it('asks cameras that begin and end together over what all of them claim', () => {
  expect(
    ranges(
      camera('b', '2026-11-01T06:00:00.000Z', '2026-11-28T00:00:00.000Z'),
      camera('a', '2026-11-01T00:00:00.000Z', '2026-11-27T23:30:00.000Z'),
    ),
  ).toEqual([{ cameras: ['a', 'b'], from: '2026-11-01T07:00:00.000Z', to: '2026-11-27T23:30:00.000Z' }]);
});

it('asks a camera that stopped, and one that was added, over their own days: nobody else is asked for less', () => {
  expect(
    ranges(
      camera('gate', '2026-10-29T00:00:00.000Z', '2026-11-28T00:00:00.000Z'),
      camera('hall', '2026-10-29T00:00:00.000Z', '2026-11-28T00:00:00.000Z'),
      camera('broken', '2026-10-29T00:00:00.000Z', '2026-11-10T00:00:00.000Z'),
      camera('new', '2026-11-25T00:00:00.000Z', '2026-11-28T00:00:00.000Z'),
    ),
  ).toEqual([
    { cameras: ['gate', 'hall'], from: '2026-10-29T01:00:00.000Z', to: '2026-11-28T00:00:00.000Z' },
    { cameras: ['broken'], from: '2026-10-29T01:00:00.000Z', to: '2026-11-10T00:00:00.000Z' },
    { cameras: ['new'], from: '2026-11-25T01:00:00.000Z', to: '2026-11-28T00:00:00.000Z' },
  ]);
});

it('asks about no more than eight ranges, whatever is claimed', () => {
  const many = Array.from({ length: 12 }, (_, i) =>
    camera(`c${i}`, `2026-10-${10 + i}T00:00:00.000Z`, `2026-11-${10 + i}T00:00:00.000Z`),
  );
  const asked = ranges(...many);
  expect(asked).toHaveLength(8);
  expect(asked.flatMap(({ cameras }) => cameras).toSorted()).toHaveLength(12);
});
