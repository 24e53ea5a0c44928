// SPDX-License-Identifier: Apache-2.0
/**
 * Registered with one platform for as long as it is wanted (§9.1, §9.6): connect, REGISTER, answer the challenge,
 * refresh before it ends, keepalives; after misses or a lost connection from the beginning. A refusal makes the next
 * attempt later and later, so that a wrong password locks nobody out.
 */

import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../clock.ts';
import { encodeManscdp, manscdpType } from '../manscdp/message.ts';
import { parseLocalTime } from '../manscdp/time.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { parseAddress } from '../sip/address.ts';
import { answerChallenge, parseChallenge } from '../sip/digest.ts';
import { headerOf, type SipHeaders, type SipRequest, type SipResponse } from '../sip/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import type { UpperPlatform } from './host.ts';

export type RegistrationState = 'connecting' | 'registered' | 'waiting' | 'stopped';

export type RegistrationStatus = {
  readonly state: RegistrationState;
  readonly registeredSinceMs: number | undefined;
  readonly lastKeepaliveMs: number | undefined;
  readonly expiresSeconds: number | undefined;
  /** Platform's clock minus ours at the last registration; told, never followed. */
  readonly clockOffsetMs: number | undefined;
  /** Why it is not registered, in the platform's words or ours. */
  readonly problem: string | undefined;
};

export type RegistrationOptions = {
  readonly platform: UpperPlatform;
  readonly localId: string;
  readonly localDomain: string;
  readonly endpoint: SipEndpoint;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onChange: (state: RegistrationState) => void;
};

/** First wait after nobody answered; doubled up to the standard's minute. */
const unreachableMs = { first: 5000, most: 60_000 } as const;
/** First wait after a refusal. */
const refusedMs = { first: 60_000, most: 1_800_000 } as const;

type Outcome =
  | { readonly kind: 'registered'; readonly expiresSeconds: number }
  | { readonly kind: 'unreachable' | 'refused'; readonly problem: string };

export class Registration {
  readonly #options: RegistrationOptions;
  #peer: PeerAddress | undefined;
  /** Addresses that answered as this platform. */
  readonly #addresses = new Set<string>();
  #callId = '';
  #tag = '';
  #cseq = 0;
  #failures = 0;
  #missed = 0;
  #stopTimer: () => void = () => undefined;
  #stopRefresh: () => void = () => undefined;
  #status: RegistrationStatus = {
    state: 'waiting',
    registeredSinceMs: undefined,
    lastKeepaliveMs: undefined,
    expiresSeconds: undefined,
    clockOffsetMs: undefined,
    problem: undefined,
  };

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  get status(): RegistrationStatus {
    return this.#status;
  }

  /** Where the platform is reached now; undefined before the first attempt. */
  get peer(): PeerAddress | undefined {
    return this.#peer;
  }

  get isRegistered(): boolean {
    return this.#status.state === 'registered';
  }

  /** Whether a request can be this platform's: by the connection, or the address that answered our registration. */
  isFrom(peer: PeerAddress): boolean {
    if (
      peer.transport === 'tcp' &&
      this.#peer?.transport === 'tcp' &&
      peer.connection === this.#peer.connection
    )
      return true;
    return this.#addresses.has(peer.address);
  }

  start(): void {
    void this.#attempt();
  }

  /** Registers off when it was on. */
  async stop(): Promise<void> {
    const wasRegistered = this.isRegistered;
    this.#stopTimer();
    this.#stopRefresh();
    this.#set({ state: 'stopped' });
    // A platform that is gone must not hold up the end.
    if (wasRegistered)
      await Promise.race([this.#register(0), new Promise((resolve) => setTimeout(resolve, 1500))]);
    if (this.#peer) this.#options.endpoint.disconnect(this.#peer);
  }

  connectionLost(connection: number): void {
    if (this.#peer?.connection !== connection || this.#status.state === 'stopped') return;
    this.#peer = undefined;
    if (this.isRegistered) this.#again({ kind: 'unreachable', problem: 'connection lost' });
  }

  async #attempt(): Promise<void> {
    if (this.#status.state === 'stopped') return;
    this.#set({ state: 'connecting' });
    const outcome = await this.#connectAndRegister();
    if ((this.#status.state as RegistrationState) === 'stopped') return;
    if (outcome.kind !== 'registered') {
      this.#again(outcome);
      return;
    }
    this.#failures = 0;
    this.#missed = 0;
    this.#set({
      state: 'registered',
      registeredSinceMs: this.#options.clock.nowMs(),
      expiresSeconds: outcome.expiresSeconds,
      problem: undefined,
    });
    this.#scheduleRefresh(outcome.expiresSeconds);
    this.#scheduleKeepalive(true);
  }

  async #connectAndRegister(): Promise<Outcome> {
    const { platform, endpoint } = this.#options;
    try {
      const address = isIP(platform.host) > 0 ? platform.host : (await lookup(platform.host)).address;
      this.#addresses.add(address);
      if (platform.transport === 'udp') this.#peer = endpoint.udpPeer(address, platform.port);
      else if (!this.#peer) this.#peer = await endpoint.connect(address, platform.port);
    } catch (error) {
      return { kind: 'unreachable', problem: error instanceof Error ? error.message : 'not reached' };
    }
    this.#callId = `${randomBytes(10).toString('hex')}@${endpoint.contactHost(this.#peer).split(':')[0]}`;
    this.#tag = randomBytes(6).toString('hex');
    this.#cseq = 0;
    return this.#register(platform.expiresSeconds);
  }

  /** REGISTER, at most once redirected and twice challenged. */
  async #register(expiresSeconds: number): Promise<Outcome> {
    let authorization: string | undefined;
    let expires = expiresSeconds;
    for (let tries = 0; tries < 4; tries++) {
      const end = await this.#send(expires, authorization);
      if (end.kind !== 'response') return { kind: 'unreachable', problem: end.kind };
      const { response, from } = end;
      this.#addresses.add(from.address);
      const { status } = response;
      if (status >= 200 && status < 300) return this.#accepted(response, expires);
      if ((status === 401 || status === 407) && tries < 3) {
        const next = this.#answer(response);
        // The same password refused again, with no newer nonce: another try would be the same.
        if (next === undefined || (authorization !== undefined && !isStale(response)))
          return refused(response);
        authorization = next;
        continue;
      }
      if (status === 423) {
        expires = Math.max(
          expires,
          Number(headerOf(response.headers, 'Min-Expires') ?? expires * 2) || expires,
        );
        continue;
      }
      if ((status === 301 || status === 302) && (await this.#redirect(response))) continue;
      return refused(response);
    }
    return { kind: 'refused', problem: 'challenged again and again' };
  }

  #send(expires: number, authorization: string | undefined) {
    const { platform, localId, localDomain, endpoint } = this.#options;
    const peer = this.#peer!;
    const own = `<sip:${localId}@${localDomain}>`;
    const request: SipRequest = {
      kind: 'request',
      method: 'REGISTER',
      uri: this.#uri(),
      headers: [
        ['From', `${own};tag=${this.#tag}`],
        ['To', own],
        ['Call-ID', this.#callId],
        ['CSeq', `${++this.#cseq} REGISTER`],
        ['Contact', `<sip:${localId}@${endpoint.contactHost(peer)}>`],
        ['Max-Forwards', '70'],
        ['User-Agent', 'Mingjing'],
        ['Expires', String(expires)],
        ['X-GB-Ver', platform.version === '2022' ? '3.0' : '2.0'],
        ...(authorization === undefined ? [] : ([['Authorization', authorization]] as SipHeaders)),
      ],
      body: new Uint8Array(),
    };
    return endpoint.transactions.request(request, peer);
  }

  #uri(): string {
    const { id, domain } = this.#options.platform;
    return `sip:${id}@${domain}`;
  }

  #answer(response: SipResponse): string | undefined {
    const challenge = parseChallenge(
      headerOf(response.headers, 'WWW-Authenticate') ?? headerOf(response.headers, 'Proxy-Authenticate'),
    );
    if (!challenge) return undefined;
    const { user, password } = this.#options.platform;
    return answerChallenge(
      challenge,
      { username: user, password },
      { method: 'REGISTER', uri: this.#uri(), count: 1, cnonce: randomBytes(8).toString('hex') },
    );
  }

  #accepted(response: SipResponse, asked: number): Outcome {
    const { clock } = this.#options;
    const date = headerOf(response.headers, 'Date');
    const theirsMs = parseLocalTime(date) ?? (date === undefined ? Number.NaN : Date.parse(date));
    if (Number.isFinite(theirsMs)) this.#set({ clockOffsetMs: Math.round(theirsMs - clock.nowMs()) });
    const header = headerOf(response.headers, 'Expires');
    const contact = parseAddress(headerOf(response.headers, 'Contact'))?.expires;
    const granted = header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : contact;
    // No Expires in the answer: what was asked for holds.
    return { kind: 'registered', expiresSeconds: granted === undefined || granted <= 0 ? asked : granted };
  }

  async #redirect(response: SipResponse): Promise<boolean> {
    const contact = parseAddress(headerOf(response.headers, 'Contact'));
    if (!contact || isIP(contact.host) === 0) return false;
    const { platform, endpoint } = this.#options;
    this.#addresses.add(contact.host);
    const port = contact.port ?? 5060;
    try {
      this.#peer =
        platform.transport === 'udp'
          ? endpoint.udpPeer(contact.host, port)
          : await endpoint.connect(contact.host, port);
      return true;
    } catch {
      return false;
    }
  }

  #again(outcome: Exclude<Outcome, { readonly kind: 'registered' }>): void {
    const { first, most } = outcome.kind === 'refused' ? refusedMs : unreachableMs;
    const waitMs = Math.min(most, first * 2 ** this.#failures) * (0.9 + this.#options.random() * 0.2);
    this.#failures = Math.min(20, this.#failures + 1);
    this.#stopRefresh();
    this.#stopTimer();
    this.#set({ state: 'waiting', problem: outcome.problem, registeredSinceMs: undefined });
    this.#stopTimer = this.#options.clock.after(waitMs, () => void this.#attempt());
  }

  #scheduleRefresh(expiresSeconds: number): void {
    const seconds = Math.max(expiresSeconds / 2, expiresSeconds - 120);
    this.#stopRefresh = this.#options.clock.after(seconds * 1000, () => void this.#refresh());
  }

  async #refresh(): Promise<void> {
    const outcome = await this.#register(this.#options.platform.expiresSeconds);
    if (!this.isRegistered) return;
    if (outcome.kind === 'registered') this.#scheduleRefresh(outcome.expiresSeconds);
    else this.#again(outcome);
  }

  #scheduleKeepalive(isFirst: boolean): void {
    const { clock, platform } = this.#options;
    this.#stopTimer = clock.after(
      isFirst ? 200 : platform.keepaliveSeconds * 1000,
      () => void this.#keepalive(),
    );
  }

  async #keepalive(): Promise<void> {
    const { platform, endpoint, clock } = this.#options;
    const peer = this.#peer;
    if (!peer) return;
    const request = this.message(platform.id, this.#keepaliveBody());
    const end = await endpoint.transactions.request(request, peer, {
      limitMs: platform.keepaliveSeconds * 1000,
    });
    if (!this.isRegistered) return;
    if (end.kind === 'response' && end.response.status < 300) {
      this.#missed = 0;
      this.#set({ lastKeepaliveMs: clock.nowMs() });
    } else if (end.kind === 'response' && [401, 403, 404].includes(end.response.status)) {
      // It does not know us any more: it was restarted.
      this.#missed = platform.keepaliveMisses;
    } else this.#missed++;
    if (this.#missed < platform.keepaliveMisses) {
      this.#scheduleKeepalive(false);
      return;
    }
    this.#set({ state: 'waiting' });
    this.#failures = 0;
    this.#stopRefresh();
    if (platform.transport === 'tcp') {
      const lost = this.#peer;
      this.#peer = undefined;
      if (lost) endpoint.disconnect(lost);
    }
    void this.#attempt();
  }

  /** One keepalive now, beside those in turn: whether and how fast it is answered. */
  async tryKeepalive(limitMs: number): Promise<KeepaliveAnswer> {
    const peer = this.#peer;
    if (!peer || !this.isRegistered) return { kind: 'not-registered' };
    const { endpoint, clock, platform } = this.#options;
    const sentMs = clock.nowMs();
    const end = await endpoint.transactions.request(this.message(platform.id, this.#keepaliveBody()), peer, {
      limitMs,
    });
    if (end.kind !== 'response') return { kind: 'silent' };
    const { status, reason } = end.response;
    return { kind: 'answered', status, reason, afterMs: Math.round(clock.nowMs() - sentMs) };
  }

  #keepaliveBody(): Uint8Array {
    const { platform, localId } = this.#options;
    const charset = { charset: platform.charset, label: labelOf(platform) } as const;
    return encodeManscdp('Notify', 'Keepalive', nextSn(), localId, [['Status', 'OK']], charset);
  }

  /** A MESSAGE of ours to the platform, outside any dialog. @param to whom; platforms also ask under another id */
  message(to: string, body: Uint8Array, type: string = manscdpType): SipRequest {
    const { localId, localDomain, platform } = this.#options;
    return {
      kind: 'request',
      method: 'MESSAGE',
      uri: `sip:${to}@${platform.domain}`,
      headers: [
        ['From', `<sip:${localId}@${localDomain}>;tag=${randomBytes(6).toString('hex')}`],
        ['To', `<sip:${to}@${platform.domain}>`],
        ['Call-ID', `${randomBytes(10).toString('hex')}@${localDomain}`],
        ['CSeq', '20 MESSAGE'],
        ['Max-Forwards', '70'],
        ['User-Agent', 'Mingjing'],
        ['Content-Type', type],
      ],
      body,
    };
  }

  #set(change: Partial<RegistrationStatus>): void {
    const before = this.#status.state;
    this.#status = { ...this.#status, ...change };
    if (before !== this.#status.state) this.#options.onChange(this.#status.state);
  }
}

/** Peers before 2022 know the one label only. */
export const labelOf = ({ version, charset }: UpperPlatform): 'GB2312' | 'GB18030' | 'UTF-8' =>
  charset === 'utf-8' ? 'UTF-8' : version === '2022' && charset === 'gb18030' ? 'GB18030' : 'GB2312';

export type KeepaliveAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly reason: string; readonly afterMs: number }
  | { readonly kind: 'silent' | 'not-registered' };

let sn = 0;
/** Serial number of a command of ours. */
export const nextSn = (): number => (sn = (sn % 999_999) + 1);

const isStale = (response: SipResponse): boolean =>
  /stale\s*=\s*"?true/i.test(headerOf(response.headers, 'WWW-Authenticate') ?? '');

function refused(response: SipResponse): Outcome {
  return { kind: 'refused', problem: `${response.status} ${response.reason}`.trim() };
}
