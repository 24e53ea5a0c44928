// SPDX-License-Identifier: Apache-2.0
/**
 * The other direction of the captures: what foreign platforms said to a device is said to our agent, byte for byte, over a
 * real socket. Every request gets its final answer; what was asked for is sent; calls start, are steered and end.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { GbAgent } from '../src/agent.ts';
import type { DeviceHost, HistorySource, LiveSource, MediaPiece } from '../src/device/host.ts';
import { isDeviceId } from '../src/manscdp/ids.ts';
import { parseManscdp } from '../src/manscdp/message.ts';
import { parseAddress } from '../src/sip/address.ts';
import {
  cseqOf,
  encodeSipMessage,
  headerOf,
  parseSipMessage,
  responseTo,
  type SipRequest,
} from '../src/sip/message.ts';
import { parseSdp } from '../src/sip/sdp.ts';
import { decodeText } from '../src/text/gb18030.ts';
import { sipIn } from './captures.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** What one side sent, without repetitions. */
function saidBy(name: string, from: RegExp): { readonly request: SipRequest; readonly bytes: Uint8Array }[] {
  const seen = new Set<string>();
  return sipIn(name)
    .filter((datagram) => from.test(datagram.from))
    .flatMap(({ payload }) => {
      const message = parseSipMessage(payload);
      if (message?.kind !== 'request') return [];
      const key = `${headerOf(message.headers, 'Call-ID')} ${headerOf(message.headers, 'CSeq')}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ request: message, bytes: payload }];
    });
}

const piece = (at: number): MediaPiece => ({
  stream: { video: 'h264', audio: undefined },
  frame: {
    kind: 'video',
    atMs: 1_000_000 + at * 40,
    presentMs: 1_000_000 + at * 40,
    isKey: at % 25 === 0,
    nals: [Uint8Array.of(at % 25 === 0 ? 0x65 : 0x41, 0x88, 1, 2, 3)],
  },
});

async function* endless(): AsyncGenerator<MediaPiece> {
  for (let at = 0; ; at++) yield piece(at);
}

type Told = { readonly controls: string[]; live: number; history: number; closed: number };

function hostOf(channels: readonly string[], told: Told): DeviceHost {
  const common = { shown: () => undefined, close: () => void told.closed++ };
  const live: LiveSource = {
    ...common,
    start: (onPiece) => [0, 1, 2].forEach((at) => void onPiece(piece(at))),
  };
  const history: HistorySource = {
    ...common,
    read: endless,
    sizeBytes: 1,
    signal: new AbortController().signal,
  };
  return {
    facts: { name: '录像机', manufacturer: 'Mingjing', model: 'M', firmware: '1' },
    channels: () => channels.map((id) => ({ id, name: '大门', isOnline: true, isRecording: true })),
    records: () => [{ fromMs: 0, toMs: 60_000, sizeBytes: 1, path: '1' }],
    openLive: () => {
      told.live++;
      return Promise.resolve(live);
    },
    openHistory: () => {
      told.history++;
      return Promise.resolve(history);
    },
    control: (_, __, control) => {
      told.controls.push(control.kind);
      return Promise.resolve(false);
    },
    log: () => undefined,
  };
}

class Platform {
  readonly socket: Socket = createSocket('udp4');
  readonly heard: SipRequest[] = [];
  readonly #answers = new Map<string, number>();
  #agentPort = 0;

  async open(): Promise<number> {
    this.socket.bind(0, '127.0.0.1');
    await once(this.socket, 'listening');
    ending.push(() => void this.socket.close());
    this.socket.on('message', (bytes, from) => {
      this.#agentPort = from.port;
      const message = parseSipMessage(new Uint8Array(bytes));
      if (message?.kind === 'request') {
        this.heard.push(message);
        this.socket.send(encodeSipMessage(responseTo(message, 200, { toTag: 't' })), from.port, from.address);
      } else if (message && message.status >= 200) this.#answers.set(keyOf(message.headers), message.status);
    });
    return this.socket.address().port;
  }

  /** @returns the final status; an ACK has none */
  async say({
    request,
    bytes,
  }: {
    readonly request: SipRequest;
    readonly bytes: Uint8Array;
  }): Promise<number | undefined> {
    this.socket.send(bytes, this.#agentPort, '127.0.0.1');
    if (request.method === 'ACK') return undefined;
    const key = keyOf(request.headers);
    while (!this.#answers.has(key)) await new Promise((resolve) => setTimeout(resolve, 5));
    return this.#answers.get(key);
  }

  async until(test: () => boolean): Promise<void> {
    while (!test()) await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const keyOf = (headers: SipRequest['headers']): string => {
  const cseq = cseqOf(headers);
  return `${headerOf(headers, 'Call-ID')} ${cseq?.number} ${cseq?.method}`;
};

/** Ids that the platform speaks of, our own left out. */
const channelsIn = (said: readonly { readonly request: SipRequest }[], localId: string): string[] => [
  ...new Set(
    said
      .flatMap(({ request }) => [
        parseManscdp(request.body)?.deviceId,
        headerOf(request.headers, 'Subject')?.split(':')[0],
      ])
      .filter((id): id is string => id !== undefined && isDeviceId(id) && id !== localId),
  ),
];

async function replay(name: string, from: RegExp, localId: string, platformId: string) {
  const said = saidBy(name, from);
  const told: Told = { controls: [], live: 0, history: 0, closed: 0 };
  const platform = new Platform();
  const port = await platform.open();
  const agent = await GbAgent.open({
    localId,
    localDomain: '3402000000',
    listen: [{ transport: 'udp', address: '127.0.0.1', port: 0 }],
    media: { address: '127.0.0.1', ports: [41_000, 41_100] },
    upper: [
      {
        id: platformId,
        domain: '3402000000',
        host: '127.0.0.1',
        port,
        transport: 'udp',
        user: localId,
        password: 'x',
        expiresSeconds: 3600,
        keepaliveSeconds: 60,
        keepaliveMisses: 3,
        version: '2016',
        charset: 'gb18030',
      },
    ],
    host: hostOf(channelsIn(said, localId), told),
    random: () => 0.5,
  });
  ending.push(() => agent.close());
  await platform.until(() => agent.upperStatus()[0]!.registered);
  const statuses: string[] = [];
  for (const one of said) {
    const status = await platform.say(one);
    if (status !== undefined) statuses.push(`${one.request.method} ${status}`);
  }
  return { said, told, platform, statuses, agent };
}

describe('what foreign platforms say to a device', () => {
  it.each([
    [
      'WVP',
      '01-wvp-device-signalling.pcap',
      /^127\.0\.0\.11:/,
      '34020000001110000001',
      '34020000002000000001',
    ],
    [
      'gowvp',
      '08-gowvp-register-live-tcp-passive.pcap',
      /:15060$/,
      '34020000001110000003',
      '34020000002000000009',
    ],
    ['gb-cms', '13-gbcms-signalling.pcap', /^127\.0\.0\.14:/, '34020000001110000005', '34020000002000000007'],
  ] as const)(
    '%s: every request is answered, every query gets what it asked for',
    async (_, name, from, localId, platformId) => {
      const { said, statuses, platform } = await replay(name, from, localId, platformId);
      expect(statuses.length).toBeGreaterThan(5);
      // A captured BYE ends a call by tags of the device it was said to: ours is found by its Call-ID.
      expect(statuses.filter((status) => !status.endsWith(' 200'))).toEqual([]);
      const queries = said
        .filter(({ request }) => request.method === 'MESSAGE')
        .map(({ request }) => parseManscdp(request.body))
        .filter((one) => one?.root === 'Query');
      expect(queries.length).toBeGreaterThan(1);
      for (const query of queries) {
        await platform.until(() =>
          platform.heard.some((request) => {
            const answer = parseManscdp(request.body);
            return answer?.root === 'Response' && answer.cmdType === query?.cmdType && answer.sn === query.sn;
          }),
        );
      }
    },
  );

  it('WVP plays back: the call starts, obeys pause, speed and place, and ends with its BYE', async () => {
    const id = ['34020000001110000001', '34020000002000000001'] as const;
    const { statuses, told, agent, said } = await replay(
      '04-wvp-playback-mansrtsp.pcap',
      /^127\.0\.0\.11:/,
      ...id,
    );
    expect(statuses.filter((status) => status.startsWith('INFO'))).toEqual(Array(4).fill('INFO 200'));
    expect(statuses).toContain('INVITE 200');
    expect(statuses).toContain('BYE 200');
    expect(told).toMatchObject({ history: 1, closed: 1 });
    expect(agent.upperStatus()[0]!.sessions).toEqual([]);
    const invite = said.find(({ request }) => request.method === 'INVITE')!.request;
    expect(parseSdp(decodeText(invite.body))?.name).toBe('Playback');
    expect(parseAddress(headerOf(invite.headers, 'From'))?.user).toBe(id[1]);
  });
});
