// SPDX-License-Identifier: Apache-2.0
/**
 * The kin of the captures: what other platforms, broken ones and strangers say to a device, over real sockets. Each
 * is served, or refused in words, and nothing of it stays.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { GbAgent } from '../src/agent.ts';
import type { DeviceHost, LiveSource, UpperPlatform } from '../src/device/host.ts';
import { listOf, type Manscdp, parseManscdp } from '../src/manscdp/message.ts';
import { isExpectedSender, openInlet } from '../src/net/media-inlet.ts';
import { udpOutlet } from '../src/net/media-outlet.ts';
import {
  encodeSipMessage,
  headerOf,
  parseSipMessage,
  responseTo,
  type SipMessage,
} from '../src/sip/message.ts';
import { parseSdp } from '../src/sip/sdp.ts';
import { SipStreamReader } from '../src/sip/stream-reader.ts';
import { decodeText, encodeText } from '../src/text/gb18030.ts';
import { textOf } from '../src/text/xml.ts';

const localId = '34020000001180000001';
const platformId = '34020000002000000001';
const channelId = '34020000001310000001';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const until = async (test: () => boolean): Promise<void> => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A platform by hand: answers 200 to everything until told otherwise, and says what a test makes it say. */
class Platform {
  readonly socket: Socket = createSocket('udp4');
  readonly heard: SipMessage[] = [];
  status = 200;
  agentPort = 0;

  async open(address = '127.0.0.1'): Promise<this> {
    this.socket.bind(0, address);
    await once(this.socket, 'listening');
    ending.push(() => void this.socket.close());
    this.socket.on('message', (bytes, from) => {
      this.agentPort = from.port;
      const message = parseSipMessage(new Uint8Array(bytes));
      if (!message) return;
      this.heard.push(message);
      if (message.kind === 'response') return;
      const answer = responseTo(message, this.status, { toTag: 't' });
      this.socket.send(encodeSipMessage(answer), from.port, from.address);
    });
    return this;
  }

  get port(): number {
    return this.socket.address().port;
  }

  bodies(cmdType: string): Manscdp[] {
    return this.heard.flatMap(({ kind, body }) => {
      const message = kind === 'request' ? parseManscdp(body) : undefined;
      return message?.cmdType === cmdType ? [message] : [];
    });
  }

  /** @returns the final answer of a request said as these lines */
  async say(lines: readonly string[], body: string | Uint8Array = ''): Promise<SipMessage> {
    const callId = callIdOf(lines);
    const seen = this.heard.length;
    const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body as string)]);
    this.socket.send(bytes, this.agentPort, '127.0.0.1');
    const find = () =>
      this.heard
        .slice(seen)
        .find(
          (one) =>
            one.kind === 'response' && one.status >= 200 && headerOf(one.headers, 'Call-ID') === callId,
        );
    await until(() => find() !== undefined);
    return find()!;
  }

  requests(method: string, callId: string): number {
    return this.heard.filter(
      (one) => one.kind === 'request' && one.method === method && headerOf(one.headers, 'Call-ID') === callId,
    ).length;
  }
}

const callIdOf = (lines: readonly string[]) =>
  /:\s*(.*)$/.exec(lines.find((one) => /^(call-id|i)\s*:/i.test(one))!)![1];

let serial = 0;
/** Head of a request, with what a test wants otherwise. */
function head(
  method: string,
  platform: Platform,
  more: readonly string[] = [],
  uri = `sip:${channelId}@127.0.0.1`,
) {
  const id = ++serial;
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${platform.port};rport;branch=z9hG4bKv${id}`,
    `From: <sip:${platformId}@3402000000>;tag=f${id}`,
    `To: <sip:${channelId}@3402000000>`,
    `Call-ID: variant-${id}`,
    `CSeq: ${id} ${method}`,
    'Max-Forwards: 70',
    ...more,
  ];
}

const offer = (port: number, lines: readonly string[] = ['y=0100000007'], proto = 'RTP/AVP') =>
  [
    'v=0',
    `o=${platformId} 0 0 IN IP4 127.0.0.1`,
    's=Play',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=video ${port} ${proto} 96`,
    'a=recvonly',
    ...lines,
    '',
  ].join('\r\n');

type World = {
  readonly platform: Platform;
  readonly agent: GbAgent;
  readonly looks: { open: number; closed: number };
};

async function makeWorld(
  options: {
    readonly channels?: number;
    readonly upper?: Partial<UpperPlatform>;
    readonly platforms?: number;
  } = {},
): Promise<World & { readonly others: readonly Platform[] }> {
  const platforms = await Promise.all(
    Array.from({ length: options.platforms ?? 1 }, () => new Platform().open()),
  );
  const looks = { open: 0, closed: 0 };
  const live = (): LiveSource => {
    let timer: NodeJS.Timeout;
    looks.open++;
    return {
      start: (onPiece) => {
        let at = 0;
        timer = setInterval(() => {
          const isKey = at % 10 === 0;
          const nals = [Uint8Array.of(isKey ? 0x65 : 0x41, 0x88, 1, 2, 3)];
          const atMs = at++ * 20;
          onPiece({
            stream: { video: 'h264', audio: undefined },
            frame: { kind: 'video', atMs, presentMs: atMs, isKey, nals },
          });
        }, 20);
      },
      shown: () => undefined,
      close: () => {
        clearInterval(timer);
        looks.closed++;
      },
    };
  };
  const channels = Array.from({ length: options.channels ?? 1 }, (_, at) => ({
    id: String(BigInt(channelId) + BigInt(at)),
    name: `大门 ${at}`,
    isOnline: true,
    isRecording: true,
  }));
  const host: DeviceHost = {
    facts: { name: '录像机', manufacturer: 'Mingjing', model: 'M', firmware: '1' },
    channels: () => channels,
    records: () => [],
    openLive: () => Promise.resolve(live()),
    openHistory: () => Promise.resolve(undefined),
    presets: () => Promise.resolve([{ name: '大门' }, { name: '前台' }]),
    control: () => Promise.resolve(false),
    log: () => undefined,
  };
  const upper = (platform: Platform, at: number): UpperPlatform => ({
    id: String(BigInt(platformId) + BigInt(at)),
    domain: '3402000000',
    host: '127.0.0.1',
    port: platform.port,
    transport: 'udp',
    user: localId,
    password: 'x',
    expiresSeconds: 3600,
    keepaliveSeconds: 60,
    keepaliveMisses: 3,
    version: '2016',
    charset: 'gb18030',
    ...options.upper,
  });
  const agent = await GbAgent.open({
    localId,
    localDomain: '3402000000',
    listen: ['udp', 'tcp'].map((transport) => ({
      transport: transport as 'udp',
      address: '127.0.0.1',
      port: 0,
    })),
    media: { address: '127.0.0.1', ports: [42_000, 42_200] },
    upper: platforms.map(upper),
    host,
    random: () => 0.5,
  });
  ending.push(() => agent.close());
  await until(() => agent.upperStatus().every(({ registered }) => registered));
  return { platform: platforms[0]!, others: platforms.slice(1), agent, looks };
}

/** A UDP port that counts what comes, by SSRC. */
async function receiver(): Promise<{ readonly port: number; readonly ssrcs: Set<number> }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  ending.push(() => void socket.close());
  const ssrcs = new Set<number>();
  socket.on('message', (bytes) => ssrcs.add(bytes.readUInt32BE(8)));
  return { port: socket.address().port, ssrcs };
}

function ack(platform: Platform, invite: readonly string[], answer: SipMessage): void {
  const line = (name: string) => invite.find((one) => one.startsWith(`${name}:`))!;
  const lines = [
    // From the user of the answer's `o=`, as WVP does it.
    `ACK sip:${channelId}@3402000000 SIP/2.0`,
    `${line('Via')}ack`,
    line('From'),
    `To: ${headerOf(answer.headers, 'To')}`,
    line('Call-ID'),
    line('CSeq').replace('INVITE', 'ACK'),
  ];
  platform.socket.send(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), platform.agentPort, '127.0.0.1');
}

async function callLive(platform: Platform, body: string, more: readonly string[] = [], uri?: string) {
  const invite = head('INVITE', platform, more, uri);
  const answer = await platform.say(invite, body);
  if (answer.kind === 'response' && answer.status === 200) ack(platform, invite, answer);
  return {
    invite,
    answer,
    status: answer.kind === 'response' ? answer.status : 0,
    callId: callIdOf(invite)!,
  };
}

const query = '<?xml version="1.0"?>\n<Query><CmdType>DeviceInfo</CmdType><SN>7</SN>';

describe('what other platforms say to a device', () => {
  it('is read whatever the case, the order, the blanks, the length and the character set of its headers', async () => {
    const { platform } = await makeWorld();
    const lines = [
      `message sip:${localId}@127.0.0.1 sip/2.0`,
      'cseq : 9 message',
      'CALL-ID:odd-1',
      'SUBJECT: x',
      `t: <sip:${localId}@x>`,
      `f: "平台" <sip:${platformId}@3402000000:5060>;TAG=1`,
      `v: SIP / 2.0 / UDP 127.0.0.1:${platform.port};branch=no-cookie`,
      'l: 20',
    ];
    const body = encodeText(`${query}<DeviceID>${localId}</DeviceID><Info>大门萳</Info></Query>`, 'gb18030');
    expect(await platform.say(lines, body)).toMatchObject({ status: 200 });
    await until(() => platform.bodies('DeviceInfo').length === 1);
    expect(platform.bodies('DeviceInfo')[0]).toMatchObject({ sn: '7', deviceId: localId });
  });

  it.each([
    ['gowvp', `${channelId}:ch1ncm2,34020000001110000003:ch1ncm2`],
    ['gb-cms', `${channelId}:${localId},${platformId}:0100000007`],
    ['only a channel', channelId],
    ['rubbish', ',,::,'],
    ['none', undefined],
  ])('calls with the Subject of %s are answered', async (_, subject) => {
    const { platform, agent } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const more = subject === undefined ? [] : [`Subject: ${subject}`];
    expect((await callLive(platform, offer(port), more)).status).toBe(200);
    await until(() => ssrcs.has(100_000_007));
    expect(agent.upperStatus()[0]!.sessions).toMatchObject([{ channel: channelId, kind: 'live' }]);
  });

  it('finds the channel in the Subject or `u=` when the request names the device only', async () => {
    const { platform } = await makeWorld();
    const { port } = await receiver();
    const uri = `sip:${localId}@127.0.0.1`;
    const bySubject = await callLive(platform, offer(port), [`Subject: ${channelId}:1,${platformId}:0`], uri);
    expect(bySubject.status).toBe(200);
    const byUri = await callLive(platform, offer(port).replace('c=', `u=${channelId}:0\r\nc=`), [], uri);
    expect(byUri.status).toBe(200);
    expect((await callLive(platform, offer(port), [], uri)).status).toBe(404);
  });

  it.each([
    ['0100000007', '0100000007', 100_000_007],
    ['0000000000', '0000000000', 0],
    ['7', '7', 7],
    [undefined, /^020000\d{4}$/, undefined],
    ['x', /^020000\d{4}$/, undefined],
  ])('sends under the number of its own answer: offered %s', async (y, answered, ssrc) => {
    const { platform } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const { answer } = await callLive(platform, offer(port, y === undefined ? [] : [`y=${y}`]));
    const said = parseSdp(decodeText(answer.body))!.ssrcText!;
    expect(said).toMatch(answered);
    await until(() => ssrcs.size > 0);
    expect([...ssrcs]).toEqual([ssrc ?? Number(said)]);
  });

  it('dials, or is dialled, as `a=setup` says; without it, it dials', async () => {
    const { platform } = await makeWorld();
    for (const setup of [['a=setup:passive'], []]) {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address() as { port: number };
      const called = once(server, 'connection');
      const { answer } = await callLive(platform, offer(address.port, setup, 'TCP/RTP/AVP'));
      expect(parseSdp(decodeText(answer.body))).toMatchObject({ isTcp: true, setup: 'active' });
      const [socket] = await called;
      await once(socket, 'data');
      socket.destroy();
      server.close();
    }
    const { answer } = await callLive(platform, offer(9, ['a=setup:active'], 'TCP/RTP/AVP'));
    const sdp = parseSdp(decodeText(answer.body))!;
    expect(sdp.setup).toBe('passive');
    const socket = connect(sdp.port, sdp.address);
    await once(socket, 'data');
    socket.destroy();
  });

  it('sends to where the call came from when `c=` names no address', async () => {
    const { platform } = await makeWorld();
    const { port, ssrcs } = await receiver();
    const body = offer(port).replaceAll('IN IP4 127.0.0.1', 'IN IP4 0.0.0.0');
    expect((await callLive(platform, body)).status).toBe(200);
    await until(() => ssrcs.size > 0);
  });

  it('starts one call for an INVITE that comes twice; a second one of the same Subject takes its place', async () => {
    const { platform, agent, looks } = await makeWorld();
    const { port } = await receiver();
    const subject = [`Subject: ${channelId}:0100000007,${platformId}:0`];
    const invite = head('INVITE', platform, subject);
    const bytes = Buffer.from(`${invite.join('\r\n')}\r\n\r\n${offer(port)}`);
    platform.socket.send(bytes, platform.agentPort, '127.0.0.1');
    const answer = await platform.say(invite, offer(port));
    ack(platform, invite, answer);
    expect(looks.open).toBe(1);
    const second = await callLive(platform, offer(port), subject);
    expect(second.status).toBe(200);
    await until(() => platform.requests('BYE', callIdOf(invite)!) === 1);
    expect(agent.upperStatus()[0]!.sessions).toHaveLength(1);
    expect(looks).toEqual({ open: 2, closed: 1 });
  });

  it('ends every call of a platform that has forgotten it, though no BYE comes', async () => {
    const { platform, agent, looks } = await makeWorld({ upper: { keepaliveSeconds: 0.05 } });
    const { port, ssrcs } = await receiver();
    await callLive(platform, offer(port));
    await until(() => ssrcs.size > 0);
    platform.status = 404;
    await until(() => looks.closed === 1);
    expect(agent.upperStatus()[0]!.sessions).toEqual([]);
  });

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

  it('answers strangers once, and keeps nothing of them: a flood does not shut out the platform', async () => {
    const { platform, agent } = await makeWorld();
    const stranger = await new Platform().open();
    const before = agent.endpoint.transactions.size;
    for (let at = 0; at < 3000; at++) {
      const lines = head('INVITE', stranger).map((line) => line.replace(platformId, '34020000002000000099'));
      // From a place that is no platform's: here by the name of a device nobody allowed.
      const bytes = Buffer.from(
        `${lines.join('\r\n').replace('INVITE', 'INVITE')}\r\n\r\n${'x'.repeat(1000)}`,
      );
      stranger.socket.send(bytes, platform.agentPort, '127.0.0.1');
    }
    const answer = await platform.say(head('OPTIONS', platform));
    expect(answer).toMatchObject({ status: 200 });
    expect(agent.endpoint.transactions.size).toBeLessThan(before + 4000);
  });

  it('tells the presets of a camera by number and name', async () => {
    const { platform } = await makeWorld();
    const body = `<Query><CmdType>PresetQuery</CmdType><SN>4</SN><DeviceID>${channelId}</DeviceID></Query>`;
    await platform.say(head('MESSAGE', platform), body);
    await until(() => platform.bodies('PresetQuery').length === 1);
    const { items } = listOf(platform.bodies('PresetQuery')[0]!.element, 'PresetList');
    expect(items.map((item) => `${textOf(item, 'PresetID')} ${textOf(item, 'PresetName')}`)).toEqual([
      '1 大门',
      '2 前台',
    ]);
  });

  it('has a catalog of 10,000 channels', async () => {
    const { platform } = await makeWorld({ channels: 10_000 });
    const lines = head('MESSAGE', platform, [], `sip:${localId}@127.0.0.1`);
    await platform.say(
      lines,
      `<Query><CmdType>Catalog</CmdType><SN>12</SN><DeviceID>${localId}</DeviceID></Query>`,
    );
    const seen = new Set<string | undefined>();
    let read = 0;
    await until(() => {
      for (; read < platform.heard.length; read++) {
        const message = parseManscdp(platform.heard[read]!.body);
        if (message?.cmdType !== 'Catalog') continue;
        for (const item of listOf(message.element, 'DeviceList').items) seen.add(textOf(item, 'DeviceID'));
      }
      return seen.size === 10_000;
    });
  });

  it('serves several platforms at once, each its own', async () => {
    const { platform, others, agent } = await makeWorld({ platforms: 3 });
    const { port } = await receiver();
    await callLive(platform, offer(port));
    const [second] = others;
    const lines = head('INVITE', second!).map((line) =>
      line.replace(platformId, String(BigInt(platformId) + 1n)),
    );
    const answer = await second!.say(lines, offer(port));
    expect(answer).toMatchObject({ status: 200 });
    expect(agent.upperStatus().map(({ sessions }) => sessions.length)).toEqual([1, 1, 0]);
  });
});

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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
