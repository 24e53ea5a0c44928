// SPDX-License-Identifier: Apache-2.0
/** What strangers and broken peers send to a recorder that is registered above: refused, dropped, and life goes on. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { textOf } from '@mingjing/gb28181';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, type GbWorld, localId, makeGbWorld, platformId, until } from './gb28181-world.ts';

let world: GbWorld;
const sockets: Socket[] = [];
beforeAll(async () => {
  const more = Array.from({ length: 700 }, (_, at) => ({
    camera: 'gate',
    id: `3402000000131${String(1_000_000 + at)}`,
    name: `通道 ${at}`,
  }));
  world = await makeGbWorld({
    upper: { channels: [{ camera: 'gate', id: channelId, name: '大门' }, ...more] },
  });
  await world.platform.whenOnline(localId);
  await until(() => world.recorder.core.cameras.find('gate')?.state === 'recording');
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await world.end();
});

async function socketAt(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

const request = (method: string, from: string, socket: Socket, body = '') =>
  Buffer.from(
    [
      `${method} sip:${channelId}@127.0.0.1:${world.sipPort} SIP/2.0`,
      `Via: SIP/2.0/UDP ${socket.address().address}:${socket.address().port};rport;branch=z9hG4bK${Math.random()}`,
      `From: <sip:${from}@3402000000>;tag=1`,
      `To: <sip:${channelId}@3402000000>`,
      `Call-ID: ${Math.random()}`,
      `CSeq: 1 ${method}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );

async function answerTo(socket: Socket, bytes: Buffer): Promise<string> {
  socket.send(bytes, world.sipPort, '127.0.0.1');
  for (;;) {
    const [answer] = (await once(socket, 'message')) as [Buffer];
    const line = answer.toString().split('\r\n')[0]!;
    if (!line.includes(' 100 ')) return line;
  }
}

const offer =
  'v=0\r\no=x 0 0 IN IP4 127.0.0.1\r\ns=Play\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 9 RTP/AVP 96\r\ny=0100000001\r\n';

describe('a recorder among strangers', () => {
  it('calls nobody who only says he is the platform: the name from another place is refused', async () => {
    const socket = await socketAt('127.0.0.2');
    expect(await answerTo(socket, request('INVITE', platformId, socket, offer))).toContain('403');
    expect(await answerTo(socket, request('MESSAGE', platformId, socket, '<Query/>'))).toContain('403');
  });

  it('shows a stranger nothing', async () => {
    const socket = await socketAt('127.0.0.3');
    for (const method of ['INVITE', 'MESSAGE', 'SUBSCRIBE', 'REGISTER', 'INFO'])
      expect(await answerTo(socket, request(method, '34020000002000000077', socket, offer))).toContain('403');
    expect(await answerTo(socket, request('BYE', '34020000002000000077', socket))).toContain('481');
  });

  it('says no to offers that cannot be answered', async () => {
    const call = (body: string) => async () => {
      const socket = await socketAt('127.0.0.1');
      return answerTo(socket, request('INVITE', platformId, socket, body));
    };
    expect(await call('nothing')()).toContain('400');
    expect(await call(offer.replace('RTP/AVP 96', 'RTP/AVP 34'))()).toContain('415');
    expect(await call(offer.replace('m=video', 'm=audio'))()).toContain('488');
    expect(await call(offer.replace('s=Play', 's=Playback'))()).toContain('488');
  });

  it('outlives rubbish, floods and bodies without end', async () => {
    const socket = await socketAt('127.0.0.4');
    for (let i = 0; i < 3000; i++)
      socket.send(Buffer.from(`${i}\r\n\r\n`.repeat(20)), world.sipPort, '127.0.0.1');
    for (const size of [1, 100, 60_000]) socket.send(Buffer.alloc(size, 0xff), world.sipPort, '127.0.0.1');
    const stream = connect(world.sipPort, '127.0.0.1');
    stream.on('error', () => undefined);
    stream.write('MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 999999999\r\n\r\n');
    await once(stream, 'close');
    const { parts } = await world.platform.ask(localId, 'DeviceInfo');
    expect(parts).toHaveLength(1);
  });

  it('sends a catalog of hundreds, each item once', async () => {
    const { items } = await world.platform.ask(localId, 'Catalog', { list: 'DeviceList' });
    expect(new Set(items.map((item) => textOf(item, 'DeviceID'))).size).toBe(701);
    expect(items).toHaveLength(701);
  });

  it('sends to nowhere without harm, and serves ten at once', async () => {
    const socket = await socketAt('127.0.0.1');
    expect(await answerTo(socket, request('INVITE', platformId, socket, offer))).toContain('200');
    const calls = await Promise.all(
      Array.from({ length: 10 }, () =>
        world.platform.call({ deviceId: localId, channel: channelId, transport: 'tcp-passive' }),
      ),
    );
    await until(() => calls.every((call) => call.received().pictures > 25));
    for (const call of calls) {
      call.hangUp();
      expect(call.received().lost).toBe(0);
    }
  });
});
