// SPDX-License-Identifier: Apache-2.0
import { retentionRequirement } from '@mingjing/law';
import { describe, expect, it, vi } from 'vitest';
import { checkFiling } from './checks.ts';

vi.mock(import('@mingjing/law'), async (load) => {
  const law = await load();
  return { ...law, retentionRequirement: vi.fn(law.retentionRequirement) };
});

const doubtOf = (storageDays: number, on: string) =>
  checkFiling(
    { placeKind: '商场', storageDays },
    { jurisdiction: '110199', on, neighbours: [], sameCode: [], registeredCameras: [] },
  ).find(({ field, weight }) => field === 'storageDays' && weight === 'warning');

describe('the days a filing says are kept', () => {
  it('are held against the number that the law has on the day', () => {
    expect(doubtOf(29, '2026-11-29')?.provision).toBe('d799/retention');
    expect(doubtOf(30, '2026-11-29')).toBeUndefined();
    expect(retentionRequirement).toHaveBeenLastCalledWith(expect.anything(), '2026-11-29');
    doubtOf(29, '2027-03-01');
    expect(retentionRequirement).toHaveBeenLastCalledWith(expect.anything(), '2027-03-01');
  });
});
