// SPDX-License-Identifier: Apache-2.0
/**
 * Devices below: registered, heard, asked, called. A request counts as a device's only from the address that did the
 * digest; a new port of the same host is taken from a keepalive (Q7), a new host has to register.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { nextSn } from '../device/registration.ts';
import {
  encodeManscdp,
  type Manscdp,
  type ManscdpRoot,
  manscdpType,
  parseManscdp,
} from '../manscdp/message.ts';
import { encodePtz, type PtzCommand } from '../manscdp/ptz.ts';
import { parseLocalTime } from '../manscdp/time.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { headerOf } from '../sip/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { childOf, textOf, type XmlField } from '../text/xml.ts';
import { type CallAnswer, type CallWish, DeviceCall } from './device-call.ts';
import { LowerDevice } from './lower-device.ts';
import { type AllowedDevice, Registrar } from './registrar.ts';

export type LowerAlarm = {
  readonly device: string;
  readonly deviceId: string;
  readonly atMs: number | undefined;
  readonly priority: number;
  readonly method: number;
  readonly type: number;
  readonly description: string;
};

/** A registration over UDP that an earlier run accepted. */
export type RememberedDevice = {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly untilMs: number;
  readonly version: string | undefined;
};

export type LowerEvents = {
  /** Registered, again or for the first time. @param isNew it was offline before */
  readonly onOnline?: (device: LowerDevice, isNew: boolean) => void;
  readonly onOffline?: (device: LowerDevice, reason: string) => void;
  readonly onAlarm?: (alarm: LowerAlarm) => void;
  /** Anything a device tells or answers. */
  readonly onMessage?: (device: LowerDevice, message: Manscdp) => void;
};

export type LowerDevicesOptions = LowerEvents & {
  readonly localId: string;
  readonly domain: string;
  readonly allow: readonly AllowedDevice[];
  readonly endpoint: () => SipEndpoint;
  readonly clock: Clock;
};

/** Three keepalives of the usual minute, and a little. */
const silentMs = 200_000;
const checkEveryMs = 5000;
const rememberedAlarms = 1000;
const answerWithinMs = 8000;

export class LowerDevices {
  readonly #options: LowerDevicesOptions;
  readonly #registrar: Registrar;
  readonly #devices = new Map<string, LowerDevice>();
  readonly #calls = new Map<string, DeviceCall>();
  /** The same alarm comes as MESSAGE and as NOTIFY. */
  readonly #alarms = new Set<string>();
  /** Who waits for an answer, by device, command and number. */
  readonly #asked = new Map<string, (message: Manscdp) => void>();
  #stopCheck: () => void = () => undefined;

  constructor(options: LowerDevicesOptions) {
    this.#options = options;
    const { domain, clock, allow } = options;
    this.#registrar = new Registrar({ domain, clock, allow });
    this.#check();
  }

  /**
   * Registrations of an earlier run that still hold: a device need not notice that we were restarted, and is called at
   * once instead of when it finds out. Only over UDP: a connection is gone.
   */
  resume(remembered: readonly RememberedDevice[]): void {
    const nowMs = this.#options.clock.nowMs();
    const allowed = new Set(this.#options.allow.map(({ id }) => id));
    for (const { id, address, port, untilMs, version } of remembered) {
      if (!allowed.has(id) || untilMs <= nowMs || this.#devices.has(id)) continue;
      const device = new LowerDevice(id, this.#options.endpoint().udpPeer(address, port), nowMs, untilMs);
      device.version = version;
      this.#devices.set(id, device);
      this.#options.onOnline?.(device, true);
      this.query(id, 'DeviceInfo');
      this.query(id, 'Catalog');
    }
  }

  list(): readonly LowerDevice[] {
    return [...this.#devices.values()];
  }

  find(id: string): LowerDevice | undefined {
    return this.#devices.get(id);
  }

  callsOf(id: string): readonly DeviceCall[] {
    return [...this.#calls.values()].filter(({ wish }) => wish.deviceId === id);
  }

  register(transaction: ServerTransaction): void {
    const registered = this.#registrar.receive(transaction);
    if (!registered) return;
    const { deviceId, expiresSeconds, version } = registered;
    const nowMs = this.#options.clock.nowMs();
    const known = this.#devices.get(deviceId);
    if (expiresSeconds === 0) {
      if (known) this.#offline(known, 'signed off');
      return;
    }
    const untilMs = nowMs + expiresSeconds * 1000;
    const device = known ?? new LowerDevice(deviceId, transaction.from, nowMs, untilMs);
    device.peer = transaction.from;
    device.untilMs = untilMs;
    device.lastHeardMs = nowMs;
    device.version = version ?? device.version;
    this.#devices.set(deviceId, device);
    this.#options.onOnline?.(device, known === undefined);
    if (known) return;
    this.query(device.id, 'DeviceInfo');
    this.query(device.id, 'Catalog');
  }

  /** @returns the registered device that a request is from, by place; undefined for a stranger */
  senderOf({ from, request }: ServerTransaction, user: string | undefined): LowerDevice | undefined {
    const named = user === undefined ? undefined : this.#devices.get(user);
    if (named && isSameHost(named.peer, from)) return named;
    // Without a name that is known: its call (Q10), or the one device at that place.
    const call = this.#calls.get(headerOf(request.headers, 'Call-ID') ?? '');
    const called = call && this.#devices.get(call.wish.deviceId);
    if (called && isSameHost(called.peer, from)) return called;
    return this.list().find(({ peer }) => isSameHost(peer, from) && peer.port === from.port);
  }

  handle(transaction: ServerTransaction, device: LowerDevice): void {
    const { request, from } = transaction;
    device.lastHeardMs = this.#options.clock.nowMs();
    if (request.method === 'BYE') {
      const call = this.#calls.get(headerOf(request.headers, 'Call-ID') ?? '');
      if (call) this.#ended(call, 'BYE', transaction);
      else transaction.respond(481);
      return;
    }
    if (request.method !== 'MESSAGE' && request.method !== 'NOTIFY') {
      transaction.respond(request.method === 'OPTIONS' ? 200 : 405);
      return;
    }
    transaction.respond(200);
    const message = parseManscdp(request.body);
    if (!message) return;
    if (message.cmdType.toLowerCase() === 'keepalive') {
      device.lastKeepaliveMs = device.lastHeardMs;
      if (from.transport === device.peer.transport) device.peer = from;
    }
    this.#take(device, message, headerOf(request.headers, 'Call-ID') ?? '');
    this.#options.onMessage?.(device, message);
  }

  #take(device: LowerDevice, message: Manscdp, callId: string): void {
    if (message.root === 'Response')
      this.#asked.get(`${device.id}/${message.cmdType.toLowerCase()}/${message.sn}`)?.(message);
    switch (message.cmdType.toLowerCase()) {
      case 'catalog':
        device.takeCatalog(message);
        return;
      case 'deviceinfo':
        device.takeInfo(message);
        return;
      case 'mediastatus':
        if (textOf(message.element, 'NotifyType') === '121') this.#mediaOver(device, callId);
        return;
      case 'alarm':
        if (message.root === 'Notify') this.#alarm(device, message);
        return;
    }
  }

  /** By its call, else the only history of that device under way. */
  #mediaOver(device: LowerDevice, callId: string): void {
    const history = this.callsOf(device.id).filter(({ wish }) => wish.kind !== 'Play');
    const call = this.#calls.get(callId) ?? (history.length === 1 ? history[0] : undefined);
    if (call) this.#ended(call, 'end of recording');
  }

  #alarm(device: LowerDevice, { element, sn, deviceId }: Manscdp): void {
    const time = textOf(element, 'AlarmTime');
    const key = `${deviceId}/${sn}/${time}`;
    if (this.#alarms.has(key)) return;
    if (this.#alarms.size >= rememberedAlarms) this.#alarms.clear();
    this.#alarms.add(key);
    const method = Number(textOf(element, 'AlarmMethod') ?? 7) || 7;
    this.#options.onAlarm?.({
      device: device.id,
      deviceId,
      atMs: parseLocalTime(time),
      priority: Number(textOf(element, 'AlarmPriority') ?? 4) || 4,
      method,
      type: Number(textOf(childOf(element, 'Info'), 'AlarmType') ?? 0) || 0,
      description: (textOf(element, 'AlarmDescription') ?? '').slice(0, 500),
    });
    this.#send(device, 'Response', 'Alarm', sn, deviceId, [['Result', 'OK']]);
    // It does not alarm again before that (A.2.5.3).
    if (method === 2)
      this.#send(device, 'Control', 'DeviceControl', nextSn(), deviceId, [['AlarmCmd', 'ResetAlarm']]);
  }

  /** @returns the number of the query, to know its answers by */
  query(id: string, cmdType: string, fields: readonly XmlField[] = [], about = id): number | undefined {
    const device = this.#devices.get(id);
    const sn = nextSn();
    if (device) this.#send(device, 'Query', cmdType, sn, about, fields);
    return device && sn;
  }

  /** Asks and waits for the first part of the answer. @returns undefined when it is away or silent */
  async ask(
    id: string,
    cmdType: string,
    about = id,
    fields: readonly XmlField[] = [],
  ): Promise<Manscdp | undefined> {
    const sn = this.query(id, cmdType, fields, about);
    if (sn === undefined) return undefined;
    const key = `${id}/${cmdType.toLowerCase()}/${sn}`;
    return new Promise((resolve) => {
      const stop = this.#options.clock.after(answerWithinMs, () => {
        this.#asked.delete(key);
        resolve(undefined);
      });
      this.#asked.set(key, (message) => {
        stop();
        this.#asked.delete(key);
        resolve(message);
      });
    });
  }

  /** Moves a camera. */
  control(id: string, channel: string, command: PtzCommand): boolean {
    const device = this.#devices.get(id);
    if (!device) return false;
    const priority: XmlField = ['Info', [['ControlPriority', 5]]];
    this.#send(device, 'Control', 'DeviceControl', nextSn(), channel, [
      ['PTZCmd', encodePtz(command)],
      priority,
    ]);
    return true;
  }

  /** Calls a device; `onEnd` comes once when it ends from that side. */
  async call(
    wish: CallWish,
    onEnd: (reason: string) => void,
  ): Promise<{ readonly call: DeviceCall | undefined; readonly answer: CallAnswer }> {
    const device = this.#devices.get(wish.deviceId);
    if (!device)
      return { call: undefined, answer: { kind: 'refused', status: 480, reason: 'not registered' } };
    const { localId, domain, endpoint } = this.#options;
    const call = new DeviceCall({ wish, endpoint: endpoint(), peer: device.peer, localId, domain, onEnd });
    this.#calls.set(call.callId, call);
    const answer = await call.invite();
    if (answer.kind !== 'answered') this.#calls.delete(call.callId);
    return { call, answer };
  }

  hangUp(call: DeviceCall): void {
    this.#calls.delete(call.callId);
    call.hangUp();
  }

  /** As if it had never registered: it has to come again. */
  forget(id: string): void {
    const device = this.#devices.get(id);
    if (device) this.#offline(device, 'forgotten');
  }

  connectionLost(connection: number): void {
    for (const device of this.list())
      if (device.peer.connection === connection) this.#offline(device, 'connection lost');
  }

  close(): void {
    this.#stopCheck();
    for (const call of this.#calls.values()) call.hangUp();
    this.#calls.clear();
  }

  #ended(call: DeviceCall, reason: string, transaction?: ServerTransaction): void {
    this.#calls.delete(call.callId);
    call.ended(reason, transaction);
  }

  #offline(device: LowerDevice, reason: string): void {
    this.#devices.delete(device.id);
    for (const call of this.callsOf(device.id)) this.#ended(call, 'device offline');
    this.#options.onOffline?.(device, reason);
  }

  #check(): void {
    this.#stopCheck = this.#options.clock.after(checkEveryMs, () => {
      const nowMs = this.#options.clock.nowMs();
      for (const device of this.list()) {
        if (nowMs > device.untilMs + 10_000) this.#offline(device, 'registration ended');
        else if (nowMs - device.lastHeardMs > silentMs) this.#offline(device, 'no keepalive');
      }
      this.#check();
    });
  }

  #send(
    device: LowerDevice,
    root: ManscdpRoot,
    cmdType: string,
    sn: string | number,
    about: string,
    fields: readonly XmlField[],
  ): void {
    const { localId, domain, endpoint } = this.#options;
    const is2022 = Number(device.version ?? 0) >= 3;
    const encoding = { charset: 'gb18030', label: is2022 ? 'GB18030' : 'GB2312' } as const;
    const request = {
      kind: 'request' as const,
      method: 'MESSAGE',
      uri: `sip:${device.id}@${device.peer.address}:${device.peer.port}`,
      headers: [
        ['From', `<sip:${localId}@${domain}>;tag=${randomBytes(6).toString('hex')}`],
        ['To', `<sip:${device.id}@${domain}>`],
        ['Call-ID', `${randomBytes(10).toString('hex')}@${domain}`],
        ['CSeq', '20 MESSAGE'],
        ['Max-Forwards', '70'],
        ['Content-Type', manscdpType],
      ] as const,
      body: encodeManscdp(root, cmdType, sn, about, fields, encoding),
    };
    void endpoint().transactions.request(request, device.peer);
  }
}

/** A device that registered over UDP also sends from the same address over TCP what is too large for a datagram. */
const isSameHost = (registered: PeerAddress, from: PeerAddress): boolean =>
  registered.address === from.address &&
  (registered.transport === 'udp' || registered.connection === from.connection);
