// SPDX-License-Identifier: Apache-2.0
/** What a file is by its first bytes, whatever its name says. Unknown content travels as bytes and is never shown. */
const signatures: readonly (readonly [type: string, start: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
];

export function mediaTypeOf(bytes: Uint8Array): string {
  const found = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (found) return found[0];
  const isMp4 = new TextDecoder('latin1').decode(bytes.subarray(4, 8)) === 'ftyp';
  return isMp4 ? 'video/mp4' : 'application/octet-stream';
}
