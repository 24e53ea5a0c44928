// SPDX-License-Identifier: Apache-2.0
/** One client: answers its requests, holds its session, carries out the faults of the conversation. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import { authorized, challenge } from './authorization.ts';
import { type Camera, type ResolvedTraits, resolveTraits } from './camera.ts';
import { type CameraUrl, parseCameraUrl, traitsOfQuery } from './camera-url.ts';
import { faultyAnswer } from './conversation-fault.ts';
import { SimulatorError } from './errors.ts';
import { bytesPerSecond, type MediaTrack } from './media-track.ts';
import { mergeTraits } from './merge-traits.ts';
import { offeredDescription, offeredTracks } from './offer.ts';
import { PlaySession, type StreamSetup } from './play-session.ts';
import { formatReply, type Reply, RtspReader, type RtspRequest } from './rtsp-message.ts';
import { openDatagramPair, type Scratch, type Sink, tcpSink, udpSink } from './sink.ts';
import type { TimerWheel } from './timer-wheel.ts';
import { type OfferedTransport, parseTransport } from './transport.ts';

/** What all connections of one server share. */
export type ServerParts = {
  readonly host: string;
  readonly cameras: ReadonlyMap<number, Camera>;
  readonly wheel: TimerWheel;
  readonly scratch: Scratch;
  readonly monotonicMs: () => number;
  readonly wallMs: () => number;
  readonly sessionTimeoutSeconds: number | undefined;
  readonly bufferMs: number;
  readonly nextSessionNumber: () => number;
  readonly sessionStarted: (session: PlaySession) => void;
  readonly sessionEnded: (session: PlaySession) => void;
};

/** The camera a request is for, as this client asked for it. */
type Subject = {
  readonly camera: Camera;
  readonly traits: ResolvedTraits;
  readonly query: string;
  readonly url: CameraUrl;
};

const ALLOWED = 'OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER';
/** Holds any single frame. */
const SMALLEST_BUFFER = 200_000;
const ADVERTISED_TIMEOUT_SECONDS = 60;

export class RtspConnection {
  private readonly socket: Socket;
  private readonly parts: ServerParts;
  private readonly reader = new RtspReader();
  private readonly nonce = randomBytes(16).toString('hex');
  private described: { camera: number; query: string; tracks: MediaTrack[] } | undefined;
  private sessionId: string | undefined;
  private readonly setups = new Map<number, StreamSetup>();
  private session: PlaySession | undefined;
  private deaf = false;
  private lastHeardMs: number;
  /** Requests are answered one after the other, also when an answer takes time. */
  private answering: Promise<void> = Promise.resolve();

  constructor(socket: Socket, parts: ServerParts) {
    this.socket = socket;
    this.parts = parts;
    this.lastHeardMs = parts.monotonicMs();
    socket.setNoDelay(true);
    // A client that goes away is nothing to report; `close` follows and ends the session.
    socket.on('error', () => undefined);
    socket.on('close', () => this.endSession());
    socket.on('data', (bytes) => this.receive(bytes));
  }

  destroy(): void {
    this.endSession();
    this.socket.destroy();
  }

  /** Drops a session that nobody keeps alive. @returns whether the connection is still of use */
  checkTimeout(nowMs: number): void {
    const seconds =
      this.parts.sessionTimeoutSeconds ?? (this.hasDatagrams() ? ADVERTISED_TIMEOUT_SECONDS : undefined);
    if (this.session && seconds !== undefined && nowMs - this.lastHeardMs > seconds * 1000) this.destroy();
  }

  private receive(bytes: Buffer): void {
    if (this.deaf) return;
    this.lastHeardMs = this.parts.monotonicMs();
    const messages = this.reader.push(bytes);
    if (!messages) {
      this.socket.end(formatReply('0', { status: 400 }));
      return;
    }
    for (const message of messages) {
      if (message.kind === 'frame' && this.session) this.session.receiverReports += 1;
      if (message.kind === 'request') {
        this.answering = this.answering
          .then(() => this.answer(message))
          .catch((error: unknown) => void this.socket.destroy(error instanceof Error ? error : undefined));
      }
    }
  }

  private async answer(request: RtspRequest): Promise<void> {
    const cseq = request.headers.get('cseq') ?? '0';
    const reply = (answer: Reply) => {
      if (this.socket.writable && !this.deaf) this.socket.write(formatReply(cseq, answer));
    };
    let subject: Subject | undefined;
    try {
      subject = this.subject(request);
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      reply({ status: 400, headers: [['X-Reason', `${error.code} ${JSON.stringify(error.facts)}`]] });
      return;
    }
    if (!subject) {
      reply({ status: request.method === 'OPTIONS' ? 200 : 404, headers: [['Public', ALLOWED]] });
      return;
    }
    const refusal = await faultyAnswer(request, subject.url.camera, subject.traits.faults, this.socket);
    if (refusal === 'deaf') this.deaf = true;
    if (refusal === 'deaf' || refusal === 'answered') return;
    reply(refusal ?? this.denied(request, subject) ?? (await this.carryOut(request, subject)));
    if (request.method === 'PLAY' && !refusal) this.start();
  }

  /** @returns undefined when the URL names no camera; @throws SimulatorError for a query nobody understands */
  private subject(request: RtspRequest): Subject | undefined {
    const url = parseCameraUrl(request.url);
    const camera = url && this.parts.cameras.get(url.camera);
    if (!camera) return undefined;
    // Some clients lose the query on the way from DESCRIBE to SETUP.
    const query =
      url.query === '' && this.described?.camera === url.camera ? this.described.query : url.query;
    const traits = resolveTraits(mergeTraits(camera.traits, traitsOfQuery(query)), camera.number);
    return { camera, query, url, traits: { ...traits, faults: camera.ordered ?? traits.faults } };
  }

  private denied(request: RtspRequest, { traits: { auth } }: Subject): Reply | undefined {
    if (!auth || request.method === 'OPTIONS') return undefined;
    if (authorized(auth, this.nonce, request.headers.get('authorization'), request.method, request.url))
      return undefined;
    return { status: 401, headers: [['WWW-Authenticate', challenge(auth, this.nonce)]] };
  }

  private async carryOut(request: RtspRequest, subject: Subject): Promise<Reply> {
    switch (request.method) {
      case 'OPTIONS':
        return { status: 200, headers: [['Public', ALLOWED]] };
      case 'DESCRIBE':
        return this.describe(request, subject);
      case 'SETUP':
        return this.setUp(request, subject);
      case 'PLAY':
        return this.play(request, subject);
      case 'PAUSE':
        this.session?.pause();
        return this.withSession({ status: 200 });
      case 'GET_PARAMETER':
      case 'SET_PARAMETER':
        return this.withSession({ status: 200 });
      case 'TEARDOWN': {
        const reply = this.withSession({ status: 200 });
        this.endSession();
        return reply;
      }
      default:
        return { status: 501, headers: [['Allow', ALLOWED]] };
    }
  }

  private describe(request: RtspRequest, { camera, traits, query }: Subject): Reply {
    camera.describes += 1;
    const tracks = offeredTracks(camera, traits);
    this.described = { camera: camera.number, query, tracks };
    return {
      status: 200,
      headers: [
        ['Content-Type', 'application/sdp'],
        ['Content-Base', `${request.url.replace(/\/$/, '')}/`],
      ],
      body: offeredDescription(traits, tracks, this.parts.host),
    };
  }

  private async setUp(request: RtspRequest, { camera, traits, url }: Subject): Promise<Reply> {
    if (this.session) return { status: 455 };
    const tracks =
      this.described?.camera === camera.number ? this.described.tracks : offeredTracks(camera, traits);
    const track = tracks[(url.track ?? 1) - 1];
    const offered = parseTransport(request.headers.get('transport') ?? '', this.setups.size);
    if (!track || traits.faults.some(({ name }) => name === 'unsupported')) return { status: 404 };
    const has = (name: string) => traits.faults.some((fault) => fault.name === name);
    if (!offered || has(`no-${offered.kind}`)) return { status: 461 };
    this.sessionId ??= randomBytes(4).toString('hex');
    const ssrc = randomInt(1, 2 ** 32);
    const { sink, channels, answer } = await this.connect(offered, has('lost-udp'));
    this.setups.get(url.track ?? 1)?.sink.close();
    this.setups.set(url.track ?? 1, {
      track,
      sink,
      channel: channels[0],
      reportChannel: channels[1],
      ssrc,
      firstSequence: randomInt(0, 65_536),
      firstTimestamp: randomInt(0, 2 ** 32),
      maxBacklogBytes: (bytesPerSecond(track) * this.parts.bufferMs) / 1000 + SMALLEST_BUFFER,
    });
    return this.withSession({
      status: 200,
      headers: [
        ['Transport', `${answer};ssrc=${ssrc.toString(16).padStart(8, '0').toUpperCase()};mode="PLAY"`],
      ],
    });
  }

  private async connect(
    offered: OfferedTransport,
    isLost: boolean,
  ): Promise<{ sink: Sink; channels: readonly [number, number]; answer: string }> {
    if (offered.kind === 'tcp') {
      const [rtp, rtcp] = offered.channels;
      return {
        sink: tcpSink(this.socket, this.parts.scratch),
        channels: offered.channels,
        answer: `RTP/AVP/TCP;unicast;interleaved=${rtp}-${rtcp}`,
      };
    }
    const pair = await openDatagramPair(this.parts.host);
    pair.rtcp.on('message', () => {
      this.lastHeardMs = this.parts.monotonicMs();
      if (this.session) this.session.receiverReports += 1;
    });
    const [rtpPort, rtcpPort] = offered.ports;
    const host = this.socket.remoteAddress ?? '127.0.0.1';
    // Port 9 discards (RFC 863).
    const client = isLost ? { host, rtpPort: 9, rtcpPort: 9 } : { host, rtpPort, rtcpPort };
    return {
      sink: udpSink(pair, client),
      channels: [0, 1],
      answer: `RTP/AVP;unicast;client_port=${rtpPort}-${rtcpPort};server_port=${pair.rtp.address().port}-${pair.rtcp.address().port}`,
    };
  }

  private play(request: RtspRequest, { camera, traits }: Subject): Reply {
    if (this.setups.size === 0) return { status: 455 };
    if (this.session) {
      this.session.resume();
      return this.withSession({ status: 200 });
    }
    this.session = new PlaySession(
      this.parts.nextSessionNumber(),
      camera,
      [...this.setups.values()],
      traits.faults,
      { reset: () => this.reset(), close: () => this.closePolitely(), goDeaf: () => this.goDeaf() },
      this.parts.monotonicMs(),
      this.parts.wallMs(),
    );
    const base = request.url.replace(/\/$/, '');
    const info = [...this.setups].map(
      ([track, { firstSequence, firstTimestamp }]) =>
        `url=${base}/trackID=${track};seq=${firstSequence};rtptime=${firstTimestamp}`,
    );
    return this.withSession({
      status: 200,
      headers: [
        ['Range', 'npt=now-'],
        ['RTP-Info', info.join(',')],
      ],
    });
  }

  /** After the answer to PLAY has left: the first packet must not come before it (quirk F4 is not ours). */
  private start(): void {
    if (!this.session || this.session.ended || this.started === this.session) return;
    this.started = this.session;
    this.parts.sessionStarted(this.session);
    this.parts.wheel.add(this.session, this.session.startedMs);
  }
  private started: PlaySession | undefined;

  private withSession(reply: Reply): Reply {
    if (this.sessionId === undefined) return reply;
    const seconds = this.parts.sessionTimeoutSeconds ?? ADVERTISED_TIMEOUT_SECONDS;
    return {
      ...reply,
      headers: [...(reply.headers ?? []), ['Session', `${this.sessionId};timeout=${seconds}`]],
    };
  }

  private hasDatagrams(): boolean {
    return [...this.setups.values()].some(({ sink }) => sink.transport === 'udp');
  }

  private endSession(): void {
    if (this.session && !this.session.ended) {
      this.session.end();
      if (this.started === this.session) this.parts.sessionEnded(this.session);
    }
    for (const { sink } of this.setups.values()) sink.close();
    this.setups.clear();
    this.session = undefined;
    this.sessionId = undefined;
  }

  private reset(): void {
    this.endSession();
    this.socket.resetAndDestroy();
  }

  private closePolitely(): void {
    this.endSession();
    this.socket.end();
  }

  private goDeaf(): void {
    this.deaf = true;
  }
}
