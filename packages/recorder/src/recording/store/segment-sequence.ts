// SPDX-License-Identifier: Apache-2.0
/**
 * One camera's footage on one disk: fragments in, segment files and a seamless row of spans out.
 *
 * Invariant: the spans handed to `emit` tile time. Each starts where the one before ended; what could not be
 * kept is a gap with its cause. They come in order, each only when its file is durable.
 */

import { join } from 'node:path';
import type { Algorithms } from '@mingjing/evidence';
import type { SegmentInit } from '@mingjing/media';
import type { GapCause } from '../../terms/causes.ts';
import type { DiskQueue, FileOutcome } from './disk-queue.ts';
import { draftOf, type OpenSegment, partOf } from './open-segment.ts';
import type { PartPlace } from './part-table.ts';
import { dayOf, segmentPath } from './paths.ts';
import type { DaySeals, SegmentSeal } from './seal/seal-segment.ts';
import type { CutFragment, SegmentDraft, SpanDraft } from './spans.ts';
import { placesOf, type WrittenPart, withoutBytes, writeSheet } from './written-part.ts';

export type SequenceOptions = {
  readonly camera: string;
  /** The store's directory. */
  readonly directory: string;
  readonly queue: DiskQueue;
  readonly algorithms: Algorithms;
  /** Encrypts what is written; absent: footage lies on the disk as it is. */
  readonly seals?: DaySeals | undefined;
  readonly segmentMs: number;
  /** Where the camera's spans end so far; undefined for a new camera. */
  readonly lastEndMs: number | undefined;
  /** Why nothing was recorded since then. */
  readonly lastCause: GapCause;
  readonly nowMs: () => number;
  readonly emit: (span: SpanDraft) => void;
  /** Said of each segment at its end. */
  readonly describe: () => Pick<SegmentDraft, 'clockSource' | 'clockOffsetMs' | 'cameraSignature'>;
  readonly onDisk?: (failure: {
    readonly kind: 'full' | 'failed' | 'lost' | 'slow' | 'overload' | 'well';
    readonly code: string;
  }) => void;
};

/** A key frame so little before a segment is due begins the next one: the following may be too late for it. */
const earlyMs = 50;

/** Pictures less far apart belong together; those who know of a hole say why. */
const shortestHoleMs = 1000;

/** After a failed file and a failed second try nothing is written for so long. */
const backOffMs = 2000;
const unexplained: GapCause = 'no-media';

export class SegmentSequence {
  readonly #options: SequenceOptions;
  #open: OpenSegment | undefined;
  #lastEndMs: number | undefined;
  /** Of the gap since the last span; undefined while nobody has said why. */
  #gapCause: GapCause | undefined;
  #dueMs: number;
  #blockedUntilMs = 0;
  #slow = false;
  #emission: Promise<void> = Promise.resolve();
  /** Fragments encoded so far; numbers moof boxes. */
  #sequenceNumber = 0;

  constructor(options: SequenceOptions) {
    this.#options = options;
    this.#lastEndMs = options.lastEndMs;
    this.#gapCause = options.lastCause;
    this.#dueMs = options.segmentMs;
  }

  /** Length of the segment being written, ms; tells when a cut at a key frame would be welcome. */
  isDue(atMs: number): boolean {
    return this.#open !== undefined && atMs - this.#open.startMs >= this.#dueMs - earlyMs;
  }

  get lastEndMs(): number | undefined {
    return this.#lastEndMs;
  }

  /** Parts accepted for the segment being written, whether or not they can be read yet. */
  get openParts(): number {
    return this.#open?.parts.length ?? 0;
  }

  /** Parts of the segment being written that can be read from its file. */
  openSegment():
    | {
        readonly path: string;
        readonly startMs: number;
        readonly endMs: number;
        readonly codec: string;
        readonly parts: readonly PartPlace[];
        /** Opens what is encrypted in it. */
        readonly seal: SegmentSeal | undefined;
      }
    | undefined {
    const open = this.#open;
    if (!open) return undefined;
    const places = placesOf(open.parts.slice(0, open.file.readableParts), open.startMs);
    const last = open.parts[open.file.readableParts - 1];
    if (!last || places.length < 2) return undefined;
    return {
      path: open.path,
      startMs: open.startMs,
      endMs: last.endMs,
      codec: open.init.codec,
      parts: places,
      seal: open.seal,
    };
  }

  /**
   * Keeps a fragment.
   *
   * @param init of the segment it belongs to; another object than before starts a new segment
   * @returns the fragment as written, with `init` set when a segment began with it; undefined when it was
   *   dropped (a gap says so)
   */
  write(
    fragment: CutFragment,
    init: SegmentInit,
  ):
    | {
        readonly part: WrittenPart;
        /** The fragment as it is, to be looked at until `done` is called. */
        readonly pieces: readonly Uint8Array[];
        readonly i: number;
        readonly segmentStartMs: number;
        readonly began: boolean;
        readonly done: () => void;
      }
    | undefined {
    if (this.#open && (this.#open.init !== init || this.#mustRotate(fragment))) this.#endSegment();
    if (this.#isBlocked(fragment)) {
      fragment.release();
      return undefined;
    }
    const began = this.#open === undefined;
    const segment = this.#open ?? this.#beginSegment(fragment, init);
    const pieces = fragment.encode(segment.startMs, ++this.#sequenceNumber);
    const startMs = segment.parts.length === 1 ? segment.startMs : Math.round(fragment.startMs);
    const endMs = Math.max(startMs + 1, Math.round(fragment.endMs));
    const about = { startMs, endMs, sync: fragment.sync, frames: fragment.frames, release: fragment.release };
    const part = partOf(this.#options.algorithms, segment, pieces, about);
    if (!segment.file.offer(part)) {
      fragment.release();
      this.#endSegment();
      this.#tooSlow();
      return undefined;
    }
    segment.parts.push(withoutBytes(part));
    segment.bytes += part.digest.sizeBytes;
    this.#lastEndMs = endMs;
    // What is encrypted needs its samples no longer; what is not keeps them until they are durable.
    const done = segment.seal ? fragment.release : () => undefined;
    return { part, pieces, i: segment.parts.length - 1, segmentStartMs: segment.startMs, began, done };
  }

  /**
   * Nothing more comes, from `atMs` on, for this reason. The first reason of a gap stays until `splitGap`.
   *
   * @param atMs for a camera without any span yet: where its timeline begins
   */
  interrupt(cause: GapCause, atMs: number): void {
    if (this.#open) {
      this.#endSegment();
      this.#gapCause = cause;
      return;
    }
    if (this.#lastEndMs === undefined) {
      this.#lastEndMs = Math.round(atMs);
      this.#gapCause = cause;
    }
    this.#gapCause ??= cause;
  }

  /** The stretch since the last span is a gap, of its cause so far; from now on the cause is another. */
  splitGap(atMs: number, cause: GapCause): void {
    if (this.#open) return;
    this.#emitGap(Math.round(atMs));
    this.#gapCause = cause;
  }

  /** Cause of the gap that is open now, and since when. */
  openGap(): { readonly sinceMs: number; readonly cause: GapCause } | undefined {
    if (this.#open || this.#lastEndMs === undefined) return undefined;
    return { sinceMs: this.#lastEndMs, cause: this.#gapCause ?? unexplained };
  }

  /** Closes the segment being written, so that it gets into the log. */
  rotate(): Promise<void> {
    if (this.#open) this.#endSegment();
    return this.#emission;
  }

  /** Closes what is open and declares the rest until `atMs`; resolves when all has been emitted. */
  async stop(atMs: number, cause: GapCause): Promise<void> {
    const wasRecording = this.#open !== undefined;
    if (this.#open) this.#endSegment();
    // Less than half a second after the last frame is not a gap worth telling: the next start covers it.
    if (this.#lastEndMs !== undefined && atMs - this.#lastEndMs > (wasRecording ? 3000 : 0)) {
      if (wasRecording) this.#gapCause = cause;
      this.#gapCause ??= cause;
      this.#emitGap(Math.round(atMs));
    }
    await this.#emission;
  }

  #mustRotate(fragment: CutFragment): boolean {
    const open = this.#open;
    if (!open) return false;
    const ageMs = fragment.startMs - open.startMs;
    // A gap-free stream with rare key frames may wait a quarter longer for one to start with.
    return ageMs >= this.#dueMs - earlyMs && (fragment.sync || ageMs >= this.#dueMs * 1.25);
  }

  #isBlocked(fragment: CutFragment): boolean {
    const { queue, camera } = this.#options;
    if (this.#options.nowMs() < this.#blockedUntilMs) return true;
    if (this.#open) return false;
    // After an overflow wait until the queue is half empty, or gaps and slivers would alternate.
    if (queue.hasRoom(camera, fragment.sampleBytes, this.#slow ? 0.5 : 1)) {
      if (this.#slow) this.#options.onDisk?.({ kind: 'well', code: '' });
      this.#slow = false;
      return false;
    }
    if (this.#lastEndMs === undefined) this.#lastEndMs = Math.round(fragment.startMs);
    this.#tooSlow();
    return true;
  }

  #tooSlow(): void {
    if (!this.#slow) {
      this.#slow = true;
      this.#gapCause = this.#options.queue.whatIsShort();
      this.#options.onDisk?.({ kind: this.#gapCause === 'overload' ? 'overload' : 'slow', code: '' });
    } else if (this.#gapCause === 'overload' && this.#options.queue.whatIsShort() === 'disk-slow') {
      // It looked like the processor at first, and the disk still does not answer.
      this.#gapCause = 'disk-slow';
      this.#options.onDisk?.({ kind: 'slow', code: '' });
    }
  }

  #beginSegment(fragment: CutFragment, init: SegmentInit): OpenSegment {
    const wantedMs = Math.round(fragment.startMs);
    const lastEndMs = this.#lastEndMs ?? wantedMs;
    // Nothing is missing where nobody said why: a clock that began anew lies some milliseconds off.
    const isNext = this.#gapCause === undefined && wantedMs - lastEndMs < shortestHoleMs;
    const startMs = isNext ? lastEndMs : Math.max(wantedMs, lastEndMs);
    if (this.#lastEndMs !== undefined && startMs > this.#lastEndMs) this.#emitGap(startMs);
    this.#gapCause = undefined;
    const { camera, seals } = this.#options;
    const seal = seals?.begin(camera, dayOf(startMs));
    const segment = this.#openFile(segmentPath(camera, startMs), startMs, init, seal);
    this.#open = segment;
    this.#dueMs = this.#options.segmentMs;
    return segment;
  }

  #openFile(path: string, startMs: number, init: SegmentInit, seal: SegmentSeal | undefined): OpenSegment {
    const { queue, camera, directory } = this.#options;
    const file = queue.createFile<WrittenPart>(camera, join(directory, path), () => {
      if (this.#open?.file === file) this.#endSegment();
    });
    const segment: OpenSegment = { startMs, path, init, file, parts: [], seal, bytes: 0 };
    const about = { startMs, endMs: startMs, sync: false, frames: 0 };
    const part = partOf(this.#options.algorithms, segment, [init.bytes], about);
    segment.parts.push(withoutBytes(part));
    segment.bytes += part.digest.sizeBytes;
    file.add(part);
    return segment;
  }

  #endSegment(): void {
    const segment = this.#open;
    if (!segment) return;
    this.#open = undefined;
    const description = this.#options.describe();
    const closed = segment.file.close();
    this.#then(async () => this.#settle(segment, await closed, description));
  }

  /** What a closed file amounts to: a segment; after a failure also what could be written elsewhere, or a gap. */
  async #settle(
    segment: OpenSegment,
    outcome: FileOutcome<WrittenPart>,
    description: ReturnType<SequenceOptions['describe']>,
  ): Promise<readonly SpanDraft[]> {
    if (await this.#options.queue.disk.isLost()) return this.#lostWith(segment);
    const spans: SpanDraft[] = [];
    const kept = segment.parts.slice(0, outcome.durable);
    if (kept.length > 1) {
      // The last room of a full disk is the log's.
      if (outcome.failure?.kind !== 'full') await this.#writeSheet(segment, kept);
      spans.push(this.#draftOf(segment, kept, description));
    }
    const lost = outcome.lost.filter((part) => part.frames > 0 || part.endMs > part.startMs);
    // An initialization without a fragment holds no footage; left there it would only puzzle the next start.
    if (kept.length <= 1) await this.#options.queue.disk.remove(segment.file.path).catch(() => undefined);
    if (lost.length === 0) return spans;
    const failure = outcome.failure ?? { kind: 'failed' as const, code: '' };
    this.#options.onDisk?.(failure);
    const fromMs = kept.at(-1)?.endMs ?? segment.startMs;
    const rest =
      failure.kind === 'failed' ? await this.#writeElsewhere(segment, lost, fromMs, description) : [];
    if (rest.length === 0) this.#blockedUntilMs = this.#options.nowMs() + backOffMs;
    spans.push(...rest);
    const keptUntilMs = rest.at(-1)?.endMs ?? fromMs;
    const endMs = lost.at(-1)?.endMs ?? keptUntilMs;
    if (endMs > keptUntilMs) {
      const cause = failure.kind === 'full' ? 'disk-full' : 'disk-failed';
      if (!this.#open) this.#gapCause = cause;
      spans.push({ kind: 'gap', camera: this.#options.camera, startMs: keptUntilMs, endMs, cause });
    }
    return spans;
  }

  /**
   * The disk is away, and what of the segment is on it cannot be told: it is no segment of the log. When the disk is
   * back its file is found at the next start, and kept.
   */
  #lostWith(segment: OpenSegment): readonly SpanDraft[] {
    const { camera, onDisk } = this.#options;
    onDisk?.({ kind: 'lost', code: '' });
    if (!this.#open) this.#gapCause = 'store-lost';
    const endMs = segment.parts.at(-1)?.endMs ?? segment.startMs;
    if (endMs <= segment.startMs) return [];
    return [{ kind: 'gap', camera, startMs: segment.startMs, endMs, cause: 'store-lost' }];
  }

  /** The same bytes into another file: other pages, and after a failed sync ours is the only copy. */
  async #writeElsewhere(
    segment: OpenSegment,
    lost: readonly WrittenPart[],
    startMs: number,
    description: ReturnType<SequenceOptions['describe']>,
  ): Promise<readonly SegmentDraft[]> {
    const again = this.#openFile(
      segmentPath(this.#options.camera, startMs, 1),
      startMs,
      segment.init,
      segment.seal,
    );
    for (const part of lost) {
      const moved = { ...part, digest: { ...part.digest, offsetBytes: again.bytes } };
      again.parts.push(withoutBytes(moved));
      again.bytes += part.digest.sizeBytes;
      again.file.add(moved);
    }
    const outcome = await again.file.close();
    const kept = again.parts.slice(0, outcome.durable);
    if (kept.length <= 1) return [];
    await this.#writeSheet(again, kept);
    return [this.#draftOf(again, kept, description)];
  }

  #writeSheet({ path }: OpenSegment, parts: readonly WrittenPart[]): Promise<void> {
    const { queue, camera, directory } = this.#options;
    return writeSheet(queue, camera, join(directory, path), parts);
  }

  #draftOf(
    segment: OpenSegment,
    parts: readonly WrittenPart[],
    description: ReturnType<SequenceOptions['describe']>,
  ): SegmentDraft {
    const { algorithms, camera } = this.#options;
    return draftOf(algorithms, camera, segment, parts, description);
  }

  #emitGap(endMs: number): void {
    const startMs = this.#lastEndMs;
    if (startMs === undefined || endMs <= startMs) return;
    const gap: SpanDraft = {
      kind: 'gap',
      camera: this.#options.camera,
      startMs,
      endMs,
      cause: this.#gapCause ?? unexplained,
    };
    this.#lastEndMs = endMs;
    this.#then(() => Promise.resolve([gap]));
  }

  #then(spans: () => Promise<readonly SpanDraft[]>): void {
    this.#emission = this.#emission.then(async () => {
      for (const span of await spans()) this.#options.emit(span);
    });
  }
}
