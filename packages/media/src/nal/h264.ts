// SPDX-License-Identifier: Apache-2.0
/** What the recorder reads of H.264: parameter sets, picture kinds, first slices (ITU-T H.264). */
import { BitReader } from './bit-reader.ts';

export type SequenceFacts = {
  readonly width: number;
  readonly height: number;
  /** RFC 6381. */
  readonly codec: string;
  /** Pictures that may come later in output than in decoding; undefined when the stream does not say. */
  readonly reorderFrames: number | undefined;
};

export const h264Type = { idr: 5, sei: 6, sps: 7, pps: 8, aud: 9, filler: 12, prefix: 14 } as const;

export function h264NalType(nal: Uint8Array): number {
  return (nal[0] ?? 0) & 31;
}

/** Coded slices of a primary picture. */
export function isH264Slice(type: number): boolean {
  return type >= 1 && type <= 5;
}

/** `first_mb_in_slice` is 0: a one in the first bit behind the header. */
export function isH264FirstSlice(nal: Uint8Array): boolean {
  return ((nal[1] ?? 0) & 0x80) !== 0;
}

/** @returns undefined when the bytes are no usable sequence parameter set */
export function parseH264Sps(nal: Uint8Array): SequenceFacts | undefined {
  if (nal.length < 4 || h264NalType(nal) !== h264Type.sps) return undefined;
  const bits = new BitReader(nal, 1);
  const profile = bits.bits(8);
  bits.skip(16);
  bits.ue();
  let chroma = 1;
  if (highProfiles.has(profile)) {
    chroma = bits.ue();
    if (chroma === 3) bits.skip(1);
    bits.ue();
    bits.ue();
    bits.skip(1);
    if (bits.flag()) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  bits.ue();
  const orderType = skipPictureOrder(bits);
  bits.ue();
  bits.skip(1);
  const widthMbs = bits.ue() + 1;
  const heightUnits = bits.ue() + 1;
  const framesOnly = bits.flag();
  if (!framesOnly) bits.skip(1);
  bits.skip(1);
  const crop = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const reorder = bits.flag() ? reorderFromVui(bits) : undefined;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * (framesOnly ? 1 : 2);
  const width = widthMbs * 16 - cropX * (crop[0]! + crop[1]!);
  const height = heightUnits * 16 * (framesOnly ? 1 : 2) - cropY * (crop[2]! + crop[3]!);
  if (bits.isPastEnd || width < 16 || height < 16 || width > 16_384 || height > 16_384) return undefined;
  const reorderFrames = profile === 66 || orderType === 2 ? 0 : reorder;
  return {
    width,
    height,
    codec: `avc1.${hexByte(nal[1])}${hexByte(nal[2])}${hexByte(nal[3])}`,
    reorderFrames,
  };
}

const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function skipScalingLists(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list++) {
    if (!bits.flag()) continue;
    let last = 8;
    let next = 8;
    for (let at = 0; at < (list < 6 ? 16 : 64); at++) {
      if (next !== 0) next = (last + bits.se() + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

function skipPictureOrder(bits: BitReader): number {
  const type = bits.ue();
  if (type === 0) bits.ue();
  else if (type === 1) {
    bits.skip(1);
    bits.se();
    bits.se();
    for (let left = Math.min(255, bits.ue()); left > 0; left--) bits.se();
  }
  return type;
}

/** VUI up to `max_num_reorder_frames` (Annex E). */
function reorderFromVui(bits: BitReader): number | undefined {
  if (bits.flag() && bits.bits(8) === 255) bits.skip(32);
  if (bits.flag()) bits.skip(1);
  if (bits.flag()) {
    bits.skip(4);
    if (bits.flag()) bits.skip(24);
  }
  if (bits.flag()) {
    bits.ue();
    bits.ue();
  }
  if (bits.flag()) bits.skip(65);
  const nal = bits.flag();
  if (nal) skipHrd(bits);
  const vcl = bits.flag();
  if (vcl) skipHrd(bits);
  if (nal || vcl) bits.skip(1);
  bits.skip(1);
  if (!bits.flag()) return undefined;
  bits.skip(1);
  for (let i = 0; i < 4; i++) bits.ue();
  const reorder = bits.ue();
  return bits.isPastEnd || reorder > 16 ? undefined : reorder;
}

function skipHrd(bits: BitReader): void {
  const count = Math.min(31, bits.ue());
  bits.skip(8);
  for (let i = 0; i <= count; i++) {
    bits.ue();
    bits.ue();
    bits.skip(1);
  }
  bits.skip(20);
}

export function hexByte(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, '0');
}
