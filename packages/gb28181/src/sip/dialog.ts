// SPDX-License-Identifier: Apache-2.0
/** Dialogs (RFC 3261 §12), for INVITE and SUBSCRIBE. Peers change URIs and hosts on the way: Call-ID and tags count (Q33). */
import { parseAddress } from './address.ts';
import { cseqOf, headerOf, type SipHeaders, type SipRequest, type SipResponse } from './message.ts';
import type { PeerAddress } from './peer-address.ts';

export class Dialog {
  readonly callId: string;
  readonly localTag: string;
  remoteTag: string | undefined;
  /** Address headers as they stand in our requests, tags included. */
  readonly #from: string;
  readonly #to: string;
  /** Request-URI of what we send. */
  readonly target: string;
  readonly peer: PeerAddress;
  #localSeq: number;
  #remoteSeq: number;

  private constructor(parts: {
    callId: string;
    localTag: string;
    remoteTag: string | undefined;
    from: string;
    to: string;
    target: string;
    peer: PeerAddress;
    localSeq: number;
    remoteSeq: number;
  }) {
    this.callId = parts.callId;
    this.localTag = parts.localTag;
    this.remoteTag = parts.remoteTag;
    this.#from = parts.from;
    this.#to = parts.to;
    this.target = parts.target;
    this.peer = parts.peer;
    this.#localSeq = parts.localSeq;
    this.#remoteSeq = parts.remoteSeq;
  }

  /** We were called. */
  static incoming(request: SipRequest, localTag: string, peer: PeerAddress): Dialog {
    const from = headerOf(request.headers, 'From') ?? '';
    const to = headerOf(request.headers, 'To') ?? '';
    const contact = parseAddress(headerOf(request.headers, 'Contact'))?.uri;
    return new Dialog({
      callId: headerOf(request.headers, 'Call-ID') ?? '',
      localTag,
      remoteTag: parseAddress(from)?.tag,
      from: parseAddress(to)?.tag === undefined ? `${to};tag=${localTag}` : to,
      to: from,
      target: contact ?? parseAddress(from)?.uri ?? request.uri,
      peer,
      localSeq: 0,
      remoteSeq: cseqOf(request.headers)?.number ?? 0,
    });
  }

  /** We called, and were answered; a missing To-tag or Contact is no obstacle (Q9). */
  static outgoing(request: SipRequest, response: SipResponse, peer: PeerAddress): Dialog {
    const to = headerOf(response.headers, 'To') ?? headerOf(request.headers, 'To') ?? '';
    const from = headerOf(request.headers, 'From') ?? '';
    const contact = parseAddress(headerOf(response.headers, 'Contact'))?.uri;
    return new Dialog({
      callId: headerOf(request.headers, 'Call-ID') ?? '',
      localTag: parseAddress(from)?.tag ?? '',
      remoteTag: parseAddress(to)?.tag,
      from,
      to,
      target: contact ?? request.uri,
      peer,
      localSeq: cseqOf(request.headers)?.number ?? 1,
      remoteSeq: 0,
    });
  }

  /** The next request in this dialog; `ACK` keeps the INVITE's number. */
  request(method: string, more: SipHeaders = [], body: Uint8Array = new Uint8Array()): SipRequest {
    if (method !== 'ACK') this.#localSeq++;
    return {
      kind: 'request',
      method,
      uri: this.target,
      headers: [
        ['From', this.#from],
        ['To', this.#to],
        ['Call-ID', this.callId],
        ['CSeq', `${this.#localSeq} ${method}`],
        ['Max-Forwards', '70'],
        ...more,
      ],
      body,
    };
  }

  /** Whether a request belongs here: numbers may jump, but only forward. */
  accepts(request: SipRequest): boolean {
    if (headerOf(request.headers, 'Call-ID') !== this.callId) return false;
    const number = cseqOf(request.headers)?.number ?? 0;
    // BYE comes from a counter of its own with some devices: it ends the call whatever its number.
    if (request.method !== 'BYE' && number < this.#remoteSeq) return false;
    this.#remoteSeq = Math.max(this.#remoteSeq, number);
    return true;
  }
}
