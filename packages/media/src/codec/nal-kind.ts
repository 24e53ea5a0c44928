// SPDX-License-Identifier: Apache-2.0
/** What a NAL unit means for the picture it stands in or before. */
import { parameterSetKind, type VideoCodec } from '../mp4/sample-entry.ts';
import { BitReader } from '../nal/bit-reader.ts';
import { h264NalType, h264Type, isH264FirstSlice, isH264Slice } from '../nal/h264.ts';
import { h265NalType, h265Type, isH265FirstSlice, isH265KeySlice, isH265Slice } from '../nal/h265.ts';

type NalKind = 'slice' | 'first-slice' | 'key-slice' | 'key-slice-first' | 'before' | 'other';

/** ITU-T H.264 §7.4.1.2.3: which NAL units begin a new access unit. */
export function kindOfH264(nal: Uint8Array): NalKind {
  const type = h264NalType(nal);
  if (isH264Slice(type))
    return sliceKind(type === h264Type.idr, isH264FirstSlice(nal) && type !== 3 && type !== 4);
  const before = (type >= h264Type.sei && type <= h264Type.aud) || (type >= 15 && type <= 18);
  return before ? 'before' : 'other';
}

/** ITU-T H.265 §7.4.2.4.4. */
export function kindOfH265(nal: Uint8Array): NalKind {
  const type = h265NalType(nal);
  if (isH265Slice(type)) return sliceKind(isH265KeySlice(type), isH265FirstSlice(nal));
  const before =
    (type >= h265Type.vps && type <= h265Type.aud) ||
    type === h265Type.prefixSei ||
    (type >= 41 && type <= 44);
  return before ? 'before' : 'other';
}

function sliceKind(key: boolean, first: boolean): NalKind {
  if (key) return first ? 'key-slice-first' : 'key-slice';
  return first ? 'first-slice' : 'slice';
}

/** Parameter sets and SEI are read too. */
export function isSmallKind(codec: VideoCodec, nal: Uint8Array): boolean {
  if (parameterSetKind(codec, nal)) return true;
  return codec === 'h264' ? h264NalType(nal) === h264Type.sei : h265NalType(nal) === h265Type.prefixSei;
}

/** The set's own id; a camera may use several of each. */
export function parameterSetId(codec: VideoCodec, kind: 'vps' | 'sps' | 'pps', nal: Uint8Array): number {
  if (codec === 'h265') {
    if (kind === 'vps') return (nal[2] ?? 0) >> 4;
    return kind === 'pps' ? new BitReader(nal, 2).ue() : 0;
  }
  if (kind === 'pps') return new BitReader(nal, 1).ue();
  return kind === 'sps' ? new BitReader(nal, 4).ue() : 0;
}

/** A slice that refers to no other picture though the picture is no IDR: decoding may begin there (V9). H.265 says it by its type. */
export function isIntraSlice(codec: VideoCodec, nal: Uint8Array): boolean {
  if (codec !== 'h264' || h264NalType(nal) !== 1) return false;
  const bits = new BitReader(nal, 1);
  bits.ue();
  const type = bits.ue() % 5;
  return !bits.isPastEnd && (type === 2 || type === 4);
}
