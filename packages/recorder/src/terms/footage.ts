// SPDX-License-Identifier: Apache-2.0
/** Footage as it is asked for: segments, gaps, parts, what is held. Ranges are half open, instants epoch ms. */
import type { GapCause } from './causes.ts';

/** One closed segment file (`segment` entry) or one that has not been closed (`open`). */
export type SegmentRow = SegmentFacts & {
  /** Relative to the store. */
  readonly path: string;
};

/** What may be known of a segment by somebody who may not read it. */
export type SegmentFacts = {
  readonly kind: 'segment';
  readonly camera: string;
  readonly n: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: number;
  /** Parts of the file: the initialization is part 0, then fragments. */
  readonly parts: number;
  /** Segment root, lower-case hex. */
  readonly root: string;
  /** RFC 6381, e.g. `avc1.640028,mp4a.40.2`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly startsWithSync: boolean;
  readonly clockSource: string;
  readonly clockOffsetMs: number;
  readonly cameraSignature: 'absent' | 'valid' | 'broken' | 'unchecked';
  /** Index of its `segment` entry in the log. */
  readonly logIndex: number;
  /** The bytes are gone, a tombstone tells why; index of its entry. */
  readonly tombstone: number | undefined;
  /** Retention floor of its own entry, days; undefined: recorded before entries had one. */
  readonly floorDays?: number | undefined;
  /** Trusted time when it was logged: its floor counts from here. */
  readonly floorFromMs?: number | undefined;
};

export type GapRow = {
  readonly kind: 'gap';
  readonly camera: string;
  readonly n: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: GapCause;
  readonly logIndex: number;
};

export type FootageQuery = {
  readonly camera?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Absent: deleted segments are left out. */
  readonly includeDeleted?: boolean;
  readonly limit?: number;
};

/** One part of a segment: the initialization (`i` 0) or a fragment (`i` from 1). */
export type FootagePart = {
  readonly kind: 'init' | 'fragment';
  readonly camera: string;
  /** Original bytes as written and hashed. */
  readonly bytes: Uint8Array;
  /** Of the fragment; of the whole segment for an initialization. */
  readonly startMs: number;
  readonly endMs: number;
  /** Number of the segment (`n`); 0 while it is being written and not in the log yet. */
  readonly segment: number;
  /** First instant of the segment: names it also while it has no number. Media time 0 of its fragments. */
  readonly segmentStartMs: number;
  /** Number of the part in its segment: 0 is the initialization. */
  readonly i: number;
  /** The fragment begins with a key frame. */
  readonly sync: boolean;
  /** RFC 6381; on `init` parts only. */
  readonly codec?: string;
};

/** What is recorded, or the smaller stream that a camera may have for walls. */
export type LiveStream = 'main' | 'wall';

/** What a live viewer gets: `parts` in order, then one `end` when the camera goes away for good. */
export type LiveEvent =
  | { readonly kind: 'part'; readonly part: FootagePart }
  /** The stream is interrupted (camera gone, thread restarted); parts, with a new init first, follow when it is back. */
  | { readonly kind: 'interrupted'; readonly cause: GapCause }
  | { readonly kind: 'ended' };

/** A stretch of a camera's time that is of one kind throughout; whole, not cut to what was asked for. */
export type FootageRun =
  | { readonly kind: 'held' | 'deleted'; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'gap'; readonly startMs: number; readonly endMs: number; readonly cause: GapCause };

export type Coverage = {
  readonly camera: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Footage on disk, ms. */
  readonly heldMs: number;
  /** Declared gaps, ms. */
  readonly gapMs: number;
  /** Recorded but deleted, ms. */
  readonly deletedMs: number;
  /** Neither footage nor gap: before the first entry, or still open. */
  readonly unknownMs: number;
  readonly gaps: readonly { readonly startMs: number; readonly endMs: number; readonly cause: GapCause }[];
};
