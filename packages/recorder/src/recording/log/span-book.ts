// SPDX-License-Identifier: Apache-2.0
/**
 * Where spans of all cameras become log entries and index rows. Numbers `n` are given here, one after another
 * per camera; whatever arrives within a tenth of a second shares one sync of the log and one of the index.
 *
 * Order: entry durable → index row. After a crash in between the index is behind the log and is replayed.
 */
import { encodeBase64, encodeHex, formatTime, type NewEntry } from '@mingjing/evidence';
import type { FootageIndex, SpanRow, SpanToIndex } from '../store/footage-index.ts';
import type { GapDraft, SegmentDraft, SpanDraft } from '../store/spans.ts';
import type { EvidenceLog } from './evidence-log.ts';

export type SpanBookOptions = {
  readonly log: EvidenceLog;
  readonly index: FootageIndex;
  /** The floor that binds a camera now; it goes into the entry of what is recorded now. */
  readonly floorOf: (camera: string) => { readonly floorDays: number; readonly floorProvision: string };
  readonly trustedNowMs: () => number;
  readonly onSpan: (row: SpanRow) => void;
  readonly onFailure: (error: unknown) => void;
};

type Place = { n: number; endMs: number | undefined };

type Floor = ReturnType<SpanBookOptions['floorOf']> & { readonly floorFromMs: number };

const gatherMs = 100;
const retryMs = 1000;

export class SpanBook {
  readonly #options: SpanBookOptions;
  readonly #places = new Map<string, Place>();
  #waiting: SpanDraft[] = [];
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #unindexed: SpanToIndex[] = [];
  #ending = false;

  constructor(options: SpanBookOptions) {
    this.#options = options;
  }

  /** End of a camera's spans, those still on their way to the log included. */
  endOf(camera: string): number | undefined {
    return this.#placeOf(camera).endMs;
  }

  add(span: SpanDraft): void {
    for (const fitted of this.#fit(span)) this.#waiting.push(fitted);
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  /** As `flush`, and a failure is not tried again. */
  end(): Promise<void> {
    this.#ending = true;
    return this.flush();
  }

  /** Everything added so far is in log and index when it resolves. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length > 0) {
      this.#work = this.#work.then(() => this.#write(batch)).catch(this.#options.onFailure);
    }
    return this.#work;
  }

  /**
   * Makes the span meet the one before it: what lies between is a gap nobody declared (a capture thread died),
   * what overlaps is cut off its beginning in the record, never in the file.
   */
  #fit(span: SpanDraft): readonly SpanDraft[] {
    const place = this.#placeOf(span.camera);
    const endMs = place.endMs;
    if (endMs === undefined || endMs === span.startMs) {
      place.endMs = span.endMs;
      return [span];
    }
    if (span.endMs <= endMs && span.kind === 'gap') return [];
    place.endMs = Math.max(span.endMs, endMs + 1);
    if (endMs > span.startMs) return [{ ...span, startMs: endMs, endMs: place.endMs }];
    return [
      { kind: 'gap', camera: span.camera, startMs: endMs, endMs: span.startMs, cause: 'internal' },
      span,
    ];
  }

  #placeOf(camera: string): Place {
    let place = this.#places.get(camera);
    if (!place) {
      const last = this.#options.index.last(camera);
      place = { n: last?.n ?? 0, endMs: last?.endMs };
      this.#places.set(camera, place);
    }
    return place;
  }

  async #write(batch: readonly SpanDraft[]): Promise<void> {
    const { log, onSpan } = this.#options;
    const floors = this.#floorsOf(batch);
    const numbered = batch.map((span) => ({ span, n: ++this.#placeOf(span.camera).n }));
    let firstIndex: number;
    try {
      const entries = numbered.map(({ span, n }) =>
        span.kind === 'gap' ? gapEntry(span, n) : segmentEntry(span, n, floors.get(span.camera)!),
      );
      firstIndex = (await log.append(entries)).firstIndex;
    } catch (error) {
      // Nothing was logged: the same spans, with the same numbers, once more.
      for (const { span } of numbered) this.#placeOf(span.camera).n--;
      this.#waiting = [...batch, ...this.#waiting];
      if (!this.#ending) this.#timer ??= setTimeout(() => void this.flush(), retryMs);
      throw error;
    }
    const spans = numbered.map(({ span, n }, at) =>
      toIndex(span, n, firstIndex + at, floors.get(span.camera)!),
    );
    this.#unindexed.push(...spans);
    this.#intoIndex(firstIndex + spans.length);
    for (const { row } of spans) onSpan(row);
  }

  /** One floor per camera of a batch, counted from now. */
  #floorsOf(batch: readonly SpanDraft[]): ReadonlyMap<string, Floor> {
    const { floorOf, trustedNowMs } = this.#options;
    const floorFromMs = Math.ceil(trustedNowMs());
    return new Map(batch.map(({ camera }) => [camera, { ...floorOf(camera), floorFromMs }]));
  }

  /** The index may lag behind (its disk is full): rows wait for the next time; a restart would replay them. */
  #intoIndex(loggedSize: number): void {
    try {
      this.#options.index.add(this.#unindexed, loggedSize);
      this.#unindexed = [];
    } catch (error) {
      this.#options.onFailure(error);
    }
  }
}

function gapEntry(span: GapDraft, n: number): NewEntry {
  const { camera, startMs, endMs, cause } = span;
  return { type: 'gap', camera, n, start: formatTime(startMs), end: formatTime(endMs), cause };
}

function segmentEntry(span: SegmentDraft, n: number, floor: Floor): NewEntry {
  return {
    type: 'segment',
    camera: span.camera,
    n,
    start: formatTime(span.startMs),
    end: formatTime(span.endMs),
    bytes: span.bytes,
    parts: span.parts.length,
    root: encodeBase64(span.root),
    codec: span.codec,
    clock: { source: span.clockSource, offsetMs: span.clockOffsetMs },
    cameraSignature: span.cameraSignature,
    sizes: encodeBase64(span.sizesHash),
    ...(span.sealed && { sealed: sealedFields(span.sealed) }),
    floor: { days: floor.floorDays, provision: floor.floorProvision, from: formatTime(floor.floorFromMs) },
    path: span.path,
  };
}

export function sealedFields({ bytes, root, sizesHash, cipher, key }: NonNullable<SegmentDraft['sealed']>) {
  return { bytes, root: encodeBase64(root), sizes: encodeBase64(sizesHash), cipher, key };
}

function toIndex(span: SpanDraft, n: number, logIndex: number, floor: Floor): SpanToIndex {
  const { camera, startMs, endMs } = span;
  if (span.kind === 'gap') {
    return { row: { kind: 'gap', camera, n, startMs, endMs, cause: span.cause, logIndex }, parts: [] };
  }
  return {
    row: {
      kind: 'segment',
      camera,
      n,
      startMs,
      endMs,
      bytes: span.bytes,
      parts: span.parts.length,
      path: span.path,
      root: encodeHex(span.root),
      codec: span.codec,
      width: span.width,
      height: span.height,
      frames: span.frames,
      startsWithSync: span.parts[1]?.sync ?? false,
      clockSource: span.clockSource,
      clockOffsetMs: span.clockOffsetMs,
      cameraSignature: span.cameraSignature,
      logIndex,
      tombstone: undefined,
      floorDays: floor.floorDays,
      floorFromMs: floor.floorFromMs,
    },
    parts: span.parts,
  };
}
