// SPDX-License-Identifier: Apache-2.0
/** A call of ours to a device below: INVITE with what we listen on, ACK, BYE. The answer's word on SSRC and setup counts. */
import { randomBytes } from 'node:crypto';
import { encodeMansRtsp, type PlaybackCommand } from '../manscdp/mansrtsp.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { Dialog } from '../sip/dialog.ts';
import type { SipRequest } from '../sip/message.ts';
import type { PeerAddress } from '../sip/peer-address.ts';
import { encodeSdp, type GbSdp, parseSdp } from '../sip/sdp.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { decodeText } from '../text/gb18030.ts';

export type CallWish = {
  readonly deviceId: string;
  readonly channel: string;
  readonly kind: 'Play' | 'Playback' | 'Download';
  /** How the device is to send: to our port, by dialling us, or by being dialled. */
  readonly transport: 'udp' | 'tcp-passive' | 'tcp-active';
  readonly mediaAddress: string;
  readonly mediaPort: number;
  readonly ssrcText: string;
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  readonly downloadSpeed?: number;
  /** 2022: 0 main stream, 1 and on sub-streams. */
  readonly streamNumber?: number;
};

export type CallAnswer =
  | { readonly kind: 'answered'; readonly sdp: GbSdp | undefined }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'silent' };

/** A cascade may wait for its own device; longer than this nobody waits for a picture. */
const answerWithinMs = 20_000;

export class DeviceCall {
  readonly wish: CallWish;
  readonly callId: string;
  readonly #endpoint: SipEndpoint;
  readonly #peer: PeerAddress;
  readonly #localId: string;
  readonly #domain: string;
  readonly #onEnd: (reason: string) => void;
  #dialog: Dialog | undefined;
  #isOver = false;
  #cseq = 0;

  constructor(parts: {
    readonly wish: CallWish;
    readonly endpoint: SipEndpoint;
    readonly peer: PeerAddress;
    readonly localId: string;
    readonly domain: string;
    /** Ended by the device; not by `hangUp`. */
    readonly onEnd: (reason: string) => void;
  }) {
    this.wish = parts.wish;
    this.#endpoint = parts.endpoint;
    this.#peer = parts.peer;
    this.#localId = parts.localId;
    this.#domain = parts.domain;
    this.#onEnd = parts.onEnd;
    this.callId = `${randomBytes(10).toString('hex')}@${parts.domain}`;
  }

  async invite(): Promise<CallAnswer> {
    const request = this.#request();
    const ack = (response: Parameters<typeof Dialog.outgoing>[1]) => {
      this.#dialog ??= Dialog.outgoing(request, response, this.#peer);
      this.#endpoint.transactions.sendAck(this.#dialog.request('ACK'), this.#peer);
    };
    const end = await this.#endpoint.transactions.request(request, this.#peer, {
      limitMs: answerWithinMs,
      onAgain: ack,
    });
    if (end.kind !== 'response') return { kind: 'silent' };
    const { response } = end;
    if (response.status >= 300) return { kind: 'refused', status: response.status, reason: response.reason };
    ack(response);
    if (this.#isOver) this.#sendBye();
    return { kind: 'answered', sdp: parseSdp(decodeText(response.body)) };
  }

  info(command: PlaybackCommand): void {
    const body = new TextEncoder().encode(encodeMansRtsp({ cseq: String(++this.#cseq), command }));
    const request = this.#dialog?.request('INFO', [['Content-Type', 'Application/MANSRTSP']], body);
    if (request) void this.#endpoint.transactions.request(request, this.#peer);
  }

  hangUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sendBye();
  }

  /** BYE from the device, or the news that its recording is over. */
  ended(reason: string, transaction?: ServerTransaction): void {
    transaction?.respond(200);
    if (this.#isOver) return;
    this.#isOver = true;
    if (!transaction) this.#sendBye();
    this.#onEnd(reason);
  }

  #sendBye(): void {
    if (this.#dialog) void this.#endpoint.transactions.request(this.#dialog.request('BYE'), this.#peer);
  }

  #request(): SipRequest {
    const { wish } = this;
    const contact = `<sip:${this.#localId}@${this.#endpoint.contactHost(this.#peer)}>`;
    const host = `${this.#peer.address}:${this.#peer.port}`;
    return {
      kind: 'request',
      method: 'INVITE',
      uri: `sip:${wish.channel}@${host}`,
      headers: [
        ['From', `<sip:${this.#localId}@${this.#domain}>;tag=${randomBytes(6).toString('hex')}`],
        ['To', `<sip:${wish.channel}@${host}>`],
        ['Call-ID', this.callId],
        ['CSeq', '20 INVITE'],
        ['Contact', contact],
        ['Max-Forwards', '70'],
        ['User-Agent', 'Mingjing'],
        ['Subject', `${wish.channel}:${wish.ssrcText},${this.#localId}:0`],
        ['Content-Type', 'Application/SDP'],
      ],
      body: new TextEncoder().encode(this.#offer()),
    };
  }

  #offer(): string {
    const { wish } = this;
    const isTcp = wish.transport !== 'udp';
    const isHistory = wish.kind !== 'Play';
    return encodeSdp({
      owner: this.#localId,
      name: wish.kind,
      address: wish.mediaAddress,
      port: wish.mediaPort,
      ...(isHistory && { uri: `${wish.channel}:0` }),
      startSeconds: wish.startSeconds ?? 0,
      endSeconds: wish.endSeconds ?? 0,
      isTcp,
      ...(isTcp && { setup: wish.transport === 'tcp-passive' ? ('passive' as const) : ('active' as const) }),
      direction: 'recvonly',
      formats: [[96, 'PS/90000']],
      ssrcText: wish.ssrcText,
      ...(wish.downloadSpeed !== undefined && { downloadSpeed: wish.downloadSpeed }),
      ...(wish.streamNumber !== undefined && { streamNumber: wish.streamNumber }),
    });
  }
}
