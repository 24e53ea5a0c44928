// SPDX-License-Identifier: Apache-2.0
import { createSocket } from 'node:dgram';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { upgradeDatabase } from '../../schema-version.ts';
import { serverSchema } from '../database/server-database.ts';
import { ClockCheck } from './clock-check.ts';

/** Answers with the time of a clock that is `aheadMs` from the recorder's. */
async function server(nowMs: () => number, aheadMs: number, address: string, port = 0) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = 1;
    question.copy(answer, 24, 40, 48);
    for (const at of [32, 40]) {
      const seconds = (nowMs() + aheadMs) / 1000 + 2_208_988_800;
      answer.writeUInt32BE(Math.floor(seconds), at);
      answer.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), at + 4);
    }
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  return { port: socket.address().port, close: () => socket.close() };
}

it('the middle of several time servers counts; what is far off is an alarm until it is right again', async () => {
  const database = new DatabaseSync(':memory:');
  upgradeDatabase(database, serverSchema, ':memory:');
  const clock = { ms: Date.parse('2026-11-29T04:00:00Z') };
  const nowMs = () => clock.ms;
  const right = await server(nowMs, 100, '127.0.0.1');
  const others = [
    await server(nowMs, 300, '127.0.0.2', right.port),
    await server(nowMs, 86_400_000, '127.0.0.3', right.port),
  ];
  const alarms: boolean[] = [];
  const check = new ClockCheck({
    database,
    nowMs,
    allowed: ['127.0.0.0/8'],
    alarm: (raised) => alarms.push(raised),
    say: (error) => {
      throw error;
    },
    port: right.port,
  });
  check.change(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
  await check.measure();
  expect(check.offsetMs()).toBe(300);
  clock.ms -= 10_000;
  const behind = new ClockCheck({
    database,
    nowMs: () => clock.ms - 10_000,
    allowed: ['127.0.0.0/8'],
    alarm: (raised) => alarms.push(raised),
    say: () => undefined,
    port: right.port,
  });
  await behind.measure();
  expect(behind.offsetMs()).toBe(10_300);
  expect(alarms).toEqual([false, true]);
  for (const one of [right, ...others]) one.close();
});

it('a name that nobody knows and this machine itself are said in words and not asked', async () => {
  const database = new DatabaseSync(':memory:');
  upgradeDatabase(database, serverSchema, ':memory:');
  const alarms: boolean[] = [];
  const check = new ClockCheck({
    database,
    nowMs: Date.now,
    allowed: [],
    alarm: (raised) => alarms.push(raised),
    say: () => undefined,
  });
  check.change(['127.0.0.1']);
  await check.measure();
  expect(check.readings()).toMatchObject([
    { offsetMs: null, trouble: { en: expect.stringMatching(/loopback/) } },
  ]);
  expect([check.offsetMs(), alarms]).toEqual([undefined, []]);
});
