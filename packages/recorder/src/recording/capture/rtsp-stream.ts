// SPDX-License-Identifier: Apache-2.0
/**
 * One attempt at a camera over real sockets: look the name up, connect, OPTIONS, DESCRIBE, SETUP, PLAY, and
 * frames until it ends. Everything a camera can do wrong ends in one `onEnd` with its reason.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  AccessMemory,
  baseUrl,
  Conversation,
  header,
  InterleavedReader,
  MediaReceiver,
  parseSessionDescription,
  type RtspReply,
  redirectUrl,
  type SessionDescription,
  withHostOf,
} from '@mingjing/media';
import {
  type CameraAddress,
  parseCameraAddress,
  resolveCameraHost,
  withCredentialsOf,
} from './camera-address.ts';
import type { CameraStream, StreamEnd, StreamHandlers, StreamOptions } from './camera-stream.ts';
import { connectCamera } from './connect-camera.ts';
import { KeepAlive } from './keep-alive.ts';
import { type Transport, tcpTransport, udpTransport } from './rtsp-transport.ts';
import { Ended, endOf, failOn, stopped } from './stream-end.ts';
import { type MediaWay, otherWay, StreamMemory } from './stream-memory.ts';

const replyWithinMs = 20_000;
/** Some cameras wake their encoder first. */
const playWithinMs = 30_000;
/** All of the conversation before PLAY is answered. */
const openWithinMs = 60_000;
/** Connections of one attempt: redirects, other answers to a challenge, the other way of sending. */
const mostConnections = 5;
/** Datagrams that have not come by then are kept off by something in between. */
const datagramsWithinMs = 4000;
/** In the words of a refusal: the transport of a SETUP (RFC 2326 §11.3.16), and how simple servers say the same. */
const isTransportRefused = (status: number) => status === 461 || status === 400 || status === 501;

/** One buffer for all sockets of this thread: it is free again as soon as a read has been taken apart. */
const readBuffer = Buffer.allocUnsafeSlow(262_144);

export function openRtspStream(options: StreamOptions, handlers: StreamHandlers): CameraStream {
  const attempt = new Attempt(options, handlers);
  void attempt.run();
  return {
    receivedBytes: () => attempt.receivedBytes,
    isOpening: () => attempt.isOpening,
    close: () => attempt.end(stopped),
  };
}

class Attempt {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  #socket: Socket | undefined;
  #conversation: Conversation | undefined;
  #reader: InterleavedReader | undefined;
  #transport: Transport | undefined;
  #media: MediaReceiver | undefined;
  readonly #access: AccessMemory;
  readonly #memory: StreamMemory;
  #way: MediaWay;
  #hasTriedOther = false;
  #keepalive: KeepAlive | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #aggregate = '';
  #ended = false;
  /** The answer to a challenge has once been carried over to another connection. */
  #hasCarried = false;
  /** How the connection was lost while the conversation was still going on. */
  #lost: StreamEnd | undefined;
  isOpening = true;
  receivedBytes = 0;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#access = options.access ?? new AccessMemory();
    this.#memory = options.memory ?? new StreamMemory();
    this.#way = this.#memory.way ?? options.transport;
  }

  async run(): Promise<void> {
    this.#deadline = setTimeout(() => {
      this.end({ cause: this.#silentCause(), reason: 'timeout', detail: 'not playing after a minute' });
    }, openWithinMs);
    try {
      let url = this.#options.url;
      for (let connections = 1; !this.#ended; connections++) {
        const outcome = await this.#play(url);
        if (outcome === 'playing' && (await this.#hears())) return;
        if (connections === mostConnections)
          throw new Ended('camera-refused', 'camera-refused', 'too many redirects');
        this.#leave();
        if (outcome === 'other-way' || outcome === 'playing') this.#takeOtherWay();
        else if (outcome !== 'again') url = outcome;
      }
    } catch (error) {
      // Neither way: the next attempt begins with the wanted one.
      if (this.#hasTriedOther) this.#memory.way = undefined;
      this.end(error instanceof Ended ? error.end : endOf(error, this.#silentCause()));
    }
  }

  /** False when it plays and no datagram arrives: a firewall, or a camera that sends elsewhere. */
  async #hears(): Promise<boolean> {
    const transport = this.#transport;
    if (!transport?.received || this.#hasTriedOther) return true;
    for (let waitedMs = 0; waitedMs < datagramsWithinMs && !this.#ended; waitedMs += 100) {
      if (transport.received() > 0) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (this.#ended || transport.received() > 0) return true;
    this.#handlers.onDeviation('udp-silent', 1);
    return false;
  }

  #takeOtherWay(): void {
    this.#hasTriedOther = true;
    this.#way = otherWay(this.#way);
    // Until it is seen not to work either.
    this.#memory.way = this.#way;
    this.isOpening = true;
  }

  /** Nobody there, or somebody who does not answer. */
  #silentCause(): 'camera-offline' | 'no-media' {
    return this.receivedBytes === 0 ? 'camera-offline' : 'no-media';
  }

  /** Once, whoever calls first. */
  end(end: StreamEnd): void {
    if (this.#ended) return;
    this.#media?.flush();
    this.#ended = true;
    this.isOpening = false;
    clearTimeout(this.#deadline);
    this.#leave();
    this.#handlers.onEnd(end);
  }

  #leave(): void {
    this.#keepalive?.stop();
    // TEARDOWN also over TCP: cameras allow few sessions, and some go on sending into the next one (F6, S12).
    if (this.#conversation?.session !== undefined) this.#conversation.tell('TEARDOWN', this.#aggregate);
    this.#reader?.close();
    this.#conversation?.close();
    this.#transport?.close();
    this.#conversation = undefined;
    this.#transport = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.end();
    // Whatever has not gone out by then stays unsaid.
    if (socket) setTimeout(() => socket.destroy(), 500).unref();
  }

  /**
   * The conversation of RFC 2326, in its order.
   *
   * @returns another address when redirected there; `again` when another connection may get in, `other-way` with media
   *   by the other transport
   */
  async #play(url: string): Promise<'playing' | 'again' | 'other-way' | string> {
    const address = parseCameraAddress(url);
    if (!address) throw new Ended('address-refused', 'address-malformed', 'not an rtsp:// address');
    const mayLoop = this.#options.mayLoop && parseCameraAddress(this.#options.url)?.host === address.host;
    const host = await resolveCameraHost(address.host, this.#options.allowAddresses, mayLoop);
    if (host.kind !== 'address') {
      throw new Ended(
        host.kind === 'name-unknown' ? 'camera-offline' : 'address-refused',
        host.kind,
        address.host,
      );
    }
    await this.#connect(host.address, address);
    const conversation = this.#startConversation(address.user, address.password);
    const options = await conversation.request('OPTIONS', address.url);
    // A connection lost by OPTIONS alone is asked nothing more; any other answer to it is as good as none (S1).
    if (options.status === 0 || conversation.refusal) return this.#refused(conversation, options);
    const described = await conversation.request('DESCRIBE', address.url, ['Accept: application/sdp']);
    if (described.status >= 300 && described.status < 400) return redirected(described, address.url, url);
    if (described.status !== 200) return this.#refused(conversation, described);
    const description = parseSessionDescription(described.body);
    const base = baseUrl(
      header(described.headers, 'content-base') ?? header(described.headers, 'content-location'),
      address.url,
    );
    // The base joins with "/": a trailing one of its own would double it (U4).
    const joined = base.endsWith('/') ? base.slice(0, -1) : base;
    this.#aggregate = description.control?.startsWith('rtsp')
      ? withHostOf(description.control, address.url)
      : base;
    // Datagrams beside TLS would lie open: media come through it.
    if (address.isSecure) this.#way = 'tcp';
    const set = await this.#setup(description, conversation, joined, host.address);
    if (isTransportRefused(set.status) && !address.isSecure && !this.#hasTriedOther) {
      this.#handlers.onDeviation(this.#way === 'udp' ? 'udp-refused' : 'tcp-refused', 1);
      return 'other-way';
    }
    if (set.status !== 200) return this.#refused(conversation, set);
    const playing = await this.#startPlaying(conversation);
    if (playing && playing.status !== 200) return this.#refused(conversation, playing);
    this.isOpening = false;
    clearTimeout(this.#deadline);
    this.#keepalive = new KeepAlive({
      conversation,
      url: this.#aggregate,
      methods: header(options.headers, 'public') ?? '',
      timeoutSeconds: this.#transport?.timeoutSeconds() ?? 60,
      report: () => this.#transport?.report(),
    });
    return 'playing';
  }

  /** A reply that ends this connection: the next one may have the right answer, or the attempt ends. */
  #refused(conversation: Conversation, reply: RtspReply): 'again' {
    const { refusal } = conversation;
    if (refusal?.kind === 'wrong' && refusal.mayTryAnother) return 'again';
    if (reply.status === 0 && this.#access.isCarrying && !this.#hasCarried) {
      this.#hasCarried = true;
      return 'again';
    }
    if (reply.status === 0 && this.#lost)
      throw new Ended(this.#lost.cause, this.#lost.reason, this.#lost.detail);
    return failOn(reply, refusal);
  }

  #connect(host: string, address: CameraAddress): Promise<void> {
    const wanted = parseCameraAddress(this.#options.url);
    const isOwn = wanted?.host === address.host && wanted.port === address.port;
    let mine: Socket | undefined;
    return connectCamera({
      host,
      port: address.port,
      ...(address.isSecure && { secureName: address.host }),
      ...(isOwn && { pinned: this.#memory.certificateSha256 }),
      buffer: readBuffer,
      onBytes: (bytes, count) => {
        this.receivedBytes += count;
        // What a connection says that has been left, as to its TEARDOWN, is no answer to the next one.
        if (!this.#ended && mine === this.#socket) this.#reader?.receive(bytes, count);
      },
      onCertificate: (certificate) => {
        if (isOwn && !certificate.isTrusted) this.#memory.certificateSha256 ??= certificate.sha256;
        this.#handlers.onCertificate?.(certificate);
      },
      onSocket: (socket) => {
        mine = socket;
        this.#socket = socket;
      },
      onLost: (socket, code) => {
        if (socket !== this.#socket) return;
        this.#connectionLost(
          code === undefined ? this.#closedBy() : { cause: 'network', reason: 'unreachable', detail: code },
        );
      },
    });
  }

  /** During the conversation its next question finds out; afterwards it is the end. */
  #connectionLost(end: StreamEnd): void {
    if (!this.isOpening || this.#media?.hasPictures) {
      this.end(end);
      return;
    }
    this.#lost ??= end;
    this.#conversation?.close();
  }

  /** The camera closed: in the middle of the picture, or before it ever spoke. */
  #closedBy(): StreamEnd {
    if (this.#media?.hasPictures)
      return { cause: 'network', reason: 'unreachable', detail: 'closed by the camera' };
    return this.receivedBytes === 0
      ? { cause: 'camera-offline', reason: 'unreachable', detail: 'closed without a word' }
      : { cause: 'camera-refused', reason: 'camera-refused', detail: 'closed by the camera' };
  }

  #startConversation(user: string | undefined, password: string | undefined): Conversation {
    this.#lost = undefined;
    const conversation = new Conversation({
      access: this.#access,
      send: (text) => this.#socket?.write(text),
      credentials: user === undefined ? undefined : { user, password: password ?? '' },
      clientNonce: () => randomBytes(8).toString('hex'),
      digest: (algorithm, text) => createHash(algorithm).update(text, 'utf8').digest('hex'),
      replyWithinMs,
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    });
    this.#conversation = conversation;
    this.#reader = new InterleavedReader({
      onText: (message) => {
        if (conversation.receive(message) === 'teardown') {
          this.end({ cause: 'camera-refused', reason: 'camera-refused', detail: 'TEARDOWN by the camera' });
        }
      },
      onFrame: (channel, bytes, from, to) => this.#media?.interleaved(channel, bytes, from, to),
      onSkipped: (count) => this.#handlers.onDeviation('F1', count),
      onHopeless: () => this.end({ cause: 'garbage', reason: 'not-rtsp', detail: 'no RTSP in a mebibyte' }),
    });
    return conversation;
  }

  /** @returns the reply to the picture's SETUP */
  async #setup(
    description: SessionDescription,
    conversation: Conversation,
    base: string,
    host: string,
  ): Promise<RtspReply> {
    const { video, audio, unsupportedVideo, unsupportedAudio } = description;
    if (!video) {
      if (unsupportedVideo.length === 0)
        throw new Ended('no-media', 'no-video', 'no video in the description');
      throw new Ended('unsupported-codec', 'unsupported-codec', unsupportedVideo.join(', '));
    }
    const media = new MediaReceiver(description, this.#options, this.#handlers);
    this.#media = media;
    const make = this.#way === 'udp' ? udpTransport : tcpTransport;
    this.#transport = make({
      conversation,
      media,
      reader: this.#reader!,
      host,
      write: (bytes) => this.#socket?.write(bytes),
      isPlainBase: base,
    });
    const reply = await this.#transport.setup(video, 0);
    if (reply.status !== 200) return reply;
    if (audio && this.#options.recordAudio) {
      const sound = await this.#transport.setup(audio, 1);
      // Without sound a picture is worth a lot; the other way round there would be nothing to record.
      if (sound.status !== 200) this.#handlers.onDeviation('audio-refused', 1);
    }
    // Sound that is there and cannot be kept is said, not passed over (AU5).
    if (!audio && this.#options.recordAudio && unsupportedAudio.length > 0)
      this.#handlers.onDeviation(`audio-unsupported ${unsupportedAudio.join(', ').slice(0, 60)}`, 1);
    return reply;
  }

  /** @returns the reply; undefined when pictures came without one (F4) */
  async #startPlaying(conversation: Conversation): Promise<RtspReply | undefined> {
    const play = (headers: readonly string[]) =>
      conversation.request('PLAY', this.#aggregate, headers, playWithinMs);
    try {
      const reply = await play(['Range: npt=0.000-']);
      // Some reject the range others need (S10).
      return reply.status >= 400 && reply.status !== 401 ? await play([]) : reply;
    } catch (error) {
      if (this.#media?.hasPictures) return undefined;
      throw error;
    }
  }
}

function redirected(
  reply: { readonly headers: readonly (readonly [string, string])[] },
  asked: string,
  from: string,
): string {
  const location = redirectUrl(header(reply.headers, 'location') ?? '', asked);
  const target = location === undefined ? undefined : parseCameraAddress(location);
  const before = parseCameraAddress(from);
  if (!target || !before) throw new Ended('camera-refused', 'camera-refused', 'redirect without an address');
  if (before.isSecure && !target.isSecure)
    throw new Ended('camera-refused', 'camera-refused', 'redirect out of TLS');
  // Credentials go along only to the same host (F14).
  return target.host === before.host ? withCredentialsOf(location!, from) : location!;
}
