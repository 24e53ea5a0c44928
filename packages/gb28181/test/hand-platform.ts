// SPDX-License-Identifier: Apache-2.0
/** A platform by hand over a real socket, and a device below it: for what our own platform would never say. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach } from 'vitest';
import { GbAgent } from '../src/agent.ts';
import type { DeviceHost, LiveSource, UpperPlatform } from '../src/device/host.ts';
import { type Manscdp, parseManscdp } from '../src/manscdp/message.ts';
import {
  encodeSipMessage,
  headerOf,
  parseSipMessage,
  responseTo,
  type SipMessage,
} from '../src/sip/message.ts';

export const localId = '34020000001180000001';
export const platformId = '34020000002000000001';
export const channelId = '34020000001310000001';

export const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

export const until = async (test: () => boolean): Promise<void> => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A platform by hand: answers 200 to everything until told otherwise, and says what a test makes it say. */
export class Platform {
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

export const callIdOf = (lines: readonly string[]) =>
  /:\s*(.*)$/.exec(lines.find((one) => /^(call-id|i)\s*:/i.test(one))!)![1];

let serial = 0;
/** Head of a request, with what a test wants otherwise. */
export function head(
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

export const offer = (port: number, lines: readonly string[] = ['y=0100000007'], proto = 'RTP/AVP') =>
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

export type World = {
  readonly platform: Platform;
  readonly agent: GbAgent;
  readonly looks: { open: number; closed: number };
};

export async function makeWorld(
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
export async function receiver(): Promise<{ readonly port: number; readonly ssrcs: Set<number> }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  ending.push(() => void socket.close());
  const ssrcs = new Set<number>();
  socket.on('message', (bytes) => ssrcs.add(bytes.readUInt32BE(8)));
  return { port: socket.address().port, ssrcs };
}

export function ack(platform: Platform, invite: readonly string[], answer: SipMessage): void {
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

export async function callLive(platform: Platform, body: string, more: readonly string[] = [], uri?: string) {
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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
