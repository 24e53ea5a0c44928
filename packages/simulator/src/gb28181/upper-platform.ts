// SPDX-License-Identifier: Apache-2.0
/** A GB/T 28181 platform of our own: devices register with it, it asks and calls them, and counts what comes. */
import {
  type CallAnswer,
  type DeviceCall,
  headerOf,
  hostClock,
  type LowerAlarm,
  LowerDevices,
  listOf,
  type Manscdp,
  openInlet,
  PortPool,
  PsReceiver,
  parseAddress,
  SipEndpoint,
  ssrcText,
  textOf,
  type XmlElement,
  type XmlField,
} from '@mingjing/gb28181';
import { findStamp, readStamp } from '../frame-stamp.ts';

export type UpperPlatformOptions = {
  readonly id: string;
  readonly domain: string;
  readonly address: string;
  readonly port: number;
  readonly devices: readonly { readonly id: string; readonly password: string }[];
  readonly mediaPorts: readonly [number, number];
};

/** What one call brought. */
export type Received = {
  readonly codec: string | undefined;
  /** Pictures: NAL units that begin one. */
  readonly pictures: number;
  readonly keyPictures: number;
  readonly sound: number;
  readonly lost: number;
  readonly deviations: readonly string[];
  /** Numbers that the simulated camera wrote into its pictures, in order of arrival. */
  readonly stamps: readonly number[];
  /** Presentation time of each picture, 90 kHz. */
  readonly ticks: readonly number[];
};

export type PlatformCall = {
  readonly answer: CallAnswer;
  readonly received: () => Received;
  readonly info: DeviceCall['info'];
  readonly hangUp: () => void;
  /** Why the device ended it. */
  readonly ended: Promise<string>;
};

export type CallOptions = {
  readonly deviceId: string;
  readonly channel: string;
  readonly kind?: 'Play' | 'Playback' | 'Download';
  readonly transport?: 'udp' | 'tcp-passive' | 'tcp-active';
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly downloadSpeed?: number;
};

export type UpperPlatformSimulator = {
  readonly devices: LowerDevices;
  readonly alarms: readonly LowerAlarm[];
  readonly messages: readonly Manscdp[];
  readonly whenOnline: (deviceId: string) => Promise<void>;
  /** Asks and collects every part of the answer. */
  readonly ask: (
    deviceId: string,
    cmdType: string,
    options?: { readonly about?: string; readonly fields?: readonly XmlField[]; readonly list?: string },
  ) => Promise<{ readonly parts: readonly Manscdp[]; readonly items: readonly XmlElement[] }>;
  readonly call: (options: CallOptions) => Promise<PlatformCall>;
  readonly close: () => Promise<void>;
};

const answerWithinMs = 15_000;

export async function startUpperPlatform(options: UpperPlatformOptions): Promise<UpperPlatformSimulator> {
  const { id, domain, address, port, mediaPorts } = options;
  const ports = new PortPool(...mediaPorts);
  const alarms: LowerAlarm[] = [];
  const messages: Manscdp[] = [];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const devices: LowerDevices = new LowerDevices({
    localId: id,
    domain,
    allow: options.devices,
    clock: hostClock,
    endpoint: () => endpoint,
    onOnline: tell,
    onAlarm: (alarm) => alarms.push(alarm),
    onMessage: (_, message) => {
      messages.push(message);
      tell();
    },
  });
  const endpoint: SipEndpoint = await SipEndpoint.open({
    listen: [
      { transport: 'udp', address, port },
      { transport: 'tcp', address, port },
    ],
    advertise: address,
    onRequest: (transaction) => {
      const { request } = transaction;
      if (request.method === 'REGISTER') return devices.register(transaction);
      const device = devices.senderOf(transaction, parseAddress(headerOf(request.headers, 'From'))?.user);
      if (device) devices.handle(transaction, device);
      else transaction.respond(403);
    },
    onConnectionLost: (connection) => devices.connectionLost(connection),
  });
  const until = (test: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${what}: nothing came`))),
        answerWithinMs,
      );
      const finish = (end: () => void) => {
        clearTimeout(timer);
        listeners.delete(check);
        end();
      };
      const check = () => {
        if (test()) finish(resolve);
      };
      listeners.add(check);
      check();
    });
  let serial = 0;
  return {
    devices,
    alarms,
    messages,
    whenOnline: (deviceId) => until(() => devices.find(deviceId) !== undefined, `REGISTER of ${deviceId}`),
    ask: async (deviceId, cmdType, { about = deviceId, fields = [], list } = {}) => {
      const sn = String(devices.query(deviceId, cmdType, fields, about) ?? '');
      const parts = () =>
        messages.filter((one) => one.root === 'Response' && one.cmdType === cmdType && one.sn === sn);
      const items = () =>
        list === undefined ? [] : parts().flatMap(({ element }) => [...listOf(element, list).items]);
      await until(() => {
        const first = parts()[0];
        return (
          first !== undefined &&
          (list === undefined || items().length >= Number(textOf(first.element, 'SumNum') ?? 0))
        );
      }, `answer to ${cmdType}`);
      return { parts: parts(), items: items() };
    },
    call: async (wish) => {
      const { transport = 'udp', kind = 'Play' } = wish;
      const count = new Counter();
      const mediaPort = ports.take()!;
      const receiver = new PsReceiver(transport === 'udp' ? 'udp' : 'tcp', 96, count);
      const inlet = await openInlet(transport, {
        address,
        port: mediaPort,
        isExpected: () => true,
        onPacket: (packet) => receiver.receive(packet),
        onLost: () => undefined,
        onSkipped: () => count.onDeviation('tcp-skipped'),
      });
      let end: (reason: string) => void = () => undefined;
      const ended = new Promise<string>((resolve) => {
        end = resolve;
      });
      const release = () => {
        receiver.flush();
        inlet.close();
        ports.release(mediaPort);
      };
      const { call, answer } = await devices.call(
        {
          deviceId: wish.deviceId,
          channel: wish.channel,
          kind,
          transport,
          mediaAddress: address,
          mediaPort,
          ssrcText: ssrcText(kind !== 'Play', domain, serial++),
          ...(wish.fromMs !== undefined && { startSeconds: Math.floor(wish.fromMs / 1000) }),
          ...(wish.toMs !== undefined && { endSeconds: Math.ceil(wish.toMs / 1000) }),
          ...(wish.downloadSpeed !== undefined && { downloadSpeed: wish.downloadSpeed }),
        },
        (reason) => {
          release();
          end(reason);
        },
      );
      if (answer.kind !== 'answered') release();
      else if (transport === 'tcp-active' && answer.sdp) inlet.dial(answer.sdp.address, answer.sdp.port);
      return {
        answer,
        received: () => count.result(),
        info: (command) => call?.info(command),
        hangUp: () => {
          if (call) devices.hangUp(call);
          release();
        },
        ended,
      };
    },
    close: async () => {
      devices.close();
      await endpoint.close();
    },
  };
}

class Counter {
  #codec: string | undefined;
  #keyPictures = 0;
  #sound = 0;
  #lost = 0;
  readonly #deviations: string[] = [];
  readonly #stamps: number[] = [];
  readonly #ticks: number[] = [];

  readonly onNal = (codec: 'h264' | 'h265', nal: Uint8Array, ticks: number): void => {
    this.#codec = codec;
    const type = codec === 'h264' ? nal[0]! & 31 : (nal[0]! >> 1) & 63;
    const at = findStamp(nal);
    const stamp = at < 0 ? undefined : readStamp(nal, at);
    if (stamp) this.#stamps.push(stamp.counter);
    const isSlice = codec === 'h264' ? type === 1 || type === 5 : type <= 21;
    const isFirst = ((codec === 'h264' ? nal[1]! : nal[2]!) & 0x80) !== 0;
    if (!isSlice || !isFirst) return;
    this.#ticks.push(ticks);
    if (codec === 'h264' ? type === 5 : type >= 16) this.#keyPictures++;
  };

  readonly onAudio = (): void => {
    this.#sound++;
  };

  readonly onDeviation = (id: string): void => {
    if (this.#deviations.length < 1000) this.#deviations.push(id);
  };

  readonly onLost = (packets: number): void => {
    this.#lost += packets;
  };

  result(): Received {
    return {
      codec: this.#codec,
      pictures: this.#ticks.length,
      keyPictures: this.#keyPictures,
      sound: this.#sound,
      lost: this.#lost,
      deviations: [...this.#deviations],
      stamps: [...this.#stamps],
      ticks: [...this.#ticks],
    };
  }
}
