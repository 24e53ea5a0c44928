// SPDX-License-Identifier: Apache-2.0
/** The door of the media package: RTSP in, whole pictures out, fragmented MP4. Pure; runs in a browser. */

export { BlockPool } from './codec/block-pool.ts';
export { DecodingTime } from './codec/decoding-time.ts';
export { StartPoints } from './codec/start-points.ts';
export { VideoAssembler } from './codec/video-assembler.ts';
export type {
  AudioFrame,
  MediaHandlers,
  PlacedAudio,
  PlacedVideo,
  SegmentInit,
  StreamFormat,
  VideoFrame,
} from './frames.ts';
export { encodeFragment } from './mp4/encode-fragment.ts';
export { fasterInit, keyFrameFragment } from './mp4/key-frame-film.ts';
export { nalsOfSample, readSamples, readTracks, type Sample, type SampleTrack } from './mp4/read-samples.ts';
export type { AudioConfig, VideoCodec } from './mp4/sample-entry.ts';
export { describeInit, describeMoof, type InitDescription } from './mp4/segment-boxes.ts';
export { MediaReceiver } from './rtp/media-receiver.ts';
export { RtpTrack } from './rtp/rtp-track.ts';
export { AccessMemory } from './rtsp/access-memory.ts';
export { baseUrl, controlUrl, redirectUrl, withHostOf } from './rtsp/control-url.ts';
export { Conversation, header, type Refusal, RtspFailure, type RtspReply } from './rtsp/conversation.ts';
export { InterleavedReader } from './rtsp/interleaved-reader.ts';
export {
  type MediaTrack,
  parseSessionDescription,
  type SessionDescription,
} from './rtsp/session-description.ts';
