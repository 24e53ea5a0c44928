// SPDX-License-Identifier: Apache-2.0
/** Everything between us and one platform above: registration, its requests, its calls, what we tell it. */
import type { Clock } from '../clock.ts';
import { encodeManscdp, manscdpType, parseManscdp } from '../manscdp/message.ts';
import { encodeLocalTime } from '../manscdp/time.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { parseAddress } from '../sip/address.ts';
import { headerOf, type SipRequest } from '../sip/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import { parseSdp } from '../sip/sdp.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { decodeText } from '../text/gb18030.ts';
import type { XmlField } from '../text/xml.ts';
import { catalogItem } from './catalog.ts';
import { readControl } from './control-desk.ts';
import type { DeviceHost, SharedChannel, UpperPlatform } from './host.ts';
import { type CallStatus, type MediaAddress, MediaCall } from './media-call.ts';
import { QueryDesk } from './query-desk.ts';
import {
  type KeepaliveAnswer,
  labelOf,
  nextSn,
  Registration,
  type RegistrationStatus,
} from './registration.ts';
import { Subscriptions } from './subscriptions.ts';

export type UpperLinkOptions = {
  readonly platform: UpperPlatform;
  readonly localId: string;
  readonly localDomain: string;
  readonly endpoint: SipEndpoint;
  readonly media: MediaAddress;
  readonly host: DeviceHost;
  readonly clock: Clock;
  readonly random: () => number;
  /** Calls of all platforms together. */
  readonly mayCall: () => boolean;
};

export type UpperStatus = RegistrationStatus & {
  readonly id: string;
  readonly registered: boolean;
  readonly address: string;
  readonly transport: 'udp' | 'tcp';
  readonly channels: number;
  readonly subscriptions: readonly { readonly kind: string; readonly untilMs: number }[];
  readonly sessions: readonly CallStatus[];
  /** Id that it uses instead of the one configured (Q28). */
  readonly otherId: string | undefined;
};

export type UpperAlarm = {
  readonly deviceId: string;
  readonly atMs: number;
  /** 1 (highest) to 4. */
  readonly priority: number;
  /** 2 device, 5 video, 6 fault. */
  readonly method: number;
  readonly type: number;
  readonly description: string;
};

const allowed = 'INVITE, ACK, BYE, CANCEL, INFO, MESSAGE, SUBSCRIBE, NOTIFY, OPTIONS';

export class UpperLink {
  readonly #options: UpperLinkOptions;
  readonly #registration: Registration;
  readonly #queries: QueryDesk;
  readonly #subscriptions: Subscriptions;
  readonly #calls = new Map<string, MediaCall>();
  /** Channels whose last device alarm was not reset: they may not alarm again (A.2.5.3). */
  readonly #alarmed = new Set<string>();
  #serial = 0;
  #otherId: string | undefined;

  constructor(options: UpperLinkOptions) {
    const { platform, localId, localDomain, endpoint, host, clock, random } = options;
    this.#options = options;
    this.#registration = new Registration({
      platform,
      localId,
      localDomain,
      endpoint,
      clock,
      random,
      onChange: (state) => {
        if (state !== 'registered') this.#gone();
        host.log('info', 'platform', {
          platform: platform.id,
          state,
          problem: this.#registration.status.problem,
        });
      },
    });
    this.#subscriptions = new Subscriptions(platform, endpoint, localId, clock);
    this.#queries = new QueryDesk({
      platform,
      localId,
      host,
      nowMs: clock.nowMs,
      send: (to, body) => this.#sendMessage(to, body),
    });
  }

  /** Not registered any more: its subscriptions and its calls are none, though no BYE may ever come. */
  #gone(): void {
    this.#subscriptions.clear();
    for (const call of [...this.#calls.values()]) call.hangUp('platform away');
  }

  get platform(): UpperPlatform {
    return this.#options.platform;
  }

  get status(): UpperStatus {
    const { platform, host } = this.#options;
    return {
      ...this.#registration.status,
      id: platform.id,
      registered: this.#registration.isRegistered,
      address: `${platform.host}:${platform.port}`,
      transport: platform.transport,
      channels: host.channels(platform).length,
      subscriptions: this.#subscriptions.list(),
      sessions: [...this.#calls.values()].map((call) => call.status),
      otherId: this.#otherId,
    };
  }

  start(): void {
    this.#registration.start();
  }

  async stop(): Promise<void> {
    this.#gone();
    await this.#registration.stop();
  }

  tryKeepalive(limitMs: number): Promise<KeepaliveAnswer> {
    return this.#registration.tryKeepalive(limitMs);
  }

  isFrom(peer: PeerAddress): boolean {
    return this.#registration.isFrom(peer);
  }

  connectionLost(connection: number): void {
    this.#registration.connectionLost(connection);
  }

  lateAck(request: SipRequest): void {
    this.#calls.get(headerOf(request.headers, 'Call-ID') ?? '')?.acknowledged();
  }

  handle(transaction: ServerTransaction): void {
    const { request } = transaction;
    const from = parseAddress(headerOf(request.headers, 'From'))?.user;
    if (from !== undefined && from !== '' && from !== this.platform.id) this.#otherId = from;
    switch (request.method) {
      case 'MESSAGE':
        return void this.#message(transaction, from || this.platform.id);
      case 'INVITE':
        return void this.#invite(transaction);
      case 'BYE':
      case 'INFO':
        return void this.#inCall(transaction);
      case 'SUBSCRIBE':
        return void this.#subscribe(transaction);
      case 'OPTIONS':
      case 'NOTIFY':
        return void transaction.respond(200, { headers: [['Allow', allowed]] });
      default:
        return void transaction.respond(405, { headers: [['Allow', allowed]] });
    }
  }

  #message(transaction: ServerTransaction, from: string): void {
    const message = parseManscdp(transaction.request.body);
    if (!message) {
      transaction.respond(400);
      return;
    }
    if (message.root === 'Query') {
      if (!this.#queries.knows(message.deviceId)) return void transaction.respond(404);
      transaction.respond(200);
      this.#queries.answer(message, from);
      return;
    }
    if (message.root === 'Control') {
      if (!this.#queries.knows(message.deviceId)) return void transaction.respond(404);
      transaction.respond(200);
      void this.#control(message, from);
      return;
    }
    // Keepalives and answers of the platform are always taken (Q30).
    transaction.respond(200);
    if (message.cmdType.toLowerCase() === 'broadcast') this.#result(message, from, false);
  }

  async #control(message: NonNullable<ReturnType<typeof parseManscdp>>, from: string): Promise<void> {
    const { host } = this.#options;
    const { control, isAnswered } = readControl(message);
    if (control.kind === 'reset-alarm') this.#alarmed.clear();
    const isDone = await host.control(this.platform, message.deviceId, control).catch(() => false);
    if (isAnswered) this.#result(message, from, isDone);
  }

  #result(
    { cmdType, sn, deviceId }: { cmdType: string; sn: string; deviceId: string },
    to: string,
    isOk: boolean,
  ): void {
    const encoding = { charset: this.platform.charset, label: labelOf(this.platform) };
    const id = deviceId === '' ? this.#options.localId : deviceId;
    void this.#sendMessage(
      to,
      encodeManscdp('Response', cmdType, sn, id, [['Result', isOk ? 'OK' : 'ERROR']], encoding),
    );
  }

  #invite(transaction: ServerTransaction): void {
    const { request } = transaction;
    const { host, endpoint, media, clock, localId, localDomain, mayCall } = this.#options;
    const callId = headerOf(request.headers, 'Call-ID') ?? '';
    if (this.#calls.has(callId)) return void transaction.respond(488, { reason: 'No Change Of A Call' });
    const offer = parseSdp(decodeText(request.body));
    if (!offer) return void transaction.respond(400, { reason: 'No SDP' });
    const subject = headerOf(request.headers, 'Subject');
    const channels = host.channels(this.platform);
    const wanted = [parseAddress(request.uri)?.user, subject?.split(/[:,]/)[0]?.trim(), offer.uriId];
    const channel = channels.find(({ id }) => wanted.includes(id));
    if (!channel) return void transaction.respond(404, { reason: 'Channel Not Shared' });
    if (offer.media !== 'video' || offer.port === 0) return void transaction.respond(488);
    const payloadType = payloadTypeOf(offer);
    if (payloadType === undefined) return void transaction.respond(415);
    if (!mayCall()) return void transaction.respond(486);
    const call: MediaCall = new MediaCall({
      platform: this.platform,
      localId,
      localDomain,
      channel: channel.id,
      offer,
      payloadType,
      invite: transaction,
      host,
      endpoint,
      media,
      clock,
      serial: this.#serial++,
      onOver: (over) => this.#calls.delete(over.callId),
      sendMessage: (body) => this.#sendMessage(this.platform.id, body),
    });
    for (const other of [...this.#calls.values()])
      if (call.subject !== undefined && other.subject === call.subject) other.hangUp('replaced');
    this.#calls.set(callId, call);
    void call.answer();
  }

  #inCall(transaction: ServerTransaction): void {
    const call = this.#calls.get(headerOf(transaction.request.headers, 'Call-ID') ?? '');
    if (!call?.accepts(transaction)) return void transaction.respond(481);
    if (transaction.request.method === 'BYE') call.byePeer(transaction);
    else call.info(transaction);
  }

  #subscribe(transaction: ServerTransaction): void {
    const kind = this.#subscriptions.receive(transaction);
    if (kind !== 'Catalog') return;
    // The first NOTIFY tells what is not as it should be (annex N).
    const offline = this.#options.host.channels(this.platform).filter(({ isOnline }) => !isOnline);
    this.#notifyCatalog(offline, 'OFF');
  }

  /** A channel went on or off. */
  channelChanged(channel: SharedChannel): void {
    this.#notifyCatalog([channel], channel.isOnline ? 'ON' : 'OFF');
    if (channel.isOnline) this.#alarmed.delete(channel.id);
  }

  #notifyCatalog(channels: readonly SharedChannel[], event: 'ON' | 'OFF'): void {
    if (channels.length === 0 || !this.#subscriptions.has('Catalog')) return;
    const { localId, host } = this.#options;
    for (let at = 0; at < channels.length; at += 10) {
      const part = channels.slice(at, at + 10);
      const items = part.map((channel): XmlField => {
        const item = catalogItem(channel, localId, this.platform, host.facts);
        return ['Item', [item[0]!, ['Event', event], ...item.slice(1)]];
      });
      this.#subscriptions.notify('Catalog', localId, [
        ['SumNum', part.length],
        ['DeviceList', items, { Num: part.length }],
      ]);
    }
  }

  /** As MESSAGE, and as NOTIFY to who subscribed. */
  alarm(alarm: UpperAlarm): void {
    if (!this.#registration.isRegistered) return;
    if (alarm.method === 2) {
      if (this.#alarmed.has(alarm.deviceId)) return;
      this.#alarmed.add(alarm.deviceId);
    }
    const fields: XmlField[] = [
      ['AlarmPriority', alarm.priority],
      ['AlarmMethod', alarm.method],
      ['AlarmTime', encodeLocalTime(alarm.atMs)],
      ['AlarmDescription', alarm.description],
      ['Info', [['AlarmType', alarm.type]]],
    ];
    const encoding = { charset: this.platform.charset, label: labelOf(this.platform) };
    // The same number in both: a platform that gets both knows it for one alarm.
    const sn = nextSn();
    const body = encodeManscdp('Notify', 'Alarm', sn, alarm.deviceId, fields, encoding);
    void this.#sendMessage(this.platform.id, body);
    this.#subscriptions.notify('Alarm', alarm.deviceId, fields, sn);
  }

  async #sendMessage(to: string, body: Uint8Array): Promise<'taken' | 'refused' | 'lost'> {
    const { peer } = this.#registration;
    if (!peer) return 'lost';
    const request = this.#registration.message(to, body, manscdpType);
    const end = await this.#options.endpoint.transactions.request(request, peer);
    if (end.kind !== 'response') return 'lost';
    return end.response.status < 300 ? 'taken' : 'refused';
  }
}

/** The program stream's payload type: by its name, else 96. */
function payloadTypeOf(offer: NonNullable<ReturnType<typeof parseSdp>>): number | undefined {
  const named = offer.payloadTypes.find((type) => offer.rtpmap.get(type) === 'PS');
  if (named !== undefined) return named;
  return offer.payloadTypes.includes(96) && (offer.rtpmap.get(96) ?? 'PS') === 'PS' ? 96 : undefined;
}
