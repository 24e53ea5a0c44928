// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { upgradeDatabase } from '../../schema-version.ts';
import type { RecorderAlarm } from '../../terms/alarms.ts';
import { serverSchema } from '../database/server-database.ts';
import { AlarmBoard, offlineAfterMs } from './alarm-board.ts';

const emptyDatabase = () => {
  const database = new DatabaseSync(':memory:');
  upgradeDatabase(database, serverSchema, ':memory:');
  return database;
};
const board = (database = emptyDatabase()) => new AlarmBoard({ on: () => () => undefined }, database);
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

describe('the life of an alarm', () => {
  it('goes on over a restart: seen and assigned stay, and a picture ends it', () => {
    const database = emptyDatabase();
    const before = board(database);
    before.look([camera('a')], 0);
    before.look([camera('a')], offlineAfterMs);
    expect(before.assign('camera-offline', 'a', '维护单位', 'wang', 30_000)).toBe(true);

    const after = board(database);
    const life = { seen: { by: 'wang' }, assigned: { to: '维护单位', by: 'wang' }, raisedMs: offlineAfterMs };
    expect(after.raised()).toMatchObject([life]);
    after.look([camera('a')], 100_000);
    after.look([camera('a')], 101_000);
    expect(after.raised()).toMatchObject([life]);
    after.look([camera('a', 102_000)], 102_500);
    expect(after.all()).toMatchObject([{ ...life, state: 'cleared', atMs: 102_500 }]);
  });

  it('is not ended by a person while its cause is there', () => {
    const alarms = board();
    alarms.look([camera('a')], 0);
    alarms.look([camera('a')], offlineAfterMs);
    expect(alarms.clear('camera-offline', 'a', '不要响了', 'wang', 30_000)).toBe('stands');
    expect(alarms.clear('camera-offline', 'b', '没有这个', 'wang', 30_000)).toBe('no-such-alarm');
    expect(offline(alarms)).toEqual(['a']);
  });

  it('of something that happened is ended by a person with a reason', () => {
    const tell: ((alarm: RecorderAlarm) => void)[] = [];
    const database = emptyDatabase();
    const on = ((_: 'alarm', listener: (alarm: RecorderAlarm) => void) => {
      tell.push(listener);
      return () => undefined;
    }) as CoreWithoutMedia['on'];
    const alarms = new AlarmBoard({ on }, database);
    const alarm = {
      kind: 'clock-step',
      subject: 'clock',
      state: 'raised',
      atMs: 1,
      facts: { stepMs: 9000 },
    } as const;
    // A panel that repeats itself makes one alarm.
    for (let i = 0; i < 1000; i++) tell[0]?.(alarm);
    expect(alarms.raised()).toHaveLength(1);
    expect(alarms.clear('clock-step', 'clock', '已核对时间', 'wang', 5)).toBe('cleared');
    expect(board(database).all()).toMatchObject([{ state: 'cleared', clearedBy: 'wang', why: '已核对时间' }]);
  });
});
