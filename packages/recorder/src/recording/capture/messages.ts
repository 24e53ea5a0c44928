// SPDX-License-Identifier: Apache-2.0
/** What passes between the control thread and a capture thread. Plain data: it is cloned. */

import type { SuiteName } from '@mingjing/evidence';
import type { CameraCounters } from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import type { ClockAnchor } from '../../terms/clock.ts';
import type { PartPlace } from '../store/part-table.ts';
import type { FootageSealing } from '../store/seal/seal-segment.ts';
import type { SpanDraft } from '../store/spans.ts';

export type CaptureSettings = {
  /** The store's directory. */
  readonly directory: string;
  readonly suite: SuiteName;
  /** To whom footage is encrypted; absent: it is not. */
  readonly sealing?: FootageSealing | undefined;
  readonly segmentMs: number;
  readonly fragmentMs: number;
  readonly allowAddresses: readonly string[];
  readonly queueBytes: number;
  readonly queueBytesPerCamera: number;
  readonly anchor: ClockAnchor;
  /** The store's disk: nothing is written to another one (guarded-disk.ts). */
  readonly mount: string;
};

export type CameraJob = {
  readonly id: string;
  readonly url: string;
  readonly mayLoop: boolean;
  readonly transport: 'tcp' | 'udp';
  readonly recordAudio: boolean;
  /** SHA-256 of the certificate that a camera over TLS must show, unless it is trusted. */
  readonly certificateSha256: string | undefined;
  /** Where its spans end so far; undefined for a camera that never had any. */
  readonly lastEndMs: number | undefined;
  /** Why nothing was recorded since. */
  readonly lastCause: GapCause;
};

export type ToCapture =
  | { readonly kind: 'start'; readonly job: CameraJob }
  /** Answered by `stopped` after its last span. */
  | { readonly kind: 'stop'; readonly camera: string; readonly cause: GapCause }
  | { readonly kind: 'clock'; readonly anchor: ClockAnchor; readonly stepped: boolean }
  | { readonly kind: 'pressure'; readonly thin: boolean; readonly halt: GapCause | undefined }
  | { readonly kind: 'live'; readonly camera: string; readonly on: boolean }
  | { readonly kind: 'open-segment'; readonly camera: string; readonly question: number }
  | { readonly kind: 'rotate'; readonly camera: string; readonly question: number };

/** The segment being written, as far as it can be read from its file. */
export type OpenSegmentView = {
  readonly path: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly codec: string;
  readonly parts: readonly PartPlace[];
};

export type LivePart = {
  readonly kind: 'init' | 'fragment';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly startMs: number;
  readonly endMs: number;
  readonly segmentStartMs: number;
  readonly i: number;
  readonly sync: boolean;
  readonly codec: string | undefined;
};

/** Sent about once a second when something changed. */
export type CameraReport = CameraCounters & {
  /** What the camera said when it was refused or broke off, for the log. */
  readonly detail: string | undefined;
};

export type FromCapture =
  | { readonly kind: 'span'; readonly span: SpanDraft }
  | { readonly kind: 'reports'; readonly reports: readonly CameraReport[] }
  | { readonly kind: 'stopped'; readonly camera: string }
  | { readonly kind: 'live-part'; readonly camera: string; readonly part: LivePart }
  | { readonly kind: 'live-interrupted'; readonly camera: string; readonly cause: GapCause }
  | { readonly kind: 'open-segment'; readonly question: number; readonly view: OpenSegmentView | undefined }
  | { readonly kind: 'rotated'; readonly question: number }
  | {
      readonly kind: 'disk';
      readonly camera: string;
      readonly state: 'full' | 'failed' | 'lost' | 'slow' | 'overload' | 'well';
      readonly code: string;
    };
