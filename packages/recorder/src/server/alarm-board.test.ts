// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { AlarmBoard, offlineAfterMs } from './alarm-board.ts';

const board = () => new AlarmBoard({ on: () => () => undefined });
const camera = (id: string, lastFrameMs?: number, enabled = true) => ({ id, enabled, lastFrameMs });
const offline = (alarms: AlarmBoard) => alarms.raised().map(({ subject }) => subject);

describe('cameras that give no picture', () => {
  it('are an alarm each after a while, and no more when pictures come again', () => {
    const alarms = board();
    alarms.look([camera('a', 0), camera('b', 0)], 1000);
    alarms.look([camera('a', 0), camera('b', 15_000)], 1000 + offlineAfterMs);
    expect(offline(alarms)).toEqual(['a']);
    alarms.look([camera('a', 40_000), camera('b', 15_000)], 41_000);
    expect(offline(alarms)).toEqual(['b']);
    expect(
      alarms
        .all()
        .filter(({ state }) => state === 'cleared')
        .map(({ subject }) => subject),
    ).toEqual(['a']);
  });
  it('are told also of a camera that never gave one', () => {
    const alarms = board();
    alarms.look([camera('a')], 0);
    expect(offline(alarms)).toEqual([]);
    alarms.look([camera('a')], offlineAfterMs);
    expect(offline(alarms)).toEqual(['a']);
  });
  it('stay seen by the first who saw them, into the list of cleared ones', () => {
    const alarms = board();
    alarms.look([camera('a')], 0);
    alarms.look([camera('a')], offlineAfterMs);
    expect(alarms.see('camera-offline', 'a', 'wang', 30_000)).toBe(true);
    expect(alarms.see('camera-offline', 'a', 'li', 31_000)).toBe(true);
    expect(alarms.see('camera-offline', 'b', 'li', 31_000)).toBe(false);
    alarms.look([camera('a', undefined, false)], 40_000);
    expect(alarms.all()).toMatchObject([{ state: 'cleared', seen: { by: 'wang', atMs: 30_000 } }]);
  });
});
