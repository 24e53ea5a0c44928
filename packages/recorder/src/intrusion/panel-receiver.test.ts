// SPDX-License-Identifier: Apache-2.0
/** Real sockets: a panel that calls, repeats, is late, is a stranger, or floods. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { encrypted, panelFrame } from './dc09-message.ts';
import { parseIntrusionConfig } from './intrusion-config.ts';
import { type HeardEvent, PanelReceiver } from './panel-receiver.ts';

const keyHex = '00112233445566778899aabbccddeeff';
const nowMs = Date.parse('2026-11-29T03:00:00Z');
const config = parseIntrusionConfig({
  port: 0,
  accounts: {
    '1234': { name: '演示主机', zones: { '15': { place: '后门', camera: 'gate' } } },
    ABCD: { name: '演示加密主机', keyHex },
  },
});
const heard: HeardEvent[] = [];
const said: string[] = [];
let failing = false;
let receiver: PanelReceiver | undefined;

async function start(): Promise<number> {
  heard.length = 0;
  said.length = 0;
  failing = false;
  receiver = await PanelReceiver.start(config, {
    nowMs: () => nowMs,
    keep: async (event) => {
      if (failing) throw new Error('disk full');
      await new Promise((done) => setImmediate(done));
      heard.push(event);
    },
    say: (message) => said.push(message),
  });
  return receiver.port;
}
afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

/** Sends over one connection and reads as many answers as asked for. */
async function call(port: number, frames: readonly Uint8Array[], answers = frames.length): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  for (const frame of frames) socket.write(frame);
  while (text.split('\r').length - 1 < answers) await new Promise((done) => setTimeout(done, 5));
  socket.destroy();
  return text
    .split('\r')
    .slice(0, -1)
    .map((one) => one.slice(9));
}

test('an alarm is kept with its place and camera, and only then acknowledged; a thousand repetitions are one', async () => {
  const port = await start();
  const alarm = panelFrame('"SIA-DCS"0007L0#1234[#1234|NBA15]_02:59:58,11-29-2026');
  const [answer] = await call(port, [alarm]);
  expect(answer).toBe('"ACK"0007L0#1234[]');
  expect(heard).toEqual([
    expect.objectContaining({
      kind: 'burglary',
      zone: '15',
      place: '后门',
      camera: 'gate',
      panel: '演示主机',
    }),
  ]);
  // The panel says its own time, which is what counts.
  expect(heard[0]?.atMs).toBe(nowMs - 2000);
  const later = panelFrame('"SIA-DCS"0007L0#1234[#1234|NBA15]_02:59:59,11-29-2026');
  const again = await call(
    port,
    Array.from({ length: 1000 }, () => later),
  );
  expect(new Set(again)).toEqual(new Set(['"ACK"0007L0#1234[]']));
  expect(heard.length).toBe(1);
});

test('what could not be kept is not acknowledged, and is kept when it comes again', async () => {
  const port = await start();
  const alarm = panelFrame('"ADM-CID"0008L0#1234[#1234|1131 01 015]');
  failing = true;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answered = false;
  socket.on('data', () => (answered = true));
  socket.write(alarm);
  while (said.length === 0) await new Promise((done) => setTimeout(done, 5));
  socket.destroy();
  expect([answered, heard.length]).toEqual([false, 0]);
  failing = false;
  expect(await call(port, [alarm])).toEqual(['"ACK"0008L0#1234[]']);
  expect(heard.length).toBe(1);
});

test('a wrong clock is told ours, a stranger and one in the clear who should encrypt are refused', async () => {
  const port = await start();
  const answers = await call(port, [
    panelFrame('"SIA-DCS"0001L0#1234[#1234|NBA1]_02:58:00,11-29-2026'),
    panelFrame('"SIA-DCS"0001L0#1234[#1234|NBA1]_03:01:00,11-29-2026'),
    panelFrame('"SIA-DCS"0001L0#9999[#9999|NBA1]'),
    panelFrame('"SIA-DCS"0001L0#ABCD[#ABCD|NBA1]'),
    panelFrame(`"*SIA-DCS"0001L0#ABCD[${encrypted('#ABCD|NBA1]_03:00:00,11-29-2026', Buffer.alloc(16, 1))}`),
    panelFrame('"NULL"0000L0#1234[]'),
  ]);
  const ours = '"NAK"0000R0L0A0[]_03:00:00,11-29-2026';
  expect(answers).toEqual([
    ours,
    ours,
    '"DUH"0001L0#9999[]',
    '"DUH"0001L0#ABCD[]',
    '"DUH"0001L0#ABCD[]',
    '"ACK"0000L0#1234[]',
  ]);
  expect(heard).toEqual([]);
  const good = panelFrame(
    `"*SIA-DCS"0002L0#ABCD[${encrypted('#ABCD|NPA3]_03:00:00,11-29-2026', Buffer.from(keyHex, 'hex'))}`,
  );
  expect((await call(port, [good]))[0]).toMatch(/^"\*ACK"0002L0#ABCD\[[0-9A-F]{64,}$/);
  expect(heard).toEqual([expect.objectContaining({ kind: 'panic', place: undefined })]);
});

test('UDP is answered where it came from; damage is not answered; a flood without an end is cut', async () => {
  const port = await start();
  const udp = createSocket('udp4');
  const answered = once(udp, 'message') as Promise<[Buffer]>;
  const damaged = Buffer.from(panelFrame('"NULL"0000L0#1234[]'));
  damaged[12] = damaged[12]! ^ 1;
  udp.send(damaged, port, '127.0.0.1');
  udp.send(panelFrame('"SIA-DCS"0009L0#1234[#1234|NOP1]'), port, '127.0.0.1');
  expect((await answered)[0].toString('latin1')).toContain('"ACK"0009L0#1234[]');
  udp.close();
  expect(heard).toEqual([expect.objectContaining({ kind: 'disarmed' })]);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const closed = new Promise((done) => socket.on('close', done));
  socket.write(Buffer.alloc(100_000, 0x41));
  await closed;
});

test('a port that is taken leaves nothing open', async () => {
  const udp = createSocket('udp4');
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  const { port } = udp.address();
  const surroundings = { nowMs: () => nowMs, keep: async () => undefined, say: () => undefined };
  await expect(PanelReceiver.start({ ...config, port }, surroundings)).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  // TCP was free and was opened first: it is free again.
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  other.close();
  udp.close();
});

test.each([
  [{ accounts: {} }, 'intrusion.port'],
  [{ port: 9, accounts: { '12': { name: 'x' } } }, 'intrusion.accounts'],
  [{ port: 9, accounts: { '1234': { name: 'x', keyHex: 'secret' } } }, 'intrusion.accounts.1234.keyHex'],
])('a configuration that cannot work names its field', (value, field) => {
  try {
    parseIntrusionConfig(value);
    throw new Error('taken');
  } catch (error) {
    expect(error).toMatchObject({ facts: { path: expect.stringContaining(field) } });
  }
});
