// SPDX-License-Identifier: Apache-2.0
/** What a platform subscribed to (RFC 6665, annex N): dispatched by CmdType, the Event header only echoed. */
import type { Clock } from '../clock.ts';
import { encodeManscdp, manscdpType, parseManscdp } from '../manscdp/message.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { Dialog } from '../sip/dialog.ts';
import { headerOf } from '../sip/message.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import type { XmlField } from '../text/xml.ts';
import type { UpperPlatform } from './host.ts';
import { labelOf, nextSn } from './registration.ts';

export type SubscriptionKind = 'Catalog' | 'Alarm' | 'MobilePosition';

type Subscription = {
  readonly kind: SubscriptionKind;
  readonly dialog: Dialog;
  /** Object that was asked for, as in the query. */
  readonly deviceId: string;
  event: string;
  stopExpiry: () => void;
  untilMs: number;
};

const kinds: readonly SubscriptionKind[] = ['Catalog', 'Alarm', 'MobilePosition'];
const defaultSeconds = 600;
const mostSubscriptions = 64;

export class Subscriptions {
  readonly #platform: UpperPlatform;
  readonly #endpoint: SipEndpoint;
  readonly #localId: string;
  readonly #clock: Clock;
  readonly #all = new Map<string, Subscription>();

  constructor(platform: UpperPlatform, endpoint: SipEndpoint, localId: string, clock: Clock) {
    this.#platform = platform;
    this.#endpoint = endpoint;
    this.#localId = localId;
    this.#clock = clock;
  }

  list(): readonly { readonly kind: SubscriptionKind; readonly untilMs: number }[] {
    return [...this.#all.values()].map(({ kind, untilMs }) => ({ kind, untilMs }));
  }

  has(kind: SubscriptionKind): boolean {
    return [...this.#all.values()].some((one) => one.kind === kind);
  }

  /** @returns the kind when it is new, so that a first NOTIFY can follow */
  receive(transaction: ServerTransaction): SubscriptionKind | undefined {
    const { request } = transaction;
    const callId = headerOf(request.headers, 'Call-ID') ?? '';
    const query = parseManscdp(request.body);
    const known = this.#all.get(callId);
    const kind = kinds.find((one) => one.toLowerCase() === query?.cmdType.toLowerCase()) ?? known?.kind;
    if (!kind) {
      transaction.respond(489);
      return undefined;
    }
    const asked = Number(headerOf(request.headers, 'Expires') ?? defaultSeconds);
    const seconds = Number.isFinite(asked) && asked >= 0 ? Math.min(asked, 86_400 * 7) : defaultSeconds;
    const event = headerOf(request.headers, 'Event') ?? kind;
    transaction.respond(200, {
      headers: [
        ['Event', event],
        ['Expires', String(seconds)],
        ['Contact', `<sip:${this.#localId}@${this.#endpoint.contactHost(transaction.from)}>`],
      ],
    });
    if (seconds === 0) {
      if (known) this.#end(callId, known);
      return undefined;
    }
    known?.stopExpiry();
    const dialog = known?.dialog ?? Dialog.incoming(request, transaction.tag, transaction.from);
    const untilMs = this.#clock.nowMs() + seconds * 1000;
    const stopExpiry = this.#clock.after(seconds * 1000, () => this.#all.delete(callId));
    if (!known && this.#all.size >= mostSubscriptions) this.#all.delete([...this.#all.keys()][0]!);
    this.#all.set(callId, {
      kind,
      dialog,
      deviceId: query?.deviceId ?? known?.deviceId ?? '',
      event,
      stopExpiry,
      untilMs,
    });
    return known ? undefined : kind;
  }

  /** A NOTIFY to each subscription of that kind. */
  notify(kind: SubscriptionKind, deviceId: string, fields: readonly XmlField[], sn: number = nextSn()): void {
    const encoding = { charset: this.#platform.charset, label: labelOf(this.#platform) };
    for (const one of this.#all.values()) {
      if (one.kind !== kind) continue;
      const left = Math.max(0, Math.round((one.untilMs - this.#clock.nowMs()) / 1000));
      const body = encodeManscdp('Notify', kind, sn, deviceId, fields, encoding);
      this.#send(one, `active;expires=${left}`, body);
    }
  }

  /** The registration is gone, and every subscription with it. */
  clear(): void {
    for (const one of this.#all.values()) one.stopExpiry();
    this.#all.clear();
  }

  #end(callId: string, subscription: Subscription): void {
    subscription.stopExpiry();
    this.#all.delete(callId);
    this.#send(subscription, 'terminated;reason=timeout', new Uint8Array());
  }

  #send({ dialog, event }: Subscription, state: string, body: Uint8Array): void {
    const headers: [string, string][] = [
      ['Event', event],
      ['Subscription-State', state],
      ['Contact', `<sip:${this.#localId}@${this.#endpoint.contactHost(dialog.peer)}>`],
      ...(body.length > 0 ? ([['Content-Type', manscdpType]] as [string, string][]) : []),
    ];
    void this.#endpoint.transactions.request(dialog.request('NOTIFY', headers, body), dialog.peer);
  }
}
