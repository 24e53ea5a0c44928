// SPDX-License-Identifier: Apache-2.0
/**
 * One attempt at a camera over real sockets: look the name up, connect, OPTIONS, DESCRIBE, SETUP, PLAY, and
 * frames until it ends. Everything a camera can do wrong ends in one `onEnd` with its reason.
 */
import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import {
  baseUrl,
  Conversation,
  header,
  InterleavedReader,
  MediaReceiver,
  parseSessionDescription,
  RtspFailure,
  type SessionDescription,
  withHostOf,
} from '@mingjing/media';
import type { GapCause } from '../core/causes.ts';
import type { CameraTestFailure } from '../core/recorder-core.ts';
import { parseCameraAddress, resolveCameraHost, withoutCredentials } from './camera-address.ts';
import type { CameraStream, StreamEnd, StreamHandlers, StreamOptions } from './camera-stream.ts';
import { type Transport, tcpTransport, udpTransport } from './rtsp-transport.ts';

const connectWithinMs = 8000;
const replyWithinMs = 8000;
const mostRedirects = 3;

/** One buffer for all sockets of this thread: it is free again as soon as a read has been taken apart. */
const readBuffer = Buffer.allocUnsafeSlow(262_144);

export function openRtspStream(options: StreamOptions, handlers: StreamHandlers): CameraStream {
  const attempt = new Attempt(options, handlers);
  void attempt.run();
  return { receivedBytes: () => attempt.receivedBytes, close: () => attempt.end(stopped) };
}

const stopped: StreamEnd = { cause: 'operator', reason: 'no-picture', detail: 'stopped' };

/** An end that was decided on the way; thrown to leave the procedure. */
class Ended extends Error {
  override readonly name = 'Ended';
  readonly end: StreamEnd;
  constructor(cause: GapCause, reason: CameraTestFailure, detail: string) {
    super(detail);
    this.end = { cause, reason, detail: withoutCredentials(detail) };
  }
}

class Attempt {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  #socket: Socket | undefined;
  #conversation: Conversation | undefined;
  #reader: InterleavedReader | undefined;
  #transport: Transport | undefined;
  #media: MediaReceiver | undefined;
  #keepalive: NodeJS.Timeout | undefined;
  #aggregate = '';
  #ended = false;
  receivedBytes = 0;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  async run(): Promise<void> {
    try {
      let url = this.#options.url;
      for (let redirects = 0; ; redirects++) {
        const next = await this.#play(url);
        if (next === undefined) return;
        if (redirects === mostRedirects)
          throw new Ended('camera-refused', 'camera-refused', 'too many redirects');
        this.#closeConnection();
        url = next;
      }
    } catch (error) {
      this.end(error instanceof Ended ? error.end : endOf(error));
    }
  }

  /** Once, whoever calls first. */
  end(end: StreamEnd): void {
    if (this.#ended) return;
    this.#media?.flush();
    this.#ended = true;
    clearInterval(this.#keepalive);
    // TEARDOWN also over TCP: cameras allow few sessions, and some go on sending into the next one (F6, S12).
    if (this.#conversation?.session !== undefined) this.#conversation.tell('TEARDOWN', this.#aggregate);
    this.#closeConnection();
    this.#handlers.onEnd(end);
  }

  #closeConnection(): void {
    this.#reader?.close();
    this.#conversation?.close();
    this.#transport?.close();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.end();
    // Whatever has not gone out by then stays unsaid.
    if (socket) setTimeout(() => socket.destroy(), 500).unref();
  }

  /** The conversation of RFC 2326, in its order. @returns another address when redirected there */
  async #play(url: string): Promise<string | undefined> {
    const address = parseCameraAddress(url);
    if (!address) throw new Ended('address-refused', 'address-malformed', 'not an rtsp:// address');
    const host = await resolveCameraHost(address.host, this.#options.allowAddresses);
    if (host.kind !== 'address') {
      throw new Ended(
        host.kind === 'name-unknown' ? 'camera-offline' : 'address-refused',
        host.kind,
        address.host,
      );
    }
    await this.#connect(host.address, address.port);
    const conversation = this.#startConversation(address.user, address.password);
    const options = await conversation.request('OPTIONS', address.url);
    const methods = header(options.headers, 'public') ?? '';
    const described = await conversation.request('DESCRIBE', address.url, ['Accept: application/sdp']);
    if (described.status >= 300 && described.status < 400) return redirected(described, url);
    checkStatus(described.status, described.reason);
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
    await this.#setup(description, conversation, joined, host.address);
    await this.#startPlaying(conversation);
    this.#keepAlive(conversation, methods);
    return undefined;
  }

  async #connect(host: string, port: number): Promise<void> {
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 10_000,
      onread: {
        buffer: () => readBuffer,
        callback: (bytesRead, bytes) => {
          this.receivedBytes += bytesRead;
          if (!this.#ended) this.#reader?.receive(bytes as Buffer, bytesRead);
          return true;
        },
      },
    });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Ended('camera-offline', 'timeout', 'no connection'));
      }, connectWithinMs);
      // Before that the procedure itself says what went wrong: nobody there is another matter than a broken line.
      let connected = false;
      socket.once('connect', () => {
        connected = true;
        clearTimeout(timer);
        resolve();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(new Ended('camera-offline', 'unreachable', error.code ?? error.message));
        if (connected && socket === this.#socket)
          this.end({ cause: 'network', reason: 'unreachable', detail: error.code ?? '' });
      });
      socket.on('close', () => {
        clearTimeout(timer);
        reject(new Ended('camera-offline', 'unreachable', 'closed'));
        if (connected && socket === this.#socket) this.end(this.#closedBy());
      });
    });
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
    const conversation = new Conversation({
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

  async #setup(
    description: SessionDescription,
    conversation: Conversation,
    base: string,
    host: string,
  ): Promise<void> {
    const { video, audio, unsupportedVideo } = description;
    if (!video) {
      if (unsupportedVideo.length === 0)
        throw new Ended('no-media', 'no-video', 'no video in the description');
      throw new Ended('unsupported-codec', 'unsupported-codec', unsupportedVideo.join(', '));
    }
    const media = new MediaReceiver(description, this.#options, this.#handlers);
    this.#media = media;
    const make = this.#options.transport === 'udp' ? udpTransport : tcpTransport;
    this.#transport = make({
      conversation,
      media,
      reader: this.#reader!,
      host,
      write: (bytes) => this.#socket?.write(bytes),
      isPlainBase: base,
    });
    const status = await this.#transport.setup(video, 0);
    checkStatus(status.status, status.reason);
    if (audio && this.#options.recordAudio) {
      const sound = await this.#transport.setup(audio, 1);
      // Without sound a picture is worth a lot; the other way round there would be nothing to record.
      if (sound.status !== 200) this.#handlers.onDeviation('audio-refused', 1);
    }
  }

  async #startPlaying(conversation: Conversation): Promise<void> {
    let reply = await conversation.request('PLAY', this.#aggregate, ['Range: npt=0.000-']);
    // Some reject the range others need (S10).
    if (reply.status >= 400 && reply.status !== 401)
      reply = await conversation.request('PLAY', this.#aggregate);
    checkStatus(reply.status, reply.reason);
  }

  /** At half the session's timeout, on the aggregate URL (S5, S9); never ends anything by itself (S7). */
  #keepAlive(conversation: Conversation, methods: string): void {
    const timeoutS = this.#transport?.timeoutSeconds() ?? 60;
    const everyMs = Math.max(2000, Math.min(30_000, (timeoutS * 1000) / 2));
    const method = /GET_PARAMETER/i.test(methods) ? 'GET_PARAMETER' : 'OPTIONS';
    let lastAliveMs = this.#options.nowMs();
    this.#keepalive = setInterval(() => {
      this.#transport?.report();
      if (this.#options.nowMs() - lastAliveMs < everyMs) return;
      lastAliveMs = this.#options.nowMs();
      conversation.tell(method, this.#aggregate);
    }, 2000);
  }
}

function redirected(
  reply: { readonly headers: readonly (readonly [string, string])[] },
  from: string,
): string {
  const location = header(reply.headers, 'location');
  const target = location === undefined ? undefined : parseCameraAddress(location);
  const asked = parseCameraAddress(from);
  if (!target || !asked) throw new Ended('camera-refused', 'camera-refused', 'redirect without an address');
  // Credentials go along only to the same host (F14).
  const same = target.host === asked.host && asked.user !== undefined && target.user === undefined;
  if (!same) return location!;
  const secret = `${encodeURIComponent(asked.user ?? '')}:${encodeURIComponent(asked.password ?? '')}@`;
  return target.url.replace('rtsp://', `rtsp://${secret}`);
}

function checkStatus(status: number, reason: string): void {
  if (status === 200) return;
  const detail = `${status} ${reason}`.trim();
  if (status === 401 || status === 403) throw new Ended('wrong-password', 'wrong-password', detail);
  if (status === 404) throw new Ended('stream-not-found', 'stream-not-found', detail);
  if (status === 0) throw new Ended('camera-offline', 'not-rtsp', detail);
  throw new Ended('camera-refused', 'camera-refused', detail);
}

function endOf(error: unknown): StreamEnd {
  if (error instanceof RtspFailure)
    return { cause: 'camera-offline', reason: 'timeout', detail: error.message };
  return {
    cause: 'internal',
    reason: 'no-picture',
    detail: error instanceof Error ? error.message : 'unknown',
  };
}
