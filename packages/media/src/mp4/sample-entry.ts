// SPDX-License-Identifier: Apache-2.0
/** Sample entries: what a player must know of each track (ISO 14496-12, -14, -15). */

import { h264NalType, h264Type, parseH264Sps, type SequenceFacts } from '../nal/h264.ts';
import { type H265Facts, h265NalType, h265Type, parseH265Sps } from '../nal/h265.ts';
import { box, fullBox, u16, u32 } from './boxes.ts';

export type VideoCodec = 'h264' | 'h265';

/** Parameter sets of one codec, in the order they are first seen. */
export type ParameterSets = {
  readonly codec: VideoCodec;
  readonly vps: readonly Uint8Array[];
  readonly sps: readonly Uint8Array[];
  readonly pps: readonly Uint8Array[];
};

export type AudioConfig =
  | { readonly codec: 'aac'; readonly rate: number; readonly channels: number; readonly config: Uint8Array }
  | { readonly codec: 'alaw' | 'ulaw'; readonly rate: number; readonly channels: number };

/** Kind of a parameter set, or undefined for any other NAL unit. */
export function parameterSetKind(codec: VideoCodec, nal: Uint8Array): 'vps' | 'sps' | 'pps' | undefined {
  if (codec === 'h264') {
    const type = h264NalType(nal);
    return type === h264Type.sps ? 'sps' : type === h264Type.pps ? 'pps' : undefined;
  }
  const type = h265NalType(nal);
  if (type === h265Type.vps) return 'vps';
  return type === h265Type.sps ? 'sps' : type === h265Type.pps ? 'pps' : undefined;
}

/** Whether a decoder could begin with these. */
export function sequenceFacts(sets: ParameterSets): SequenceFacts | undefined {
  const sps = sets.sps.at(-1);
  if (!sps || sets.pps.length === 0) return undefined;
  if (sets.codec === 'h264') return parseH264Sps(sps);
  return sets.vps.length === 0 ? undefined : parseH265Sps(sps);
}

export function videoSampleEntry(sets: ParameterSets, facts: SequenceFacts): Uint8Array {
  const visual = [
    u16(0, 0, 0, 1),
    new Uint8Array(16),
    u16(facts.width, facts.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
  ];
  if (sets.codec === 'h264') return box('avc1', ...visual, avcConfiguration(sets));
  return box('hvc1', ...visual, hevcConfiguration(sets, facts as H265Facts));
}

/** ISO 14496-15 §5.3.3.1. */
function avcConfiguration({ sps, pps }: ParameterSets): Uint8Array {
  const first = sps[0]!;
  const profile = first[1]!;
  const high = [100, 110, 122, 144].includes(profile) ? [0xfd, 0xf8, 0xf8, 0] : [];
  return box(
    'avcC',
    [1, profile, first[2]!, first[3]!, 0xff, 0xe0 | sps.length],
    ...sps.flatMap(withSize),
    [pps.length],
    ...pps.flatMap(withSize),
    high,
  );
}

/** ISO 14496-15 §8.3.3.1. */
function hevcConfiguration({ vps, sps, pps }: ParameterSets, facts: H265Facts): Uint8Array {
  const arrays = [
    { type: h265Type.vps, nals: vps },
    { type: h265Type.sps, nals: sps },
    { type: h265Type.pps, nals: pps },
  ];
  return box(
    'hvcC',
    [1],
    facts.profileTierLevel,
    u16(0xf000),
    [0xfc, 0xfc | facts.chromaFormat, 0xf8 | (facts.bitDepthLuma - 8), 0xf8 | (facts.bitDepthChroma - 8)],
    u16(0),
    [(facts.temporalLayers << 3) | (facts.temporalIdNested ? 4 : 0) | 3, arrays.length],
    // The camera repeats them in-band, so the arrays do not claim to be complete (0x80 unset).
    ...arrays.flatMap(({ type, nals }) => [[type], u16(nals.length), ...nals.flatMap(withSize)]),
  );
}

function withSize(nal: Uint8Array): readonly Uint8Array[] {
  return [u16(nal.length), nal];
}

export function audioSampleEntry(audio: AudioConfig): Uint8Array {
  const head = [u32(0), u16(0, 1), u32(0, 0), u16(audio.channels, 16, 0, 0), u32(audio.rate * 65_536)];
  if (audio.codec !== 'aac') return box(audio.codec, ...head);
  return box('mp4a', ...head, fullBox('esds', 0, 0, elementaryStream(audio.config)));
}

/** ISO 14496-1 §7.2.6: ES descriptor → decoder configuration → the AudioSpecificConfig as it was in the SDP. */
function elementaryStream(config: Uint8Array): Uint8Array {
  const specific = [5, config.length, ...config];
  const decoder = [4, 13 + specific.length, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...specific];
  const content = [0, 1, 0, ...decoder, 6, 1, 2];
  return Uint8Array.from([3, content.length, ...content]);
}

/** RFC 6381 of an audio track. */
export function audioCodecName(audio: AudioConfig): string {
  if (audio.codec !== 'aac') return audio.codec;
  const objectType = (audio.config[0] ?? 16) >> 3;
  return `mp4a.40.${objectType}`;
}
