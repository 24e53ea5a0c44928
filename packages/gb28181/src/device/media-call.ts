// SPDX-License-Identifier: Apache-2.0
/**
 * One call of a platform: INVITE answered, media after the ACK, steered by INFO, ended by either side. The look is
 * registered before the 200 and closed with what was sent.
 */
import type { Clock } from '../clock.ts';
import { encodeMansRtspReply, parseMansRtsp } from '../manscdp/mansrtsp.ts';
import { encodeManscdp, manscdpType } from '../manscdp/message.ts';
import { isHost, isSameHost } from '../net/hosts.ts';
import { type MediaOutlet, tcpActiveOutlet, tcpPassiveOutlet, udpOutlet } from '../net/media-outlet.ts';
import type { PortPool } from '../net/port-pool.ts';
import type { SipEndpoint } from '../net/sip-endpoint.ts';
import { Dialog } from '../sip/dialog.ts';
import { headerOf } from '../sip/message.ts';
import { encodeSdp, type GbSdp, mediaParameters, ssrcText } from '../sip/sdp.ts';
import type { ServerTransaction } from '../sip/server-transaction.ts';
import { decodeText } from '../text/gb18030.ts';
import { HistoryPlayer, speeds } from './history-player.ts';
import type { DeviceHost, HistorySource, LiveSource, UpperPlatform } from './host.ts';
import { LivePacer, PieceSender } from './paced-sender.ts';
import { labelOf, nextSn } from './registration.ts';

export type MediaAddress = { readonly address: string; readonly ports: PortPool };

export type CallOptions = {
  readonly platform: UpperPlatform;
  readonly localId: string;
  readonly localDomain: string;
  readonly channel: string;
  readonly offer: GbSdp;
  readonly payloadType: number;
  readonly invite: ServerTransaction;
  readonly host: DeviceHost;
  readonly endpoint: SipEndpoint;
  readonly media: MediaAddress;
  readonly clock: Clock;
  /** Different for each call under way. */
  readonly serial: number;
  /** Once, when nothing is left of it. */
  readonly onOver: (call: MediaCall) => void;
  /** To the platform, outside of any dialog. */
  readonly sendMessage: (body: Uint8Array) => Promise<unknown>;
};

export type CallStatus = {
  readonly platform: string;
  readonly channel: string;
  readonly kind: 'live' | 'playback' | 'download';
  readonly transport: 'udp' | 'tcp-active' | 'tcp-passive';
  readonly remote: string;
  readonly ssrc: string;
  readonly sinceMs: number;
  readonly packets: number;
  readonly frames: number;
};

/** After the end of a recording the platform hangs up; when it does not, we do. */
const farewellMs = 8000;
/** Bytes that wait for a live receiver before frames are dropped. */
const liveBlockedBytes = 6 << 20;

export class MediaCall {
  readonly callId: string;
  /** Subject, SSRC and kind; equal in a second INVITE: the old call is replaced (annex K). */
  readonly subject: string | undefined;
  readonly #options: CallOptions;
  readonly #dialog: Dialog;
  readonly #kind: CallStatus['kind'];
  readonly #transport: CallStatus['transport'];
  readonly #ssrcText: string;
  readonly #sinceMs: number;
  #port: number | undefined;
  #outlet: MediaOutlet | undefined;
  #sender: PieceSender | undefined;
  #live: LiveSource | undefined;
  #history: HistorySource | undefined;
  #pacer: LivePacer | undefined;
  #player: HistoryPlayer | undefined;
  #isStarted = false;
  #isOver = false;

  constructor(options: CallOptions) {
    const { invite, offer, localDomain, serial } = options;
    this.#options = options;
    this.callId = headerOf(invite.request.headers, 'Call-ID') ?? '';
    const subject = headerOf(invite.request.headers, 'Subject');
    this.subject = subject && `${subject}/${offer.ssrcText ?? ''}/${offer.name}`;
    this.#dialog = Dialog.incoming(invite.request, invite.tag, invite.from);
    const name = offer.name.toLowerCase();
    this.#kind = name === 'playback' ? 'playback' : name === 'download' ? 'download' : 'live';
    // The offerer is passive when it does not say: the device dials.
    this.#transport = offer.isTcp ? (offer.setup === 'active' ? 'tcp-passive' : 'tcp-active') : 'udp';
    this.#ssrcText = offer.ssrcText ?? ssrcText(this.#kind !== 'live', localDomain, serial);
    this.#sinceMs = options.clock.nowMs();
  }

  get status(): CallStatus {
    const { platform, channel, offer } = this.#options;
    return {
      platform: platform.id,
      channel,
      kind: this.#kind,
      transport: this.#transport,
      remote: `${offer.address}:${offer.port}`,
      ssrc: this.#ssrcText,
      sinceMs: this.#sinceMs,
      packets: this.#sender?.packets ?? 0,
      frames: this.#sender?.frames ?? 0,
    };
  }

  /** Opens the look and the outlet, answers, and waits for the ACK. */
  async answer(): Promise<void> {
    const { invite } = this.#options;
    invite.respond(100);
    invite.onCancelled(() => this.#over('cancelled'));
    const refusal = (await this.#openSource()) ?? (await this.#openOutlet());
    if (this.#isOver) {
      this.#release();
      return;
    }
    if (refusal) {
      invite.respond(refusal.status, { reason: refusal.reason });
      this.#over(refusal.reason);
      return;
    }
    invite.onAcknowledged(
      () => this.#start(),
      () => this.hangUp('no ACK'),
    );
    const contact = `<sip:${this.#options.channel}@${this.#options.endpoint.contactHost(invite.from)}>`;
    invite.respond(200, {
      headers: [
        ['Contact', contact],
        ['Content-Type', 'Application/SDP'],
      ],
      body: new TextEncoder().encode(this.#answerSdp()),
    });
  }

  async #openSource(): Promise<{ readonly status: number; readonly reason: string } | undefined> {
    const { host, platform, channel, offer } = this.#options;
    if (this.#kind === 'live') {
      this.#live = await host.openLive(platform, channel);
      return this.#live ? undefined : { status: 480, reason: 'Temporarily Unavailable' };
    }
    const range = {
      fromMs: offer.startSeconds * 1000,
      toMs: offer.endSeconds * 1000,
      isDownload: this.#kind === 'download',
    };
    if (!(range.fromMs > 0 && range.fromMs < range.toMs)) return { status: 488, reason: 'No Range' };
    this.#history = await host.openHistory(platform, channel, range);
    return this.#history ? undefined : { status: 487, reason: 'No Recordings' };
  }

  async #openOutlet(): Promise<{ readonly status: number; readonly reason: string } | undefined> {
    const { media, offer, payloadType, invite } = this.#options;
    // `c=` may be a name or all zeros: then to where the call came from.
    const receiver = isHost(offer.address) ? offer.address : invite.from.address;
    const open = { udp: udpOutlet, 'tcp-active': tcpActiveOutlet, 'tcp-passive': tcpPassiveOutlet }[
      this.#transport
    ];
    // A port may be in use by another program: the next one, then.
    for (let tries = 0; tries < 16; tries++) {
      const port = media.ports.take();
      if (port === undefined) break;
      try {
        this.#outlet = await open({
          localAddress: media.address,
          localPort: port,
          remoteAddress: receiver,
          remotePort: offer.port,
          mayCallFrom: (address) => [receiver, invite.from.address].some((one) => isSameHost(one, address)),
          onLost: (reason) => this.hangUp(`media: ${reason}`),
        });
        this.#port = port;
        this.#sender = new PieceSender(this.#outlet, Number(this.#ssrcText) >>> 0, payloadType);
        return undefined;
      } catch (error) {
        media.ports.release(port);
        if (!isPortTrouble(error)) return { status: 488, reason: 'Receiver Not Reachable' };
      }
    }
    return { status: 486, reason: 'Busy Here' };
  }

  #answerSdp(): string {
    const { channel, offer, media, payloadType } = this.#options;
    const isHistory = this.#kind !== 'live';
    return encodeSdp({
      owner: channel,
      name: offer.name,
      address: media.address,
      port: this.#port!,
      ...(isHistory && { startSeconds: offer.startSeconds, endSeconds: offer.endSeconds }),
      isTcp: offer.isTcp,
      ...(offer.isTcp && {
        setup: this.#transport === 'tcp-active' ? ('active' as const) : ('passive' as const),
      }),
      direction: 'sendonly',
      formats: [[payloadType, 'PS/90000']],
      ssrcText: this.#ssrcText,
      ...(this.#kind === 'download' && this.#history && { fileSizeBytes: this.#history.sizeBytes }),
      f: mediaParameters(undefined, undefined),
    });
  }

  #start(): void {
    if (this.#isStarted || this.#isOver) return;
    this.#isStarted = true;
    const { clock, offer } = this.#options;
    const outlet = this.#outlet!;
    const sender = this.#sender!;
    outlet.start();
    if (this.#live) {
      const live = this.#live;
      const isBlocked = () => outlet.waitingBytes() > liveBlockedBytes;
      this.#pacer = new LivePacer(clock, sender, isBlocked, ({ frame }) => {
        if (frame.kind === 'video') live.shown(frame.atMs, frame.atMs + 40);
      });
      live.start(
        (piece) => this.#pacer?.push(piece),
        (reason) => this.hangUp(reason),
      );
      return;
    }
    const source = this.#history!;
    source.signal.addEventListener('abort', () => this.hangUp('look closed'), { once: true });
    const asked = this.#kind === 'download' ? (offer.downloadSpeed ?? 1) : 1;
    this.#player = new HistoryPlayer({
      source,
      sender,
      outlet,
      clock,
      fromMs: offer.startSeconds * 1000,
      toMs: offer.endSeconds * 1000,
      speed: Math.max(speeds.least, Math.min(speeds.most, asked || 1)),
      onEnd: () => void this.#reachedEnd(),
      onFailed: (reason) => this.hangUp(reason),
    });
    this.#player.start();
  }

  /** Whether a request belongs to this call. */
  accepts(transaction: ServerTransaction): boolean {
    return this.#dialog.accepts(transaction.request);
  }

  /** An ACK whose INVITE transaction is gone already. */
  acknowledged(): void {
    this.#start();
  }

  byePeer(transaction: ServerTransaction): void {
    transaction.respond(200);
    this.#over('BYE');
  }

  info(transaction: ServerTransaction): void {
    const parsed = parseMansRtsp(decodeText(transaction.request.body));
    const player = this.#player;
    if (!parsed || !player) {
      transaction.respond(parsed ? 488 : 400);
      return;
    }
    const { command, cseq } = parsed;
    if (command.kind === 'teardown') {
      transaction.respond(200);
      this.hangUp('TEARDOWN');
      return;
    }
    if (command.kind === 'pause') player.pause();
    else if (!player.play(command.seekSeconds, command.scale)) {
      transaction.respond(400, { reason: 'Scale Or Range Not Supported' });
      return;
    }
    const sender = this.#sender!;
    transaction.respond(200, {
      headers: [['Content-Type', 'Application/MANSRTSP']],
      body: new TextEncoder().encode(
        encodeMansRtspReply(cseq, {
          seconds:
            command.kind === 'play' && command.seekSeconds !== undefined
              ? command.seekSeconds
              : player.positionSeconds,
          sequence: sender.sequence,
          rtpTime: sender.lastTicks,
        }),
      ),
    });
  }

  /** Ends the call from this side. */
  hangUp(reason: string): void {
    if (this.#isOver) return;
    const { endpoint, invite } = this.#options;
    if (invite.isFinal) void endpoint.transactions.request(this.#dialog.request('BYE'), this.#dialog.peer);
    else invite.respond(480);
    this.#over(reason);
  }

  /**
   * MediaStatus 121 in the dialog (§9.8.2), then the platform hangs up, or we do. Who takes no MESSAGE in a dialog is
   * told outside of it, as other devices do.
   */
  async #reachedEnd(): Promise<void> {
    const { platform, channel, endpoint, clock, sendMessage } = this.#options;
    const encoding = { charset: platform.charset, label: labelOf(platform) };
    const body = encodeManscdp('Notify', 'MediaStatus', nextSn(), channel, [['NotifyType', 121]], encoding);
    const message = this.#dialog.request('MESSAGE', [['Content-Type', manscdpType]], body);
    const told = await endpoint.transactions.request(message, this.#dialog.peer, { limitMs: farewellMs });
    if (told.kind === 'response' && told.response.status >= 300) await sendMessage(body);
    clock.after(farewellMs, () => this.hangUp('end of recording'));
  }

  #over(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    const { host, channel, platform } = this.#options;
    host.log('info', 'call over', {
      platform: platform.id,
      channel,
      kind: this.#kind,
      reason,
      packets: this.#sender?.packets ?? 0,
    });
    this.#options.onOver(this);
  }

  #release(): void {
    this.#pacer?.close();
    this.#player?.stop();
    this.#live?.close();
    this.#history?.close();
    this.#outlet?.close();
    if (this.#port !== undefined) this.#options.media.ports.release(this.#port);
    this.#port = undefined;
  }
}

/** Another port may do; of any other failure it will not. */
const isPortTrouble = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:EADDRINUSE|EACCES)$/.test(String(error.code));
