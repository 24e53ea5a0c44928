// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { eventOf } from '../../gb28181/alarm-words.ts';
import { AlarmBoard } from '../alarms/alarm-board.ts';
import { CameraEvents, type CameraEventsParts } from './camera-events.ts';

const device = '34020000001180000001';
const channel = '34020000001310000001';

function heardBy(motionAlarm: boolean) {
  const database = new DatabaseSync(':memory:');
  database.exec(
    'CREATE TABLE alarm (number INTEGER PRIMARY KEY, kind TEXT, subject TEXT, raised_ms INTEGER, cleared_ms INTEGER, facts TEXT, life TEXT)',
  );
  const board = new AlarmBoard({ on: () => () => undefined }, database);
  const camera = { id: 'far', address: `gb28181://${device}/${channel}`, motionAlarm };
  const cameras = {
    list: () => [camera],
    status: () => [camera],
  } as unknown as CameraEventsParts['core']['cameras'];
  const kept: string[] = [];
  const at = { nowMs: 0 };
  const events = new CameraEvents({
    core: { cameras, nowMs: () => at.nowMs },
    board,
    record: { keep: ({ code }) => Promise.resolve(void kept.push(code)) },
    say: () => undefined,
  });
  const alarm = (method: number, type: number, deviceId = channel) =>
    events.heard(
      eventOf({ cameras }, { device, deviceId, atMs: 1, priority: 1, method, type, description: '门' }),
    );
  const standing = () => board.raised().map(({ kind, subject }) => `${kind} ${subject}`);
  return { alarm, standing, kept, events, at, board };
}

describe('alarms of devices below', () => {
  it('stand on the board for their camera until a person saw to them; each one is kept', () => {
    const { alarm, standing, kept, board } = heardBy(false);
    alarm(2, 2);
    alarm(2, 2);
    alarm(2, 5, '34020000001340000001');
    alarm(5, 2);
    expect(standing()).toEqual(['camera-tamper far', 'camera-alarm far']);
    expect(kept).toEqual(['2-2', '2-2', '2-5', '5-2']);
    expect(board.clear('camera-tamper', 'far', '看过', 'operator', 5)).toBe('cleared');
    alarm(2, 2);
    expect(standing()).toContain('camera-tamper far');
  });

  it('of motion end by themselves when nothing more comes, where somebody wants them at all', () => {
    const { alarm, standing, events, at } = heardBy(true);
    alarm(5, 2);
    expect(standing()).toEqual(['camera-motion far']);
    at.nowMs = 50_000;
    alarm(5, 2);
    at.nowMs = 100_000;
    events.tick();
    expect(standing()).toEqual(['camera-motion far']);
    at.nowMs = 111_000;
    events.tick();
    expect(standing()).toEqual([]);
  });
});
