// SPDX-License-Identifier: Apache-2.0
/** RTP of one session's tracks to frames. */

import type { BlockPool } from '../codec/block-pool.ts';
import { DecodingTime } from '../codec/decoding-time.ts';
import { StartPoints } from '../codec/start-points.ts';
import { VideoAssembler } from '../codec/video-assembler.ts';
import type { MediaHandlers } from '../frames.ts';
import type { AudioTrack, SessionDescription, VideoTrack } from '../rtsp/session-description.ts';
import { AudioDepacketizer } from './audio-depacketizer.ts';
import { MediaLane } from './media-lane.ts';
import { RtpTrack } from './rtp-track.ts';

/** Packets that wait for one that is missing. */
const reorderTcp = 4;
const reorderUdp = 64;

export type MediaOptions = {
  readonly transport: 'tcp' | 'udp';
  readonly recordAudio: boolean;
  /** Memory for pictures, shared by the cameras of a thread; absent: of this session alone. */
  readonly blocks?: BlockPool;
  /** The recorder's timeline, epoch ms. */
  readonly nowMs: () => number;
};

export class MediaReceiver {
  readonly tracks: readonly MediaLane[];
  readonly #options: MediaOptions;
  readonly #handlers: MediaHandlers;
  readonly #reorder: number;
  #assembler: VideoAssembler | undefined;
  #sound: AudioTrack | undefined;
  /** Channel → track index, and whether it carries reports. */
  readonly #channels = new Map<number, { readonly track: number; readonly report: boolean }>();
  hasPictures = false;

  constructor(description: SessionDescription, options: MediaOptions, handlers: MediaHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#reorder = options.transport === 'udp' ? reorderUdp : reorderTcp;
    const { video, audio, otherVideo, otherAudio } = description;
    this.#sound = options.recordAudio ? audio : undefined;
    const videos = video ? [video, ...otherVideo] : [];
    const sounds = this.#sound ? [this.#sound, ...otherAudio] : [];
    const lanes = [
      videos.map((track) => ({ payloadType: track.payloadType, open: () => this.#openVideo(track) })),
      sounds.map((track) => ({ payloadType: track.payloadType, open: () => this.#openAudio(track) })),
    ];
    this.tracks = lanes.flatMap(([first, ...others]) =>
      first ? [new MediaLane([first, ...others], (id) => handlers.onDeviation(id, 1))] : [],
    );
  }

  #openVideo(video: VideoTrack): RtpTrack {
    const handlers = this.#handlers;
    const decoding = new DecodingTime(0, video.clockRate / 25);
    let lastTicks: number | undefined;
    const starts = new StartPoints((id) => handlers.onDeviation(id, 1));
    this.#assembler?.flush();
    const assembler = new VideoAssembler(
      video.codec,
      video.parameterSets,
      this.#sound?.config,
      {
        onDeviation: (id) => handlers.onDeviation(id, 1),
        onPicture: (picture) => {
          const { format, ticks, pieces, sizeBytes, lease, signed, reorderFrames } = picture;
          this.hasPictures = true;
          if (reorderFrames !== undefined) decoding.expectDepth(reorderFrames);
          // Two seconds and more in either direction is a jump, not re-ordering.
          if (lastTicks !== undefined && Math.abs(ticks - lastTicks) > video.clockRate * 2)
            decoding.restart();
          lastTicks = ticks;
          const decodingTicks = decoding.of(ticks);
          const ms = 1000 / video.clockRate;
          handlers.onVideo({
            format,
            mediaMs: decodingTicks * ms,
            compositionMs: (ticks - decodingTicks) * ms,
            sync: starts.isStart(picture, this.#options.nowMs()),
            pieces,
            sizeBytes,
            signed,
            lease,
          });
        },
      },
      this.#options.blocks,
    );
    this.#assembler = assembler;
    return new RtpTrack(video.payloadType, this.#reorder, {
      onPayload: (bytes, from, to, ticks) => assembler.push(bytes, from, to, ticks),
      onLost: (packets) => {
        assembler.lost();
        handlers.onPacketsLost(packets);
      },
      onDeviation: (id) => handlers.onDeviation(id, 1),
      onSenderReport: (ntpMs) => handlers.onCameraClock(ntpMs - this.#options.nowMs()),
    });
  }

  #openAudio(sound: AudioTrack): RtpTrack {
    const handlers = this.#handlers;
    if (sound !== this.#sound) this.#assembler?.setAudio(sound.config);
    this.#sound = sound;
    const depacketizer = new AudioDepacketizer(sound, {
      onFrame: handlers.onAudio,
      onDeviation: (id) => handlers.onDeviation(id, 1),
    });
    return new RtpTrack(sound.payloadType, this.#reorder, {
      onPayload: (bytes, from, to, ticks) => depacketizer.push(bytes, from, to, ticks),
      onLost: (packets) => handlers.onPacketsLost(packets),
      onDeviation: (id) => handlers.onDeviation(id, 1),
      onSenderReport: () => undefined,
    });
  }

  assign(channel: number, track: number, report: boolean): void {
    this.#channels.set(channel, { track, report });
  }

  interleaved(channel: number, bytes: Uint8Array, from: number, to: number): void {
    const assigned = this.#channels.get(channel);
    const track = assigned && this.tracks[assigned.track];
    if (!track) return;
    if (assigned.report) track.receiveReport(bytes, from, to);
    else this.#laneOf(track, bytes[from + 1]! & 127).receive(bytes, from, to);
  }

  /** A camera may send both tracks on one channel: the payload type tells them apart. */
  #laneOf(track: MediaLane, payloadType: number): MediaLane {
    if (track.accepts(payloadType)) return track;
    return this.tracks.find((lane) => lane.accepts(payloadType)) ?? track;
  }

  /** The end: what is whole is handed on. */
  flush(): void {
    for (const track of this.tracks) track.flush();
    this.#assembler?.flush();
  }
}
