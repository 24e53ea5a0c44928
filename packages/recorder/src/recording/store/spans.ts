// SPDX-License-Identifier: Apache-2.0
/** What capture hands over when a stretch of a camera's time is settled: a segment on disk, or a gap. */
import type { GapCause } from '../../terms/causes.ts';
import type { PartPlace } from './part-table.ts';

export type SegmentDraft = {
  readonly kind: 'segment';
  readonly camera: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Relative to the store. */
  readonly path: string;
  readonly bytes: number;
  readonly root: Uint8Array;
  readonly sizesHash: Uint8Array;
  /** What lies on the disk, where that is encrypted; all other fields speak of the footage. */
  readonly sealed?: {
    readonly bytes: number;
    readonly root: Uint8Array;
    readonly sizesHash: Uint8Array;
    readonly cipher: string;
    readonly key: string;
  };
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly clockSource: string;
  readonly clockOffsetMs: number;
  readonly cameraSignature: 'absent' | 'valid' | 'broken' | 'unchecked';
  readonly parts: readonly PartPlace[];
};

export type GapDraft = {
  readonly kind: 'gap';
  readonly camera: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: GapCause;
};

/** In the order of time; `n` is given when it is logged. */
export type SpanDraft = SegmentDraft | GapDraft;

/** A fragment before it is known which segment it goes to. */
export type CutFragment = {
  readonly startMs: number;
  readonly endMs: number;
  readonly sync: boolean;
  readonly frames: number;
  /** Bytes of samples, for the queue's room; the encoded fragment is a little larger. */
  readonly sampleBytes: number;
  /** Lets go of the samples' memory: when they are durable, or dropped. */
  readonly release: () => void;
  /** @param segmentStartMs media time 0 of the segment @param sequenceNumber of the fragment, from 1 */
  readonly encode: (segmentStartMs: number, sequenceNumber: number) => readonly Uint8Array[];
};
