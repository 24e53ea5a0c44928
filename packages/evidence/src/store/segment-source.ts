// SPDX-License-Identifier: Apache-2.0
/** A kept segment as a challenge asks for it: one block and the hashes around it, without reading the rest. */
import type { Algorithms } from '../algorithms.ts';
import { hashSheetSuffix, readSheetParts } from '../merkle/hash-sheet.ts';
import type { PartDigest } from '../merkle/segment-hasher.ts';
import type { SegmentSource } from '../proof/answer-challenge.ts';
import { hashSegmentFile } from './hash-segment-file.ts';
import type { StoreFiles } from './store-files.ts';

/**
 * @param path of the segment file in the store
 * @returns undefined when the file is not there or holds no whole boxes
 */
export async function openSegmentSource(
  algorithms: Algorithms,
  files: Pick<StoreFiles, 'open' | 'readWhole'>,
  path: string,
): Promise<SegmentSource | undefined> {
  const parts = await partsOf(algorithms, files, path);
  if (!parts) return undefined;
  return {
    partSizes: parts.map(({ sizeBytes }) => sizeBytes),
    partRoots: parts.map(({ root }) => root),
    blockLeaves: async (part) => parts[part]?.blocks ?? [],
    read: (offsetBytes, sizeBytes) => readStretch(files, path, offsetBytes, sizeBytes),
  };
}

/** From the sheet beside the segment, or by hashing the segment again. */
async function partsOf(
  algorithms: Algorithms,
  files: Pick<StoreFiles, 'open' | 'readWhole'>,
  path: string,
): Promise<readonly PartDigest[] | undefined> {
  const sheet = await files.readWhole(`${path}${hashSheetSuffix}`);
  const kept = sheet && readSheetParts(sheet);
  if (kept) return kept;
  const file = await files.open(path);
  if (!file) return undefined;
  try {
    const hashed = await hashSegmentFile(algorithms, file);
    return hashed.kind === 'hashed' ? hashed.digest.parts : undefined;
  } finally {
    await file.close();
  }
}

async function readStretch(
  files: Pick<StoreFiles, 'open'>,
  path: string,
  offsetBytes: number,
  sizeBytes: number,
): Promise<Uint8Array | undefined> {
  const file = await files.open(path);
  if (!file) return undefined;
  try {
    const bytes = await file.read(offsetBytes, sizeBytes);
    return bytes.length === sizeBytes ? Uint8Array.from(bytes) : undefined;
  } finally {
    await file.close();
  }
}
