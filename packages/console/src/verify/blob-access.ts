// SPDX-License-Identifier: Apache-2.0
/** A file the user gave, read piece by piece: nothing is loaded whole. */
import type { RandomAccess } from '@mingjing/evidence';

/** Small reads next to each other are served from one larger one. */
const aheadBytes = 1 << 20;

export function accessToBlob(blob: Blob): RandomAccess {
  let piece = { offset: 0, bytes: new Uint8Array(0) };
  const load = async (offset: number, length: number): Promise<Uint8Array> =>
    new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
  return {
    sizeBytes: blob.size,
    read: async (offset, length) => {
      if (length >= aheadBytes) return load(offset, length);
      const end = Math.min(offset + length, blob.size);
      if (offset < piece.offset || end > piece.offset + piece.bytes.length)
        piece = { offset, bytes: (await load(offset, aheadBytes)) as Uint8Array<ArrayBuffer> };
      return piece.bytes.slice(offset - piece.offset, end - piece.offset);
    },
  };
}
