// SPDX-License-Identifier: Apache-2.0
/** One simulated camera: its traits, its clock of frames, the faults ordered from outside. */
import type { Fault } from './fault.ts';
import { parseFaults } from './fault.ts';
import type { MediaTrack, TrackShelf } from './media-track.ts';
import type { AudioCodec, CameraAuth, CameraTraits, ClipName, VideoCodec } from './options.ts';

export type ResolvedTraits = {
  readonly name: string;
  readonly clip: ClipName;
  readonly audio: AudioCodec;
  readonly bitrate: number | undefined;
  readonly auth: CameraAuth | undefined;
  readonly faults: readonly Fault[];
};

const clipOfCodec: Readonly<Record<VideoCodec, ClipName>> = { h264: 'gate', h265: 'gate-h265' };

/** Fills in what is absent. @throws SimulatorError for a fault that cannot be read */
export function resolveTraits(traits: CameraTraits, number: number): ResolvedTraits {
  return {
    name: traits.name ?? `演示 ${number}`,
    clip: traits.clip ?? clipOfCodec[traits.codec ?? 'h264'],
    audio: traits.audio ?? 'none',
    bitrate: traits.bitrate,
    auth: traits.auth,
    faults: traits.fault === undefined ? [] : parseFaults(traits.fault),
  };
}

export class Camera {
  readonly number: number;
  readonly traits: CameraTraits;
  /** Ordered by `setFault`; wins over the faults of the URL and of the options while it stands. */
  ordered: readonly Fault[] | undefined;
  /** DESCRIBEs so far: `codec-change` goes by it. */
  describes = 0;
  private readonly shelf: TrackShelf;
  private readonly startedMs: number;
  private nextFreeCounter = 0;
  private readonly clips = new Map<MediaTrack, ResolvedTraits>();

  constructor(number: number, traits: CameraTraits, shelf: TrackShelf, nowMs: number) {
    this.number = number;
    this.traits = traits;
    this.shelf = shelf;
    this.startedMs = nowMs;
  }

  /** The video a session with these traits gets. */
  video(traits: ResolvedTraits): MediaTrack {
    const track = this.shelf.video(traits.clip, traits.bitrate);
    this.clips.set(track, traits);
    return track;
  }

  audio(traits: ResolvedTraits): MediaTrack | undefined {
    return traits.audio === 'none' ? undefined : this.shelf.audio(traits.audio);
  }

  /** The clip of the same codec with another picture size. */
  otherVideo(track: MediaTrack): MediaTrack {
    const traits = this.clips.get(track);
    if (!traits) return track;
    const suffix = traits.clip.endsWith('-h265') ? '-h265' : '';
    const other = (traits.clip.startsWith('small') ? `gate${suffix}` : `small${suffix}`) as ClipName;
    return this.shelf.video(other, traits.bitrate);
  }

  /** The counter of the frame that is made now: frames since start at the nominal rate, never one twice. */
  counterAt(nowMs: number, video: MediaTrack | undefined): number {
    const framesPerMs = video ? video.clockRate / video.ticksPerUnit / 1000 : 0;
    return Math.max(this.nextFreeCounter, Math.floor((nowMs - this.startedMs) * framesPerMs));
  }

  sessionEnded(nextCounter: number): void {
    this.nextFreeCounter = Math.max(this.nextFreeCounter, nextCounter);
  }
}
