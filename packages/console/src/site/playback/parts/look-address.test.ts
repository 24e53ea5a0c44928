// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { LookInAddress, quickRange, rangeOf } from './look-address.ts';

const nowMs = Date.parse('2026-11-28T09:30:00+08:00');
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('a look in the address', () => {
  it('says cameras, range, instant and speed', () => {
    const look = LookInAddress.parse({
      cameras: 'cam-1,cam-2',
      fromMs: '1764259200000',
      toMs: '1764266400000',
      atMs: '1764260000000',
      speed: '16',
    });
    expect([look.cameras, look.speed, look.atMs]).toEqual([['cam-1', 'cam-2'], 16, 1_764_260_000_000]);
    expect(rangeOf(look, nowMs)).toEqual({ fromMs: 1_764_259_200_000, toMs: 1_764_266_400_000 });
  });

  it('takes rubbish for nothing', () => {
    const look = LookInAddress.parse({ fromMs: 'x', toMs: '-1', atMs: 'NaN', speed: '7' });
    expect([look.fromMs, look.toMs, look.atMs, look.speed, look.cameras]).toEqual([
      undefined,
      undefined,
      undefined,
      1,
      [],
    ]);
  });

  it('means the day in China when it says no range', () => {
    const look = LookInAddress.parse({ atMs: String(at('2026-11-27T00:10:00')) });
    expect(rangeOf(look, nowMs).fromMs).toBe(at('2026-11-27T00:00:00'));
  });

  it('knows yesterday’s night across midnight, and today until midnight', () => {
    expect(quickRange('lastNight', nowMs)).toEqual({
      fromMs: at('2026-11-27T18:00:00'),
      toMs: at('2026-11-28T08:00:00'),
    });
    expect(quickRange('today', nowMs).toMs).toBe(at('2026-11-29T00:00:00'));
    const early = at('2026-11-28T03:00:00');
    expect(quickRange('lastNight', early).toMs).toBe(early);
  });
});
