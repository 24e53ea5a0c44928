// SPDX-License-Identifier: Apache-2.0
/** What the recorder reads of H.265: parameter sets, picture kinds, first slices (ITU-T H.265). */
import { BitReader } from './bit-reader.ts';
import type { SequenceFacts } from './h264.ts';

export const h265Type = { vps: 32, sps: 33, pps: 34, aud: 35, prefixSei: 39, suffixSei: 40 } as const;

export function h265NalType(nal: Uint8Array): number {
  return ((nal[0] ?? 0) >> 1) & 63;
}

export function isH265Slice(type: number): boolean {
  return type <= 31;
}

/** Intra random access pictures. */
export function isH265KeySlice(type: number): boolean {
  return type >= 16 && type <= 23;
}

export function isH265FirstSlice(nal: Uint8Array): boolean {
  return ((nal[2] ?? 0) & 0x80) !== 0;
}

export type H265Facts = SequenceFacts & {
  /** The twelve bytes of general profile, tier and level, as `hvcC` wants them. */
  readonly profileTierLevel: Uint8Array;
  readonly chromaFormat: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  readonly temporalLayers: number;
  readonly temporalIdNested: boolean;
};

/** @returns undefined when the bytes are no usable sequence parameter set */
export function parseH265Sps(nal: Uint8Array): H265Facts | undefined {
  if (nal.length < 16 || h265NalType(nal) !== h265Type.sps) return undefined;
  const bits = new BitReader(nal, 2);
  bits.skip(4);
  const subLayers = bits.bits(3);
  const temporalIdNested = bits.flag();
  const profileTierLevel = Uint8Array.from({ length: 12 }, () => bits.bits(8));
  skipSubLayers(bits, subLayers);
  bits.ue();
  const chromaFormat = bits.ue();
  if (chromaFormat === 3) bits.skip(1);
  const codedWidth = bits.ue();
  const codedHeight = bits.ue();
  const crop = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const bitDepthLuma = bits.ue() + 8;
  const bitDepthChroma = bits.ue() + 8;
  bits.ue();
  const allLayers = bits.flag();
  let reorderFrames = 0;
  for (let layer = allLayers ? 0 : subLayers; layer <= subLayers; layer++) {
    bits.ue();
    reorderFrames = Math.max(reorderFrames, bits.ue());
    bits.ue();
  }
  const cropX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const cropY = chromaFormat === 1 ? 2 : 1;
  const width = codedWidth - cropX * (crop[0]! + crop[1]!);
  const height = codedHeight - cropY * (crop[2]! + crop[3]!);
  if (bits.isPastEnd || width < 8 || height < 8 || width > 16_384 || height > 16_384) return undefined;
  return {
    width,
    height,
    codec: codecOf(profileTierLevel),
    reorderFrames: Math.min(16, reorderFrames),
    profileTierLevel,
    chromaFormat,
    bitDepthLuma,
    bitDepthChroma,
    temporalLayers: subLayers + 1,
    temporalIdNested,
  };
}

function skipSubLayers(bits: BitReader, subLayers: number): void {
  if (subLayers === 0) return;
  const present: (readonly [boolean, boolean])[] = [];
  for (let i = 0; i < subLayers; i++) present.push([bits.flag(), bits.flag()]);
  bits.skip((8 - subLayers) * 2);
  for (const [profile, level] of present) {
    if (profile) bits.skip(88);
    if (level) bits.skip(8);
  }
}

/** RFC 6381 / ISO 14496-15 Annex E: `hvc1.1.6.L93.B0`. */
function codecOf(ptl: Uint8Array): string {
  const space = ['', 'A', 'B', 'C'][ptl[0]! >> 6]!;
  const flags = new DataView(ptl.buffer).getUint32(1);
  let reversed = 0;
  for (let i = 0; i < 32; i++) if ((flags >>> i) & 1) reversed += 2 ** (31 - i);
  const constraints = [...ptl.subarray(5, 11)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  const tail = constraints.map((byte) => `.${byte.toString(16).toUpperCase()}`).join('');
  const tier = (ptl[0]! & 0x20) === 0 ? 'L' : 'H';
  return `hvc1.${space}${ptl[0]! & 31}.${reversed.toString(16).toUpperCase()}.${tier}${ptl[11]}${tail}`;
}
