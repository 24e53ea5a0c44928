// SPDX-License-Identifier: Apache-2.0
import type { ReportedFacts } from '@mingjing/contracts/desk';
import { expect, it } from 'vitest';
import { claimedRange } from './judge-answer.ts';

const camera = (id: string, oldest: string | null, newest: string | null) => ({ id, oldest, newest });
const range = (...cameras: readonly object[]) => claimedRange({ cameras } as unknown as ReportedFacts);

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

it('asks for what all its cameras claim to have', () => {
  expect(
    range(
      camera('b', '2026-11-02T00:00:00.000Z', '2026-11-28T00:00:00.000Z'),
      camera('a', '2026-11-01T00:00:00.000Z', '2026-11-27T00:00:00.000Z'),
    ),
  ).toEqual({ cameras: ['a', 'b'], from: '2026-11-02T01:00:00.000Z', to: '2026-11-27T00:00:00.000Z' });
});
