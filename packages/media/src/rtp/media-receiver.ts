// SPDX-License-Identifier: Apache-2.0
/** RTP of one session's tracks to frames. */

import { DecodingTime } from '../codec/decoding-time.ts';
import { VideoAssembler } from '../codec/video-assembler.ts';
import type { MediaHandlers } from '../frames.ts';
import type { SessionDescription } from '../rtsp/session-description.ts';
import { AudioDepacketizer } from './audio-depacketizer.ts';
import { RtpTrack } from './rtp-track.ts';

/** Packets that wait for one that is missing. */
const reorderTcp = 4;
const reorderUdp = 64;

export type MediaOptions = {
  readonly transport: 'tcp' | 'udp';
  readonly recordAudio: boolean;
  /** The recorder's timeline, epoch ms. */
  readonly nowMs: () => number;
};

export class MediaReceiver {
  readonly tracks: readonly RtpTrack[];
  readonly #assembler: VideoAssembler | undefined;
  /** Channel → track index, and whether it carries reports. */
  readonly #channels = new Map<number, { readonly track: number; readonly report: boolean }>();
  hasPictures = false;

  constructor(description: SessionDescription, options: MediaOptions, handlers: MediaHandlers) {
    const { video, audio } = description;
    const reorder = options.transport === 'udp' ? reorderUdp : reorderTcp;
    const sound = options.recordAudio ? audio : undefined;
    const tracks: RtpTrack[] = [];
    if (video) {
      const decoding = new DecodingTime(0, video.clockRate / 25);
      let lastTicks: number | undefined;
      const assembler = new VideoAssembler(video.codec, video.parameterSets, sound?.config, {
        onDeviation: (id) => handlers.onDeviation(id, 1),
        onPicture: ({ format, ticks, sync, pieces, sizeBytes, signed, reorderFrames }) => {
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
            sync,
            pieces,
            sizeBytes,
            signed,
          });
        },
      });
      this.#assembler = assembler;
      tracks.push(
        new RtpTrack(video.payloadType, reorder, {
          onPayload: (bytes, from, to, ticks) => assembler.push(bytes, from, to, ticks),
          onLost: (packets) => {
            assembler.lost();
            handlers.onPacketsLost(packets);
          },
          onDeviation: (id) => handlers.onDeviation(id, 1),
          onSenderReport: (ntpMs) => handlers.onCameraClock(ntpMs - options.nowMs()),
        }),
      );
    }
    if (sound) {
      const depacketizer = new AudioDepacketizer(sound, handlers.onAudio);
      tracks.push(
        new RtpTrack(sound.payloadType, reorder, {
          onPayload: (bytes, from, to, ticks) => depacketizer.push(bytes, from, to, ticks),
          onLost: (packets) => handlers.onPacketsLost(packets),
          onDeviation: (id) => handlers.onDeviation(id, 1),
          onSenderReport: () => undefined,
        }),
      );
    }
    this.tracks = tracks;
  }

  assign(channel: number, track: number, report: boolean): void {
    this.#channels.set(channel, { track, report });
  }

  interleaved(channel: number, bytes: Uint8Array, from: number, to: number): void {
    const assigned = this.#channels.get(channel);
    const track = assigned && this.tracks[assigned.track];
    if (!track) return;
    if (assigned.report) track.receiveReport(bytes, from, to);
    else track.receive(bytes, from, to);
  }

  /** The end: what is whole is handed on. */
  flush(): void {
    for (const track of this.tracks) track.flush();
    this.#assembler?.flush();
  }
}
