// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { alarmKinds } from '../alarms/alarm-kinds.ts';
import { dueMs, gatherMs, quietMinutesLeft, waitAfter } from './notice-rules.ts';

const china = (time: string) => Date.parse(`2026-11-29T${time}+08:00`);
const night = { from: '22:00', to: '06:30' };

describe('quiet hours', () => {
  it.each([
    ['21:59:59', 0],
    ['22:00:00', 510],
    ['23:59:59', 391],
    ['00:00:00', 390],
    ['06:29:59', 1],
    ['06:30:00', 0],
  ])('over midnight, at %s', (time, left) => {
    expect(quietMinutesLeft(china(time), night)).toBe(left);
  });

  it('within one day, and none', () => {
    expect(quietMinutesLeft(china('13:00:00'), { from: '12:30', to: '14:00' })).toBe(60);
    expect(quietMinutesLeft(china('13:00:00'), null)).toBe(0);
  });

  it('hold back what is said to wait until they end, and nothing critical', () => {
    const settings = { quiet: night, waits: ['camera-offline', 'disk-failed'] };
    const at = china('23:00:20');
    expect(dueMs({ kind: 'camera-offline', atMs: at, critical: false }, settings)).toBe(
      china('06:30:00') + 86_400_000,
    );
    expect(dueMs({ kind: 'disk-failed', atMs: at, critical: true }, settings)).toBe(at);
    expect(dueMs({ kind: 'picture-black', atMs: at, critical: false }, settings)).toBe(at + gatherMs);
    const noon = china('12:00:00');
    expect(dueMs({ kind: 'camera-offline', atMs: noon, critical: false }, settings)).toBe(noon + gatherMs);
  });
});

it('waits longer after each failure, and never longer than half an hour', () => {
  expect([1, 2, 3, 100].map(waitAfter)).toEqual([30_000, 60_000, 120_000, 1_800_000]);
});

it('calls critical what loses or alters footage or evidence', () => {
  const critical = Object.entries(alarmKinds).flatMap(([kind, { critical: is }]) => (is ? [kind] : []));
  for (const kind of ['store-lost', 'disk-failed', 'log-altered', 'register-differs', 'witness-conflict'])
    expect(critical).toContain(kind);
  for (const kind of ['camera-offline', 'witness-away', 'notices-failed'])
    expect(critical).not.toContain(kind);
});
