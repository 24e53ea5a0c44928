// SPDX-License-Identifier: Apache-2.0
/**
 * All transactions of one user agent. Messages in, messages out, no sockets: the edge passes what it received and
 * sends what it is given. Whoever sits above sees each request once and each answer once.
 */
import type { Clock } from '../clock.ts';
import { parseVia, withReceived } from './address.ts';
import { type ClientEnd, ClientTransaction } from './client-transaction.ts';
import {
  cseqOf,
  headerOf,
  headersOf,
  responseTo,
  type SipHeaders,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from './message.ts';
import type { PeerAddress } from './peer-address.ts';
import { ServerTransaction } from './server-transaction.ts';

export type LayerOptions = {
  readonly clock: Clock;
  /** Unguessable text for branches and tags. */
  readonly token: () => string;
  readonly send: (message: SipMessage, to: PeerAddress) => void;
  /** `host:port` that Via and Contact show to this peer. */
  readonly sentBy: (to: PeerAddress) => string;
  readonly onRequest: (transaction: ServerTransaction) => void;
  /** ACK for which no INVITE transaction is left: matched by Call-ID above. */
  readonly onLateAck?: (request: SipRequest) => void;
};

export type RequestOptions = {
  readonly onProvisional?: (response: SipResponse) => void;
  /** A 2xx came again: send the ACK again. */
  readonly onAgain?: (response: SipResponse) => void;
  /** Own limit, ms; an INVITE that is still open is cancelled then. */
  readonly limitMs?: number;
};

/** More than this at once is an attack or a fault: the oldest that is answered makes room, or what comes is dropped. */
const maxTransactions = 10_000;

export class TransactionLayer {
  readonly #options: LayerOptions;
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** INVITE by Call-ID and CSeq number: an ACK to a 2xx has a branch of its own. */
  readonly #invites = new Map<string, ServerTransaction>();

  constructor(options: LayerOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#clients.size + this.#servers.size;
  }

  /** Sends a request (Via added here) and resolves with its one end; never rejects. */
  request(request: SipRequest, to: PeerAddress, options: RequestOptions = {}): Promise<ClientEnd> {
    const branch = `z9hG4bK${this.#options.token()}`;
    const sent = { ...request, headers: [this.via(to, branch), ...request.headers] };
    const key = `${branch}/${request.method}`;
    const { clock } = this.#options;
    return new Promise((resolve) => {
      let stopLimit: () => void = () => undefined;
      const end = (result: ClientEnd): void => {
        stopLimit();
        // Late and repeated answers still find it for a while.
        clock.after(32_000, () => this.#clients.delete(key));
        resolve(result);
      };
      const transaction = new ClientTransaction({
        request: sent,
        to,
        clock,
        send: (message, peer) => this.#options.send(message, peer),
        onEnd: end,
        ...(options.onProvisional && { onProvisional: options.onProvisional }),
        ...(options.onAgain && { onAgain: options.onAgain }),
      });
      this.#clients.set(key, transaction);
      if (options.limitMs !== undefined)
        stopLimit = clock.after(options.limitMs, () => {
          const cancel = transaction.cancel();
          transaction.abandon();
          if (cancel) this.#options.send(cancel, to);
          end({ kind: 'timeout' });
        });
    });
  }

  /** Sends what expects no answer of its own: the ACK to a 2xx. */
  sendAck(request: SipRequest, to: PeerAddress): void {
    const branch = `z9hG4bK${this.#options.token()}`;
    this.#options.send({ ...request, headers: [this.via(to, branch), ...request.headers] }, to);
  }

  receive(message: SipMessage, from: PeerAddress): void {
    if (message.kind === 'response') this.#receiveResponse(message, from);
    else this.#receiveRequest(message, from);
  }

  #makeRoom(): boolean {
    for (const [key, { isFinal, request }] of this.#servers)
      if (isFinal && request.method !== 'INVITE') return this.#servers.delete(key);
    return false;
  }

  via(to: PeerAddress, branch: string): SipHeaders[number] {
    return [
      'Via',
      `SIP/2.0/${to.transport.toUpperCase()} ${this.#options.sentBy(to)};rport;branch=${branch}`,
    ];
  }

  #receiveResponse(response: SipResponse, from: PeerAddress): void {
    const branch = parseVia(headersOf(response.headers, 'Via')[0])?.branch;
    const method = cseqOf(response.headers)?.method;
    if (branch !== undefined && method !== undefined)
      this.#clients.get(`${branch}/${method}`)?.receive(response, from);
  }

  #receiveRequest(request: SipRequest, from: PeerAddress): void {
    const vias = headersOf(request.headers, 'Via');
    const via = parseVia(vias[0]);
    const callId = headerOf(request.headers, 'Call-ID');
    const cseq = cseqOf(request.headers);
    // Nothing could be answered.
    if (!via || callId === undefined || !cseq) return;
    // Peers write branches without the cookie of RFC 3261: the key is branch, sent-by and method all the same.
    const place = `${via.branch ?? `${callId}/${cseq.number}`}/${via.sentBy}`;
    if (request.method === 'ACK') {
      const invite = this.#servers.get(`${place}/INVITE`) ?? this.#invites.get(`${callId}/${cseq.number}`);
      if (invite) invite.acknowledge();
      else this.#options.onLateAck?.(request);
      return;
    }
    const key = `${place}/${request.method}`;
    const known = this.#servers.get(key);
    if (known) {
      known.again();
      return;
    }
    if (this.#servers.size >= maxTransactions && !this.#makeRoom()) return;
    const seen = { ...request, headers: seenFrom(request.headers, from) };
    if (request.method === 'CANCEL') {
      const invite = this.#servers.get(`${place}/INVITE`);
      this.#options.send(responseTo(seen, invite ? 200 : 481, { toTag: this.#options.token() }), from);
      invite?.cancel();
      return;
    }
    const inviteKey = `${callId}/${cseq.number}`;
    const transaction = new ServerTransaction({
      request: seen,
      from,
      clock: this.#options.clock,
      tag: this.#options.token(),
      send: (response, to) => this.#options.send(response, to),
      onDone: () => {
        this.#servers.delete(key);
        this.#invites.delete(inviteKey);
      },
    });
    this.#servers.set(key, transaction);
    if (request.method === 'INVITE') this.#invites.set(inviteKey, transaction);
    this.#options.onRequest(transaction);
  }
}

/** The topmost Via told where it was seen. */
function seenFrom(headers: SipHeaders, from: PeerAddress): SipHeaders {
  let first = true;
  return headers.map(([name, value]) => {
    if (!first || name.toLowerCase() !== 'via') return [name, value] as const;
    first = false;
    const [top, ...rest] = headersOf([['Via', value]], 'Via');
    return [name, [withReceived(top ?? value, from.address, from.port), ...rest].join(', ')] as const;
  });
}
