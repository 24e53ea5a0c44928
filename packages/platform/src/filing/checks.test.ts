// SPDX-License-Identifier: Apache-2.0
import { retentionOfUnit } from '@mingjing/law';
import { describe, expect, it, vi } from 'vitest';
import { checkFiling } from './checks.ts';

vi.mock(import('@mingjing/law'), async (load) => {
  const law = await load();
  return { ...law, retentionOfUnit: vi.fn(law.retentionOfUnit) };
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
    expect(retentionOfUnit).toHaveBeenLastCalledWith(expect.anything(), '2026-11-29');
    doubtOf(29, '2027-03-01');
    expect(retentionOfUnit).toHaveBeenLastCalledWith(expect.anything(), '2027-03-01');
  });

  it('and against what the police designated the unit as', () => {
    const found = checkFiling(
      { placeKind: '火车站', storageDays: 60 },
      {
        ...{ jurisdiction: '110199', on: '2026-11-29', neighbours: [], sameCode: [], registeredCameras: [] },
        settled: { counterTerrorKeyTarget: true },
      },
    );
    expect(found.find(({ field }) => field === 'storageDays')?.provision).toBe(
      'counter-terrorism-law/retention',
    );
  });
});
