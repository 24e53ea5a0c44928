// SPDX-License-Identifier: Apache-2.0
/** CRC-32 of ISO 13818-1 annex A: polynomial 04C11DB7, all ones at the start, not reflected. */
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++)
    value = (value & 0x80000000) !== 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

export function crc32Mpeg(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = ((crc << 8) ^ table[(crc >>> 24) ^ byte]!) >>> 0;
  return crc;
}
