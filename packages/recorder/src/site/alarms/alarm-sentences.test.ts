// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { RecorderAlarm } from '../../terms/alarms.ts';
import { alarmSentence } from './alarm-sentences.ts';

const alarms: readonly Pick<RecorderAlarm, 'kind' | 'subject' | 'facts'>[] = [
  { kind: 'disk-full', subject: 'disk', facts: { freeBytes: 1, reserveBytes: 2 } },
  { kind: 'disk-full', subject: 'cam-1', facts: { code: 'ENOSPC' } },
  { kind: 'disk-slow', subject: 'cam-1', facts: { code: '' } },
  { kind: 'disk-failed', subject: 'cam-1', facts: { code: 'EIO' } },
  { kind: 'disk-failed', subject: 'space', facts: { reason: 'EIO: i/o error, statfs' } },
  { kind: 'store-lost', subject: '/srv/mingjing', facts: {} },
  { kind: 'forecast-below-floor', subject: 'disk', facts: { forecastDays: 12, requiredDays: 30 } },
  { kind: 'below-floor', subject: 'cam-1', facts: { floorDays: 30 } },
  { kind: 'clock-step', subject: 'host', facts: { stepMs: -61_400 } },
  { kind: 'worker-crashed', subject: 'cam-1', facts: {} },
  { kind: 'log-failed', subject: 'log', facts: {} },
];

it('says every alarm in words, with the camera by its name and nothing left to fill in', () => {
  for (const alarm of alarms) {
    const { zh, en } = alarmSentence(alarm, (camera) => (camera === 'cam-1' ? '演示门厅' : camera));
    expect(`${zh}${en}`).not.toMatch(/[{}]|cam-1|undefined/);
    expect([alarm.subject, zh.includes('演示门厅')]).toEqual([alarm.subject, alarm.subject === 'cam-1']);
    for (const value of Object.values(alarm.facts))
      if (typeof value === 'string' && value !== 'ENOSPC') expect(zh).toContain(value);
  }
  const step = alarms.find(({ kind }) => kind === 'clock-step')!;
  expect(alarmSentence(step, String).zh).toContain('-61 秒');
});
