// SPDX-License-Identifier: Apache-2.0
/** AAC frames with ADTS headers (ISO 14496-3 §1.A.2.2), both ways. */

export type AacConfig = {
  readonly rate: number;
  readonly channels: number;
  /** AudioSpecificConfig. */
  readonly config: Uint8Array;
};

const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

export type AdtsFrame = AacConfig & { readonly headerBytes: number; readonly frameBytes: number };

/** @returns undefined when no header stands here */
export function parseAdts(bytes: Uint8Array, at: number): AdtsFrame | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return undefined;
  const object = (bytes[at + 2]! >> 6) + 1;
  const index = (bytes[at + 2]! >> 2) & 15;
  const rate = rates[index];
  const channels = ((bytes[at + 2]! & 1) << 2) | (bytes[at + 3]! >> 6);
  const frameBytes = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  const headerBytes = (bytes[at + 1]! & 1) === 0 ? 9 : 7;
  if (rate === undefined || channels === 0 || frameBytes <= headerBytes) return undefined;
  const config = Uint8Array.of((object << 3) | (index >> 1), ((index & 1) << 7) | (channels << 3));
  return { rate, channels, config, headerBytes, frameBytes };
}

/** @param config AudioSpecificConfig of the track @param bytes size of the raw frame */
export function encodeAdtsHeader(config: Uint8Array, bytes: number): Uint8Array {
  const object = Math.max(1, Math.min(4, config[0]! >> 3));
  const index = ((config[0]! & 7) << 1) | (config[1]! >> 7);
  const channels = (config[1]! >> 3) & 7;
  const size = bytes + 7;
  return Uint8Array.of(
    0xff,
    0xf1,
    ((object - 1) << 6) | (index << 2) | (channels >> 2),
    ((channels & 3) << 6) | (size >> 11),
    (size >> 3) & 255,
    ((size & 7) << 5) | 0x1f,
    0xfc,
  );
}
