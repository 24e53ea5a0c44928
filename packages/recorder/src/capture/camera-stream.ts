// SPDX-License-Identifier: Apache-2.0
/** What one attempt at a camera gives: a description, whole frames, and one end with its reason. */
import type { GapCause } from '../core/causes.ts';
import type { CameraTestFailure } from '../core/recorder-core.ts';
import type { SegmentInit } from '../store/spans.ts';

/** Tracks as they are now; a change of parameter sets makes another one, and with it another segment. */
export type StreamFormat = {
  readonly init: SegmentInit;
  readonly videoCodec: string;
  readonly width: number;
  readonly height: number;
  readonly audioCodec: string | undefined;
  /** Samples per second of the audio track; 0 without audio. */
  readonly audioRate: number;
};

export type VideoFrame = {
  readonly format: StreamFormat;
  /** Unwrapped decoding time on the camera's clock, ms. */
  readonly mediaMs: number;
  /** Presentation minus decoding, ms; 0 without reordering. */
  readonly compositionMs: number;
  readonly sync: boolean;
  /** The frame's NAL units as they go into `mdat`, length prefixes included. */
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
  /** Carries a camera's own signature in its SEI. */
  readonly signed: boolean;
};

export type AudioFrame = {
  readonly mediaMs: number;
  readonly durationTicks: number;
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
};

export type StreamHandlers = {
  readonly onVideo: (frame: VideoFrame) => void;
  readonly onAudio: (frame: AudioFrame) => void;
  /** Camera clock minus the recorder's timeline, from a sender report. */
  readonly onCameraClock: (offsetMs: number) => void;
  /** A tolerance fired, or packets were lost. */
  readonly onDeviation: (id: string, count: number) => void;
  readonly onPacketsLost: (count: number) => void;
  /** Exactly once, also after `close`. */
  readonly onEnd: (end: StreamEnd) => void;
};

export type StreamEnd = {
  readonly cause: GapCause;
  /** The same in the words of a connection test. */
  readonly reason: CameraTestFailure;
  /** For the log and the curious; no credentials. */
  readonly detail: string;
};

export type CameraStream = {
  /** Bytes received so far: tells a silent line from a camera that sends something unusable. */
  readonly receivedBytes: () => number;
  /** TEARDOWN if it can still be sent, then the sockets are closed. */
  readonly close: () => void;
};

export type StreamOptions = {
  readonly url: string;
  readonly transport: 'tcp' | 'udp';
  readonly recordAudio: boolean;
  readonly allowAddresses: readonly string[];
  /** The recorder's timeline, epoch ms. */
  readonly nowMs: () => number;
  readonly random: () => number;
};

export type OpenStream = (options: StreamOptions, handlers: StreamHandlers) => CameraStream;
