// SPDX-License-Identifier: Apache-2.0
/**
 * Everything one capture thread does: its cameras, its disk queue, its reports. Runs in a worker thread, or in
 * the control thread itself (`workers: 0`) with another disk or another kind of camera stream.
 */

import { AccessMemory, BlockPool } from '@mingjing/media';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { GapCause } from '../../terms/causes.ts';
import { type ClockAnchor, timeOf } from '../../terms/clock.ts';
import type { Disk } from '../store/disk.ts';
import { DiskQueue } from '../store/disk-queue.ts';
import { guardedDisk } from '../store/guarded-disk.ts';
import { DaySeals } from '../store/seal/seal-segment.ts';
import { SegmentSequence } from '../store/segment-sequence.ts';
import { CameraRecorder } from './camera-recorder.ts';
import type { OpenStream } from './camera-stream.ts';
import { readSinceKeyFrame } from './live-start.ts';
import type {
  CameraJob,
  CameraReport,
  CaptureSettings,
  FromCapture,
  LivePart,
  OpenSegmentView,
  ToCapture,
} from './messages.ts';
import { Backoff, ConnectGate } from './pacing.ts';
import { StreamMemory } from './stream-memory.ts';

export type CaptureSurroundings = {
  readonly disk: Disk;
  readonly openStream: OpenStream;
  readonly monotonicMs: () => number;
  readonly random: () => number;
};

type Recorded = { readonly recorder: CameraRecorder; readonly sequence: SegmentSequence };

/** Cameras that are connecting at the same time, per thread. */
const connectsAtOnce = 16;
const reportEveryMs = 1000;

export class CaptureHost {
  readonly #settings: CaptureSettings;
  readonly #surroundings: CaptureSurroundings;
  readonly #post: (message: FromCapture, transfer?: ArrayBuffer[]) => void;
  readonly #queue: DiskQueue;
  readonly #seals: DaySeals | undefined;
  readonly #blocks = new BlockPool();
  readonly #gate = new ConnectGate(connectsAtOnce);
  readonly #cameras = new Map<string, Recorded>();
  /** Live viewers wait here until what was recorded since the last key frame has been sent. */
  readonly #liveStarting = new Map<string, LivePart[]>();
  readonly #reported = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #anchor: ClockAnchor;
  #pressure: { readonly thin: boolean; readonly halt: GapCause | undefined } = {
    thin: false,
    halt: undefined,
  };

  constructor(
    settings: CaptureSettings,
    surroundings: CaptureSurroundings,
    post: (message: FromCapture, transfer?: ArrayBuffer[]) => void,
  ) {
    this.#settings = settings;
    const disk = guardedDisk(surroundings.disk, settings.directory, settings.mount);
    this.#surroundings = { ...surroundings, disk };
    this.#post = post;
    this.#seals = settings.sealing && new DaySeals(settings.sealing);
    this.#anchor = settings.anchor;
    this.#queue = new DiskQueue({
      disk,
      maxBytes: settings.queueBytes,
      maxBytesPerCamera: settings.queueBytesPerCamera,
    });
    this.#timer = setInterval(() => this.#tick(), reportEveryMs);
  }

  handle(message: ToCapture): void {
    switch (message.kind) {
      case 'start':
        this.#start(message.job);
        return;
      case 'stop':
        return void this.#stop(message.camera, message.cause);
      case 'clock':
        this.#anchor = message.anchor;
        if (message.stepped) for (const { recorder } of this.#cameras.values()) recorder.clockStepped();
        return;
      case 'pressure':
        this.#pressure = { thin: message.thin, halt: message.halt };
        for (const { recorder } of this.#cameras.values()) recorder.setPressure(message.thin, message.halt);
        return;
      case 'live':
        this.#setLive(message.camera, message.on);
        return;
      case 'open-segment': {
        const open = this.#cameras.get(message.camera)?.sequence.openSegment();
        // The key stays here: who reads the file opens it with the footage key.
        const view = open && withoutSeal(open);
        this.#post({ kind: 'open-segment', question: message.question, view });
        return;
      }
      case 'rotate':
        return void this.#rotate(message.camera, message.question);
    }
  }

  /** Timers off; cameras must have been stopped. */
  close(): void {
    clearInterval(this.#timer);
    this.#queue.close();
  }

  #nowMs = (): number => timeOf(this.#anchor, this.#surroundings.monotonicMs());

  #start(job: CameraJob): void {
    const { directory, suite, segmentMs, fragmentMs, allowAddresses } = this.#settings;
    const { openStream, monotonicMs, random } = this.#surroundings;
    const sequence: SegmentSequence = new SegmentSequence({
      camera: job.id,
      directory,
      queue: this.#queue,
      algorithms: nodeAlgorithms[suite],
      seals: this.#seals,
      segmentMs,
      lastEndMs: job.lastEndMs,
      lastCause: job.lastCause,
      nowMs: this.#nowMs,
      emit: (span) => this.#post({ kind: 'span', span }),
      describe: () => recorder.describe(this.#anchor.source),
      onDisk: ({ kind, code }) => this.#post({ kind: 'disk', camera: job.id, state: kind, code }),
    });
    const recorder: CameraRecorder = new CameraRecorder(
      {
        id: job.id,
        stream: {
          url: job.url,
          transport: job.transport,
          recordAudio: job.recordAudio,
          allowAddresses,
          mayLoop: job.mayLoop,
          nowMs: this.#nowMs,
          random,
          store: directory,
          access: new AccessMemory(),
          memory: new StreamMemory(job.certificateSha256),
          blocks: this.#blocks,
        },
        openStream,
        sequence,
        fragmentMs,
        nowMs: this.#nowMs,
        monotonicMs,
        gate: this.#gate,
        backoff: new Backoff(random),
        onLivePart: (part) => this.#livePart(job.id, part),
        onLiveInterrupted: (cause) => this.#post({ kind: 'live-interrupted', camera: job.id, cause }),
      },
      (atMs) => sequence.isDue(atMs),
    );
    this.#cameras.set(job.id, { recorder, sequence });
    recorder.setPressure(this.#pressure.thin, this.#pressure.halt);
    recorder.start();
  }

  async #stop(camera: string, cause: GapCause): Promise<void> {
    const recorded = this.#cameras.get(camera);
    if (recorded) {
      await recorded.recorder.stop(cause);
      this.#post({ kind: 'reports', reports: [recorded.recorder.report()] });
      this.#cameras.delete(camera);
      this.#reported.delete(camera);
    }
    this.#post({ kind: 'stopped', camera });
  }

  async #rotate(camera: string, question: number): Promise<void> {
    const recorded = this.#cameras.get(camera);
    // A gap that is open is told so far: what is exported or proven now must not end where it began.
    recorded?.recorder.tellGap();
    await recorded?.sequence.rotate();
    this.#post({ kind: 'rotated', question });
  }

  #setLive(camera: string, on: boolean): void {
    const recorded = this.#cameras.get(camera);
    if (!recorded) return;
    recorded.recorder.setLive(on);
    if (!on) {
      this.#liveStarting.delete(camera);
      return;
    }
    this.#liveStarting.set(camera, []);
    void this.#sendLiveStart(camera, recorded.sequence);
  }

  /** First what lies in the file since the last key frame, then what was cut meanwhile, then all that comes. */
  async #sendLiveStart(camera: string, sequence: SegmentSequence): Promise<void> {
    const waiting = this.#liveStarting.get(camera);
    // Parts accepted before viewers were listening must be readable first, or one would be missing.
    const accepted = sequence.openParts;
    let view = sequence.openSegment();
    for (
      let tries = 0;
      tries < 100 && (view?.parts.length ?? 0) < Math.min(accepted, sequence.openParts);
      tries++
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      view = sequence.openSegment();
    }
    const parts = view
      ? await readSinceKeyFrame(this.#surroundings.disk, this.#settings.directory, view).catch(() => [])
      : [];
    if (this.#liveStarting.get(camera) !== waiting || !waiting) return;
    this.#liveStarting.delete(camera);
    const sent = new Set(parts.map((part) => `${part.segmentStartMs}/${part.i}`));
    for (const part of [...parts, ...waiting.filter((one) => !sent.has(`${one.segmentStartMs}/${one.i}`))]) {
      this.#post({ kind: 'live-part', camera, part }, [part.bytes.buffer]);
    }
  }

  #livePart(camera: string, part: LivePart): void {
    const waiting = this.#liveStarting.get(camera);
    if (waiting) waiting.push(part);
    else this.#post({ kind: 'live-part', camera, part }, [part.bytes.buffer]);
  }

  #tick(): void {
    const changed: CameraReport[] = [];
    for (const { recorder } of this.#cameras.values()) {
      recorder.tick();
      const report = recorder.report();
      const text = JSON.stringify(report);
      if (this.#reported.get(report.id) === text) continue;
      this.#reported.set(report.id, text);
      changed.push(report);
    }
    if (changed.length > 0) this.#post({ kind: 'reports', reports: changed });
  }
}

function withoutSeal({
  seal: _,
  ...view
}: NonNullable<ReturnType<SegmentSequence['openSegment']>>): OpenSegmentView {
  return view;
}
