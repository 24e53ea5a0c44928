// SPDX-License-Identifier: Apache-2.0
import { classifyPlace } from '@mingjing/law';
import { describe, expect, it } from 'vitest';
import { floorsOf, retentionFloorOf } from './retention-floor.ts';

const day = '2026-11-20';
const of = (county: string, kind: string, key = false, settled?: string, target = false) =>
  retentionFloorOf({ county, kind, class: settled ?? classifyPlace(kind).placeClass, key, target }, day);

describe('the days that a unit must keep', () => {
  it('are the number that binds this place, not one for all', () => {
    expect(of('110199', '商场')).toBe(30);
    expect(of('110199', '住宅小区')).toBe(7);
    expect(of('130302', '住宅小区', true)).toBe(30);
    expect(of('110199', '餐馆')).toBeNull();
    expect(of('650502', '住宅小区')).toBeNull();
  });

  it('follow the class that a person settled', () => {
    expect(of('110199', '餐馆', false, 'art7-2')).toBe(30);
    expect(of('650502', '商场', false, 'nonPublic')).toBeNull();
  });

  it('are the highest of what a person designated it as; what nobody ticked denies nothing', () => {
    expect(of('110199', '火车站', false, undefined, true)).toBe(90);
    expect(of('110199', '餐馆', false, undefined, true)).toBe(90);
    expect(of('130302', '医院')).toBe(30);
  });

  it('are one row for each kind, and name the counties only where they differ', () => {
    const groups = ['110199', '650502'].flatMap((county) =>
      ['商场', '住宅小区', '餐馆'].map((kind) => ({
        county,
        kind,
        class: classifyPlace(kind).placeClass,
        key: false,
        target: false,
      })),
    );
    expect(floorsOf(groups, day)).toEqual([
      { kind: '商场', class: 'art7-2', key: false, target: false, days: 30, counties: null },
      {
        kind: '住宅小区',
        class: classifyPlace('住宅小区').placeClass,
        key: false,
        target: false,
        days: 7,
        counties: ['110199'],
      },
    ]);
  });
});
