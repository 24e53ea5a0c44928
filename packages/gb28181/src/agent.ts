// SPDX-License-Identifier: Apache-2.0
/**
 * The user agent of one recorder: one endpoint, the platforms above, the devices below. Requests find their owner by
 * who they come from; strangers may register or ask what we are, nothing else.
 */
import type { Clock } from './clock.ts';
import type { DeviceHost, SharedChannel, UpperPlatform } from './device/host.ts';
import type { KeepaliveAnswer } from './device/registration.ts';
import { type UpperAlarm, UpperLink, type UpperStatus } from './device/upper-link.ts';
import { hostClock } from './net/host-clock.ts';
import { PortPool } from './net/port-pool.ts';
import { type ListenAddress, SipEndpoint } from './net/sip-endpoint.ts';
import { LowerDevices, type LowerEvents, type RememberedDevice } from './platform/lower-devices.ts';
import type { AllowedDevice } from './platform/registrar.ts';
import { parseAddress } from './sip/address.ts';
import { headerOf, type SipRequest } from './sip/message.ts';
import type { ServerTransaction } from './sip/server-transaction.ts';

export type AgentOptions = {
  readonly localId: string;
  /** Ten digits. */
  readonly localDomain: string;
  readonly listen: readonly ListenAddress[];
  readonly media: { readonly address: string; readonly ports: readonly [number, number] };
  readonly upper: readonly UpperPlatform[];
  readonly host: DeviceHost;
  readonly clock?: Clock;
  readonly random: () => number;
  /** Devices that may register, and what becomes of them; absent: nobody may. */
  readonly lower?: LowerEvents & {
    readonly allow: readonly AllowedDevice[];
    readonly remembered?: readonly RememberedDevice[];
  };
  /** Calls at once, of all platforms; absent: 64. */
  readonly maxCalls?: number;
};

export class GbAgent {
  readonly ports: PortPool;
  readonly #links: UpperLink[] = [];
  #lower: LowerDevices | undefined;
  #endpoint!: SipEndpoint;

  private constructor(ports: readonly [number, number]) {
    this.ports = new PortPool(...ports);
  }

  /** Binds and begins to register. @throws what binding throws */
  static async open(options: AgentOptions): Promise<GbAgent> {
    const agent = new GbAgent(options.media.ports);
    const { localId, localDomain, media, host, random } = options;
    const clock = options.clock ?? hostClock;
    agent.#endpoint = await SipEndpoint.open({
      listen: options.listen,
      advertise: media.address,
      clock,
      onRequest: (transaction) => agent.#request(transaction),
      onLateAck: (request) => agent.#lateAck(request),
      onConnectionLost: (connection) => agent.#connectionLost(connection),
    });
    if (options.lower)
      agent.#lower = new LowerDevices({
        ...options.lower,
        localId,
        domain: localDomain,
        endpoint: () => agent.#endpoint,
        clock,
      });
    agent.#lower?.resume(options.lower?.remembered ?? []);
    const mayCall = () => agent.#calls() < (options.maxCalls ?? 64);
    for (const platform of options.upper)
      agent.#links.push(
        new UpperLink({
          platform,
          localId,
          localDomain,
          endpoint: agent.#endpoint,
          media: { address: media.address, ports: agent.ports },
          host,
          clock,
          random,
          mayCall,
        }),
      );
    for (const link of agent.#links) link.start();
    return agent;
  }

  get endpoint(): SipEndpoint {
    return this.#endpoint;
  }

  /** Devices below; undefined when none may come. */
  get lower(): LowerDevices | undefined {
    return this.#lower;
  }

  upperStatus(): readonly UpperStatus[] {
    return this.#links.map(({ status }) => status);
  }

  /** One keepalive to a platform now. @returns undefined when it is none of ours */
  tryKeepalive(platformId: string, limitMs: number): Promise<KeepaliveAnswer> | undefined {
    return this.#links.find(({ platform }) => platform.id === platformId)?.tryKeepalive(limitMs);
  }

  /** To every platform that may see the channel. */
  channelChanged(platformId: string, channel: SharedChannel): void {
    this.#links.find(({ platform }) => platform.id === platformId)?.channelChanged(channel);
  }

  alarm(platformId: string, alarm: UpperAlarm): void {
    this.#links.find(({ platform }) => platform.id === platformId)?.alarm(alarm);
  }

  async close(): Promise<void> {
    this.#lower?.close();
    await Promise.all(this.#links.map((link) => link.stop()));
    await this.#endpoint.close();
  }

  #calls(): number {
    return this.#links.reduce((sum, { status }) => sum + status.sessions.length, 0);
  }

  #request(transaction: ServerTransaction): void {
    const { request, from } = transaction;
    const user = parseAddress(headerOf(request.headers, 'From'))?.user;
    if (request.method === 'REGISTER' && this.#lower) {
      this.#lower.register(transaction);
      return;
    }
    const named = this.#links.find(({ platform }) => platform.id === user);
    if (named) {
      // The right name from the wrong place: somebody pretends to be the platform.
      if (named.isFrom(from)) named.handle(transaction);
      else transaction.refuse(403);
      return;
    }
    const device = this.#lower?.senderOf(transaction, user);
    if (device) {
      this.#lower?.handle(transaction, device);
      return;
    }
    // Platforms also ask under another id than the one on paper (Q28): the place counts, if it is one's alone.
    const near = this.#links.filter((link) => link.isFrom(from));
    const link = near.length === 1 ? near[0] : near.find(({ platform }) => platform.port === from.port);
    if (link && request.method !== 'REGISTER') link.handle(transaction);
    else this.#stranger(transaction);
  }

  #stranger(transaction: ServerTransaction): void {
    const { method } = transaction.request;
    transaction.refuse(method === 'OPTIONS' ? 200 : method === 'BYE' ? 481 : 403);
  }

  #lateAck(request: SipRequest): void {
    for (const link of this.#links) link.lateAck(request);
  }

  #connectionLost(connection: number): void {
    for (const link of this.#links) link.connectionLost(connection);
    this.#lower?.connectionLost(connection);
  }
}
