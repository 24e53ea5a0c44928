// SPDX-License-Identifier: Apache-2.0
/** The initialization part of a segment: `ftyp` and `moov` with empty tables (ISO 14496-12 §8.8). */

import type { SegmentInit } from '../frames.ts';
import type { SequenceFacts } from '../nal/h264.ts';
import { concatBytes, encodeUtf8 } from '../octets.ts';
import { box, fullBox, u16, u32 } from './boxes.ts';
import {
  type AudioConfig,
  audioCodecName,
  audioSampleEntry,
  type ParameterSets,
  videoSampleEntry,
} from './sample-entry.ts';

/** Ticks per second of the video track and of the movie. */
export const videoTimescale = 90_000;
export const videoTrack = 1;
export const audioTrack = 2;

export function encodeInit(
  sets: ParameterSets,
  facts: SequenceFacts,
  audio: AudioConfig | undefined,
): SegmentInit {
  const { width, height, codec } = facts;
  const tracks = [
    track(videoTrack, videoTimescale, 'vide', [width, height], videoSampleEntry(sets, facts)),
    ...(audio ? [track(audioTrack, audio.rate, 'soun', undefined, audioSampleEntry(audio))] : []),
  ];
  const extends_ = tracks.map((_, at) => fullBox('trex', 0, 0, u32(at + 1, 1, 0, 0, 0)));
  const movie = fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, videoTimescale, 0, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    matrix,
    new Uint8Array(24),
    u32(tracks.length + 1),
  );
  return {
    bytes: concatBytes(
      box('ftyp', encodeUtf8('iso6'), u32(0), encodeUtf8('iso6mp41')),
      box('moov', movie, ...tracks, box('mvex', ...extends_)),
    ),
    codec: audio ? `${codec},${audioCodecName(audio)}` : codec,
    width,
    height,
  };
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function track(
  id: number,
  timescale: number,
  handler: 'vide' | 'soun',
  size: readonly [number, number] | undefined,
  entry: Uint8Array,
): Uint8Array {
  const [width, height] = size ?? [0, 0];
  const header = fullBox(
    'tkhd',
    0,
    3,
    u32(0, 0, id, 0, 0, 0, 0),
    u16(0, 0, size ? 0 : 0x100, 0),
    matrix,
    u32(width * 65_536, height * 65_536),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(0x55c4, 0)),
    fullBox('hdlr', 0, 0, u32(0), encodeUtf8(handler), new Uint8Array(13)),
    box(
      'minf',
      size ? fullBox('vmhd', 0, 1, new Uint8Array(8)) : fullBox('smhd', 0, 0, u32(0)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      box(
        'stbl',
        fullBox('stsd', 0, 0, u32(1), entry),
        fullBox('stts', 0, 0, u32(0)),
        fullBox('stsc', 0, 0, u32(0)),
        fullBox('stsz', 0, 0, u32(0, 0)),
        fullBox('stco', 0, 0, u32(0)),
      ),
    ),
  );
  return box('trak', header, media);
}
