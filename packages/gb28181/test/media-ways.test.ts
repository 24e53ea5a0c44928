// SPDX-License-Identifier: Apache-2.0
/** Streams as they come and go: messages that cannot count, media from who was called, a receiver that is gone. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isExpectedSender, openInlet } from '../src/net/media-inlet.ts';
import { udpOutlet } from '../src/net/media-outlet.ts';
import { SipStreamReader } from '../src/sip/stream-reader.ts';
import { ending, freePort, until } from './hand-platform.ts';

describe('SIP over TCP from peers that cannot count', () => {
  const read = (text: string | Uint8Array) => {
    const seen: string[] = [];
    const reader = new SipStreamReader({
      onMessage: (one) => seen.push(one.kind === 'request' ? one.method : String(one.status)),
      onHopeless: (reason) => seen.push(reason),
    });
    reader.push(Buffer.from(text as string));
    return seen;
  };
  const message = (length: string, body: string) =>
    `MESSAGE sip:a@b SIP/2.0\r\nCall-ID: 1\r\nContent-Type: text/xml\r\n${length}\r\n${body}`;
  const next = 'SIP/2.0 200 OK\r\nCall-ID: 2\r\nContent-Length: 0\r\n\r\n';

  it('a length that is too small, or missing, costs no message and no connection', () => {
    expect(read(message('Content-Length: 5\r\n', `<Query>大门</Query>\r\n${next}`))).toEqual([
      'MESSAGE',
      '200',
    ]);
    expect(read(message('', `<Query>大门</Query>\r\n${next}`))).toEqual(['MESSAGE', '200']);
    expect(read(message('', '<Query/>'))).toEqual(['MESSAGE']);
    expect(read('no SIP at all\r\n\r\n')).toEqual(['not SIP']);
  });
});

describe('media that arrive', () => {
  const packet = (ssrc: number) => {
    const bytes = Buffer.alloc(20);
    bytes[0] = 0x80;
    bytes[1] = 96;
    bytes.writeUInt32BE(ssrc, 8);
    return bytes;
  };
  const framed = (ssrc: number) => Buffer.concat([Buffer.of(0, 20), packet(ssrc)]);

  it.each(['tcp-passive', 'udp'] as const)(
    'are the called device’s: a stranger is not heard and pushes nobody out (%s)',
    async (transport) => {
      const expected = { addresses: ['192.0.2.1'], ssrcs: [7, 8] };
      const heard: number[] = [];
      const port = await freePort();
      const inlet = await openInlet(transport, {
        address: '127.0.0.1',
        port,
        isExpected: (address, one) => isExpectedSender(expected, address, one),
        onPacket: (one) => heard.push(Buffer.from(one).readUInt32BE(8)),
        onLost: () => heard.push(-1),
        onSkipped: () => undefined,
      });
      ending.push(() => inlet.close());
      const send = async (ssrc: number) => {
        if (transport === 'udp') {
          const socket = createSocket('udp4');
          socket.send(packet(ssrc), port, '127.0.0.1');
          ending.push(() => void socket.close());
          return;
        }
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.on('error', () => undefined);
        socket.write(framed(ssrc));
        if (ssrc === 9) await once(socket, 'close');
        ending.push(() => void socket.destroy());
      };
      await send(9);
      await send(7);
      await until(() => heard.length > 0);
      await send(9);
      expect(heard).toEqual([7]);
    },
  );

  it('come from the address that signed in or was named, all of a loopback being one machine', () => {
    const expected = { addresses: ['192.0.2.1', '127.0.0.12'], ssrcs: [] };
    expect(isExpectedSender(expected, '192.0.2.1', packet(1))).toBe(true);
    expect(isExpectedSender(expected, '127.0.0.1', packet(1))).toBe(true);
    expect(isExpectedSender(expected, '192.0.2.2', packet(1))).toBe(false);
    expect(isExpectedSender({ ...expected, ssrcs: [1] }, '192.0.2.2', new Uint8Array(3))).toBe(false);
  });
});

describe('media that leave', () => {
  it('ends a call to a port where nobody listens', async () => {
    const lost: string[] = [];
    const outlet = await udpOutlet({
      localAddress: '127.0.0.1',
      localPort: 0,
      remoteAddress: '127.0.0.1',
      remotePort: 9,
      mayCallFrom: () => false,
      onLost: (reason) => lost.push(reason),
      nowhereMs: 100,
    });
    ending.push(() => outlet.close());
    const timer = setInterval(() => outlet.send([new Uint8Array(20)]), 10);
    ending.push(() => clearInterval(timer));
    await until(() => lost.length === 1);
    expect(lost).toEqual(['nobody receives it']);
  });
});
