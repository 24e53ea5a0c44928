// SPDX-License-Identifier: Apache-2.0
/** Client transactions (RFC 3261 §17.1): retransmission over UDP, time-outs, ACK of refusals. Clock passed in. */
import type { Clock } from '../clock.ts';
import { headerOf, headersOf, type SipRequest, type SipResponse } from './message.ts';
import type { PeerAddress } from './peer-address.ts';

export const timers = { t1: 500, t2: 4000, wholeMs: 32_000 } as const;

export type ClientEnd =
  | { readonly kind: 'response'; readonly response: SipResponse; readonly from: PeerAddress }
  /** Nothing came within timer B or F, or the transport failed. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

export type ClientOptions = {
  readonly request: SipRequest;
  readonly to: PeerAddress;
  readonly clock: Clock;
  readonly send: (message: SipRequest, to: PeerAddress) => void;
  readonly onEnd: (end: ClientEnd) => void;
  readonly onProvisional?: (response: SipResponse) => void;
  /** A 2xx to INVITE that comes again: its ACK was lost. */
  readonly onAgain?: (response: SipResponse) => void;
};

export class ClientTransaction {
  readonly #options: ClientOptions;
  readonly isInvite: boolean;
  #stopRetransmit: () => void = () => undefined;
  #stopTimeout: () => void;
  #ended = false;
  #proceeding = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.isInvite = options.request.method === 'INVITE';
    this.#stopTimeout = options.clock.after(timers.wholeMs, () => this.#end({ kind: 'timeout' }));
    options.send(options.request, options.to);
    if (options.to.transport === 'udp') this.#retransmit(timers.t1);
  }

  receive(response: SipResponse, from: PeerAddress): void {
    if (response.status < 200) {
      if (this.#ended) return;
      this.#proceeding = true;
      // An INVITE that is being worked on has its own limit, the caller's; it is not sent again.
      if (this.isInvite) {
        this.#stopRetransmit();
        this.#stopTimeout();
      }
      this.#options.onProvisional?.(response);
      return;
    }
    if (this.isInvite && response.status >= 300) this.#options.send(this.#ack(response), this.#options.to);
    if (this.#ended) {
      if (this.isInvite && response.status < 300) this.#options.onAgain?.(response);
      return;
    }
    this.#end({ kind: 'response', response, from });
  }

  fail(): void {
    this.#end({ kind: 'unreachable' });
  }

  /** CANCEL of an INVITE that was answered provisionally only; same branch (§9.1). */
  cancel(): SipRequest | undefined {
    if (this.#ended || !this.isInvite || !this.#proceeding) return undefined;
    return this.#sibling('CANCEL', headerOf(this.#options.request.headers, 'To') ?? '');
  }

  /** Ends without telling: the caller's own limit has passed. */
  abandon(): void {
    this.#ended = true;
    this.#stopRetransmit();
    this.#stopTimeout();
  }

  #ack(response: SipResponse): SipRequest {
    return this.#sibling('ACK', headerOf(response.headers, 'To') ?? '');
  }

  #sibling(method: string, to: string): SipRequest {
    const { request } = this.#options;
    const cseq = headerOf(request.headers, 'CSeq')?.split(/\s+/)[0] ?? '1';
    return {
      kind: 'request',
      method,
      uri: request.uri,
      headers: [
        ['Via', headersOf(request.headers, 'Via')[0] ?? ''],
        ['From', headerOf(request.headers, 'From') ?? ''],
        ['To', to],
        ['Call-ID', headerOf(request.headers, 'Call-ID') ?? ''],
        ['CSeq', `${cseq} ${method}`],
        ['Max-Forwards', '70'],
      ],
      body: new Uint8Array(),
    };
  }

  #retransmit(intervalMs: number): void {
    this.#stopRetransmit = this.#options.clock.after(intervalMs, () => {
      if (this.#ended) return;
      this.#options.send(this.#options.request, this.#options.to);
      // INVITE doubles without bound (timer A), others up to T2 (timer E).
      this.#retransmit(this.isInvite ? intervalMs * 2 : Math.min(intervalMs * 2, timers.t2));
    });
  }

  #end(end: ClientEnd): void {
    if (this.#ended) return;
    this.abandon();
    this.#options.onEnd(end);
  }
}
