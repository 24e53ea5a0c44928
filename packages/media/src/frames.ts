// SPDX-License-Identifier: Apache-2.0
/** What a camera's stream is turned into: a format, whole pictures, pieces of sound. */

/** Initialization part of a segment and what it says. */
export type SegmentInit = {
  readonly bytes: Uint8Array;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
};

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
  /** To be released when the pieces are durable or dropped; absent, or never released: the collector takes them. */
  readonly lease?: { release(): void };
};

export type AudioFrame = {
  readonly mediaMs: number;
  readonly durationTicks: number;
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
};

/** A frame with its place on the recorder's timeline. */
export type PlacedVideo = { readonly frame: VideoFrame; atMs: number };
export type PlacedAudio = { readonly frame: AudioFrame; readonly atMs: number };

/** What comes out of a session's tracks. */
export type MediaHandlers = {
  readonly onVideo: (frame: VideoFrame) => void;
  readonly onAudio: (frame: AudioFrame) => void;
  /** Camera clock minus the recorder's timeline, from a sender report. */
  readonly onCameraClock: (offsetMs: number) => void;
  /** A tolerance fired, or packets were lost. */
  readonly onDeviation: (id: string, count: number) => void;
  readonly onPacketsLost: (count: number) => void;
};
