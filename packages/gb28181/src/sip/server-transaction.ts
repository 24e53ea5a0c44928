// SPDX-License-Identifier: Apache-2.0
/**
 * Server transactions (RFC 3261 §17.2): a request that comes again gets the same answer again; final answers to
 * INVITE are repeated until the ACK over UDP, 2xx too (§13.3.1.4). Clock passed in.
 */
import type { Clock } from '../clock.ts';
import { timers } from './client-transaction.ts';
import { type ResponseParts, responseTo, type SipRequest, type SipResponse } from './message.ts';
import type { PeerAddress } from './peer-address.ts';

export type ServerOptions = {
  readonly request: SipRequest;
  readonly from: PeerAddress;
  readonly clock: Clock;
  readonly tag: string;
  readonly send: (response: SipResponse, to: PeerAddress) => void;
  /** No more retransmissions are to be expected: it can be forgotten. */
  readonly onDone: () => void;
};

export class ServerTransaction {
  readonly request: SipRequest;
  readonly from: PeerAddress;
  /** Our side's tag, in every answer. */
  readonly tag: string;
  readonly #options: ServerOptions;
  #last: SipResponse | undefined;
  #stopRepeat: () => void = () => undefined;
  #acknowledged = false;
  #onAck: (() => void) | undefined;
  #onNoAck: (() => void) | undefined;
  #onCancel: (() => void) | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.request = options.request;
    this.from = options.from;
    this.tag = options.tag;
    // A request that nobody answers must not stay for ever.
    options.clock.after(timers.wholeMs * 4, () => {
      if (!this.isFinal) options.onDone();
    });
  }

  get isFinal(): boolean {
    return (this.#last?.status ?? 0) >= 200;
  }

  respond(status: number, parts: ResponseParts = {}): void {
    if (this.isFinal) return;
    const response = responseTo(this.request, status, { toTag: this.tag, ...parts });
    this.#last = response;
    this.#options.send(response, this.from);
    if (status < 200) return;
    const isInvite = this.request.method === 'INVITE';
    if (isInvite && (this.from.transport === 'udp' || status < 300)) this.#repeat(timers.t1, 0);
    this.#options.clock.after(timers.wholeMs * (isInvite ? 2 : 1), this.#options.onDone);
  }

  /** What to do when the ACK comes, and when it does not within 64·T1. */
  onAcknowledged(onAck: () => void, onNoAck: () => void): void {
    this.#onAck = onAck;
    this.#onNoAck = onNoAck;
  }

  onCancelled(listener: () => void): void {
    this.#onCancel = listener;
  }

  /** The same request again. */
  again(): void {
    if (this.#last) this.#options.send(this.#last, this.from);
  }

  acknowledge(): void {
    if (this.#acknowledged) return;
    this.#acknowledged = true;
    this.#stopRepeat();
    this.#onAck?.();
  }

  /** Answered once, and nothing kept of it: strangers shall fill no memory and be sent nothing twice. */
  refuse(status: number, parts: ResponseParts = {}): void {
    this.respond(status, parts);
    this.#acknowledged = true;
    this.#stopRepeat();
    this.#options.onDone();
  }

  cancel(): void {
    if (this.isFinal) return;
    this.#onCancel?.();
    this.respond(487);
  }

  #repeat(intervalMs: number, passedMs: number): void {
    const waitMs = Math.min(intervalMs, timers.wholeMs - passedMs);
    this.#stopRepeat = this.#options.clock.after(waitMs, () => {
      if (this.#acknowledged) return;
      if (passedMs + waitMs >= timers.wholeMs) {
        this.#onNoAck?.();
        return;
      }
      if (this.from.transport === 'udp') this.again();
      this.#repeat(Math.min(intervalMs * 2, timers.t2), passedMs + waitMs);
    });
  }
}
