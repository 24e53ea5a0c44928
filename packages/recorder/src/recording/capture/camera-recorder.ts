// SPDX-License-Identifier: Apache-2.0
/**
 * Records one camera for as long as it is wanted: connect, place frames in time, cut fragments, hand them to
 * the segment row; after an end wait a little and connect again. Whatever the camera does stays its own matter.
 */

import type { AudioFrame, PlacedAudio, PlacedVideo, StreamFormat, VideoFrame } from '@mingjing/media';
import type { CameraState, Certificate } from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import type { SegmentSequence, SequenceOptions } from '../store/segment-sequence.ts';
import type { CutFragment } from '../store/spans.ts';
import type { CameraStream, OpenStream, StreamEnd, StreamOptions } from './camera-stream.ts';
import { FragmentCutter } from './fragment-cutter.ts';
import { livePartsOf } from './live-start.ts';
import type { CameraReport, LivePart } from './messages.ts';
import type { Backoff, ConnectGate } from './pacing.ts';
import { RateMeter } from './rate-meter.ts';
import { type Arrival, SessionTimeline } from './session-timeline.ts';

export type CameraRecorderOptions = {
  readonly id: string;
  readonly stream: StreamOptions;
  readonly openStream: OpenStream;
  readonly sequence: SegmentSequence;
  readonly fragmentMs: number;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly gate: ConnectGate;
  readonly backoff: Backoff;
  readonly onLivePart: (part: LivePart) => void;
  readonly onLiveInterrupted: (cause: GapCause) => void;
};

type Gathered = Arrival & { readonly frame: VideoFrame };

/** A camera that sends no whole picture for so long is connected anew; one frame a second is well. */
const stallMs = 15_000;
/** Frames further apart than this and than four usual intervals are a hole, declared as a gap. */
const holeMs = 3000;
/** A camera may first send what it had buffered: so long frames are gathered before time is fixed. */
const settleMs = 900;
const settleBytes = 4 * 2 ** 20;
/** A gap is declared once it has lasted a minute, then in pieces: people see it, and a crash does not lose its cause. */
const firstPieceMs = 60_000;
const gapPieceMs = 3_600_000;
/** A gap's cause may change after this long. */
const causeStaysMs = 60_000;
/** A camera that never had footage begins its timeline with a gap if nothing came by then. */
const firstPictureMs = 10_000;

export class CameraRecorder {
  readonly id: string;
  readonly #options: CameraRecorderOptions;
  readonly #cutter: FragmentCutter;
  #stream: CameraStream | undefined;
  /** Counts attempts, so that a late call of an old stream is recognised. */
  #attempt = 0;
  #timeline = this.#newTimeline();
  #audioTimeline = new SessionTimeline();
  /** Frames of the first second of a session, until their time is fixed. */
  #gathered: Gathered[] | undefined = [];
  #gatheredBytes = 0;
  #gatheredSinceMs = 0;
  readonly #gatheredAudio: PlacedAudio[] = [];
  #inGate = false;
  #retry: NodeJS.Timeout | undefined;
  #wanted = true;
  #live = false;
  #thin = false;
  #halted = false;
  #state: CameraState = 'connecting';
  #sinceMs: number;
  #startedMs: number;
  #cause: GapCause | undefined;
  #detail: string | undefined;
  #connectedAtMono = 0;
  #recordingSinceMono: number | undefined;
  #lastVideoMono = 0;
  #lastReceivedBytes = 0;
  #format: StreamFormat | undefined;
  #clockOffsetMs: number | undefined;
  #signed = false;
  #certificate: Certificate | undefined;
  /** A piece of the gap that is open has been declared. */
  #isGapTold = false;
  #frames = 0;
  #bytes = 0;
  #reconnects = 0;
  #packetsLost = 0;
  #lastFrameMs: number | undefined;
  readonly #deviations: Record<string, number> = {};
  readonly #rate = new RateMeter();

  constructor(options: CameraRecorderOptions, isDue: (atMs: number) => boolean) {
    this.id = options.id;
    this.#options = options;
    this.#sinceMs = options.nowMs();
    this.#startedMs = this.#sinceMs;
    this.#cutter = new FragmentCutter({
      fragmentMs: options.fragmentMs,
      isDue,
      onFragment: (fragment, format) => this.#keep(fragment, format),
    });
  }

  /** What the sequence says of each segment. */
  describe(clockSource: string): ReturnType<SequenceOptions['describe']> {
    const cameraSignature = this.#signed ? 'unchecked' : 'absent';
    this.#signed = false;
    return { clockSource, clockOffsetMs: Math.round(this.#clockOffsetMs ?? 0), cameraSignature };
  }

  start(): void {
    void this.#connect();
  }

  /** Ends for good; resolves when its last span has been emitted. */
  async stop(cause: GapCause): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#dropStream(cause, 'stopped');
    await this.#options.sequence.stop(this.#options.nowMs(), cause);
  }

  setLive(on: boolean): void {
    this.#live = on;
  }

  /** @param thin key frames only @param halt nothing at all, for this reason */
  setPressure(thin: boolean, halt: GapCause | undefined): void {
    this.#thin = thin;
    if (halt && !this.#halted) {
      this.#flushAll();
      this.#options.sequence.interrupt(halt, this.#options.nowMs());
      this.#setState('stopped-by-pressure', halt);
    }
    this.#halted = halt !== undefined;
  }

  /** The recorder's timeline was set forward: frames from now on lie later, and the time between is a gap. */
  clockStepped(): void {
    this.#flushAll();
    this.#options.sequence.interrupt('time-step', this.#options.nowMs());
    this.#beginTimeline();
  }

  /** Once a second: stalls, long gaps. */
  tick(): void {
    const mono = this.#options.monotonicMs();
    const nowMs = this.#options.nowMs();
    if (this.#gathered && this.#gathered.length > 0 && mono - this.#gatheredSinceMs > settleMs)
      this.#settle();
    if (this.#stream?.isOpening?.()) this.#connectedAtMono = mono;
    if (this.#stream && mono - Math.max(this.#lastVideoMono, this.#connectedAtMono) > stallMs) {
      const silent = this.#stream.receivedBytes() === this.#lastReceivedBytes;
      this.#dropStream(silent ? 'network' : 'no-media', silent ? 'nothing received' : 'no picture');
      this.#scheduleRetry(false);
    }
    if (mono - this.#lastVideoMono > stallMs / 3)
      this.#lastReceivedBytes = this.#stream?.receivedBytes() ?? 0;
    const { sequence } = this.#options;
    if (sequence.lastEndMs === undefined && nowMs - this.#startedMs > firstPictureMs) {
      sequence.interrupt(this.#cause ?? 'no-media', this.#startedMs);
    }
    this.tellGap(this.#isGapTold ? gapPieceMs : firstPieceMs);
  }

  /** Declares the gap that is open until now; less than this is only the time between two fragments. */
  tellGap(afterMs = holeMs): void {
    const { sequence, nowMs } = this.#options;
    const gap = sequence.openGap();
    const atMs = nowMs();
    if (!gap || atMs - gap.sinceMs <= afterMs) return;
    sequence.splitGap(atMs, this.#cause ?? gap.cause);
    this.#isGapTold = true;
  }

  report(): CameraReport {
    this.#rate.measure(this.#options.monotonicMs(), this.#frames, this.#bytes);
    return {
      id: this.id,
      state: this.#state,
      sinceMs: this.#sinceMs,
      cause: this.#state === 'recording' ? undefined : this.#cause,
      detail: this.#detail,
      codec: this.#format?.videoCodec,
      width: this.#format?.width,
      height: this.#format?.height,
      audioCodec: this.#format?.audioCodec,
      framesPerSecond: this.#rate.framesPerSecond,
      bitsPerSecond: this.#rate.bitsPerSecond,
      frames: this.#frames,
      bytes: this.#bytes,
      reconnects: this.#reconnects,
      packetsLost: this.#packetsLost,
      clockOffsetMs: this.#clockOffsetMs,
      deviations: { ...this.#deviations },
      thinned: this.#thin,
      lastFrameMs: this.#lastFrameMs,
      certificate: this.#certificate,
    };
  }

  async #connect(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#setState('connecting', this.#cause);
    await this.#options.gate.enter();
    if (!this.#wanted || attempt !== this.#attempt) return this.#options.gate.leave();
    this.#inGate = true;
    this.#beginTimeline();
    this.#connectedAtMono = this.#options.monotonicMs();
    this.#recordingSinceMono = undefined;
    this.#lastReceivedBytes = -1;
    const mine = () => attempt === this.#attempt && this.#stream !== undefined;
    this.#stream = this.#options.openStream(this.#options.stream, {
      onVideo: (frame) => mine() && this.#video(frame),
      onAudio: (frame) => mine() && this.#audio(frame),
      onCameraClock: (offsetMs) => {
        this.#clockOffsetMs = offsetMs;
      },
      onDeviation: (id, count) => {
        this.#deviations[id] = (this.#deviations[id] ?? 0) + count;
      },
      onPacketsLost: (count) => {
        this.#packetsLost += count;
      },
      onCertificate: (certificate) => {
        this.#certificate = certificate;
      },
      onEnd: (end) => {
        if (attempt === this.#attempt) this.#ended(end);
      },
    });
  }

  #beginTimeline(): void {
    this.#timeline = this.#newTimeline();
    this.#audioTimeline = new SessionTimeline();
    this.#gathered = [];
    this.#gatheredBytes = 0;
  }

  /** A clock that says nothing is counted; its frames are placed by arrival. */
  #newTimeline(): SessionTimeline {
    return new SessionTimeline(() => {
      this.#deviations['C5'] = (this.#deviations['C5'] ?? 0) + 1;
    });
  }

  #ended(end: StreamEnd): void {
    this.#dropStream(end.cause, end.detail);
    if (this.#wanted) this.#scheduleRetry(/^(?:wrong-password|certificate-changed)$/.test(end.cause));
  }

  #scheduleRetry(wrongPassword: boolean): void {
    const recordedMs =
      this.#recordingSinceMono === undefined ? 0 : this.#options.monotonicMs() - this.#recordingSinceMono;
    const delayMs = this.#options.backoff.next({ recordedMs, wrongPassword });
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#reconnects++;
      void this.#connect();
    }, delayMs);
  }

  /** Everything received is kept, the rest is a gap with this cause. */
  #dropStream(cause: GapCause, detail: string): void {
    this.#attempt++;
    const stream = this.#stream;
    this.#stream = undefined;
    if (this.#inGate) this.#options.gate.leave();
    this.#inGate = false;
    this.#flushAll();
    stream?.close();
    if (!this.#wanted) return;
    const { sequence, nowMs } = this.#options;
    const gap = sequence.openGap();
    sequence.interrupt(cause, this.#startedMs);
    // A later reason takes over only when the gap has lasted; a refused reconnect says nothing of the first cause.
    if (gap && gap.cause !== cause && nowMs() - gap.sinceMs > causeStaysMs) sequence.splitGap(nowMs(), cause);
    this.#detail = detail;
    this.#setState(this.#halted ? 'stopped-by-pressure' : 'waiting', cause);
    if (this.#live) this.#options.onLiveInterrupted(cause);
  }

  #video(frame: VideoFrame): void {
    const mono = this.#options.monotonicMs();
    this.#lastVideoMono = mono;
    if (frame.signed) this.#signed = true;
    if (this.#halted || (this.#thin && !frame.sync)) {
      frame.lease?.release();
      return;
    }
    if (this.#inGate) {
      this.#inGate = false;
      this.#options.gate.leave();
    }
    const receivedMs = this.#options.nowMs();
    if (!this.#gathered) {
      const placed = this.#timeline.place(frame.mediaMs, receivedMs);
      if (placed.jumpMs !== 0) this.#jumped(placed.atMs);
      this.#cut({ frame, atMs: placed.atMs });
      return;
    }
    if (this.#gathered.length === 0) this.#gatheredSinceMs = mono;
    this.#gathered.push({ frame, mediaMs: frame.mediaMs, receivedMs });
    this.#gatheredBytes += frame.sizeBytes;
    if (mono - this.#gatheredSinceMs > settleMs || this.#gatheredBytes > settleBytes) this.#settle();
  }

  /** The camera's clock jumped: another segment, no frame lost (C2). */
  #jumped(atMs: number): void {
    this.#deviations['C2'] = (this.#deviations['C2'] ?? 0) + 1;
    this.#cutter.flush();
    const { sequence } = this.#options;
    const lastEndMs = sequence.lastEndMs;
    if (lastEndMs !== undefined && atMs - lastEndMs > holeMs) sequence.interrupt('no-media', atMs);
    else void sequence.rotate();
  }

  /** The offset between both clocks is known well enough now; what was gathered moves with it. */
  #settle(): void {
    const gathered = this.#gathered ?? [];
    this.#gathered = undefined;
    const places = this.#timeline.settle(gathered);
    for (const [at, { frame }] of gathered.entries()) this.#cut({ frame, atMs: places[at]! });
    this.#audioTimeline.settle([]);
    for (const audio of this.#gatheredAudio.splice(0)) this.#cutter.addAudio(audio);
  }

  #cut(video: PlacedVideo): void {
    const last = this.#cutter.last;
    if (last) {
      const stepMs = video.atMs - last.atMs;
      // Times must grow: small steps back are a camera's rounding (C3).
      if (stepMs <= 0) video.atMs = last.atMs + 0.1;
      else if (!this.#thin && stepMs > Math.max(holeMs, 4 * this.#cutter.intervalMs)) {
        this.#cutter.flush();
        this.#options.sequence.interrupt('no-media', video.atMs);
      }
    } else {
      const lastEndMs = this.#options.sequence.lastEndMs;
      if (lastEndMs !== undefined && video.atMs < lastEndMs) video.atMs = lastEndMs;
    }
    this.#cutter.addVideo(video);
  }

  #audio(frame: AudioFrame): void {
    if (this.#halted || this.#thin) return;
    const { atMs } = this.#audioTimeline.place(frame.mediaMs, this.#options.nowMs());
    const placed = { frame, atMs };
    if (!this.#gathered) {
      this.#cutter.addAudio(placed);
      return;
    }
    // Sound that runs ahead of the first picture has nothing to belong to (AU6).
    if (this.#gathered.length > 0 && this.#gatheredAudio.length < 500) this.#gatheredAudio.push(placed);
  }

  #flushAll(): void {
    if (this.#gathered && this.#gathered.length > 0) this.#settle();
    this.#cutter.flush();
  }

  #keep(fragment: CutFragment, format: StreamFormat): void {
    this.#format = format;
    const written = this.#options.sequence.write(fragment, format.init);
    if (!written) return;
    this.#isGapTold = false;
    const { part } = written;
    this.#frames += part.frames;
    this.#bytes += part.digest.sizeBytes;
    this.#lastFrameMs = part.endMs;
    this.#recordingSinceMono ??= this.#options.monotonicMs();
    if (this.#state !== 'recording') this.#setState('recording', undefined);
    if (this.#live) for (const one of livePartsOf(written, format)) this.#options.onLivePart(one);
    written.done();
  }

  #setState(state: CameraState, cause: GapCause | undefined): void {
    if (state !== this.#state) this.#sinceMs = this.#options.nowMs();
    this.#state = state;
    this.#cause = cause;
  }
}
