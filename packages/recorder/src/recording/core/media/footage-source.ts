// SPDX-License-Identifier: Apache-2.0
/**
 * A kept segment as a challenge asks for it: blocks of the footage with the hashes around them. Of an encrypted file the
 * part that is asked for is opened; the roots of the others stand in the file.
 */
import { join } from 'node:path';
import {
  type Algorithms,
  openSegmentSource,
  SegmentHasher,
  type SegmentSource,
  type StoreFiles,
} from '@mingjing/evidence';
import { type Disk, readWhole } from '../../store/disk.ts';
import { isSealedFile, readSegmentFile, sealedFootageParts } from '../../store/segment-file.ts';
import { openSegmentFile } from '../../store/segment-reader.ts';
import type { FootageKeys } from './footage-keys.ts';

type Place = { readonly disk: Disk; readonly directory: string; readonly algorithms: Algorithms };

/** @returns undefined when the file is not there, or holds nothing whole: an answer (not held), not a fault */
export async function footageSource(
  { disk, directory, algorithms }: Place,
  keys: FootageKeys,
  camera: string,
  path: string,
): Promise<SegmentSource | undefined> {
  const full = join(directory, path);
  if ((await disk.identity(full)) === undefined) return undefined;
  if (!(await isSealedFile(disk, full)))
    return await openSegmentSource(algorithms, storeFiles(disk, directory), path);
  const segment = await readSegmentFile(disk, full);
  if (!segment?.sealed) return undefined;
  const { parts } = segment;
  const digests = sealedFootageParts(algorithms, parts, segment.sealed);
  const opened = new Map<number, Promise<Uint8Array>>();
  const partBytes = (part: number): Promise<Uint8Array> => {
    const known = opened.get(part) ?? readOne(part);
    opened.set(part, known);
    return known;
  };
  const readOne = async (part: number): Promise<Uint8Array> => {
    const file = await openSegmentFile(disk, full, parts, keys.of(camera));
    try {
      return await file.read(part);
    } finally {
      await file.close();
    }
  };
  return {
    partSizes: parts.map(({ sizeBytes }) => sizeBytes),
    partRoots: digests.map(({ root }) => root),
    blockLeaves: async (part) => new SegmentHasher(algorithms).addPart(await partBytes(part)).blocks,
    read: async (offsetBytes, sizeBytes) => {
      const part = parts.findLastIndex((place) => place.offsetBytes <= offsetBytes);
      const from = offsetBytes - (parts[part]?.offsetBytes ?? 0);
      const bytes = (await partBytes(part)).slice(from, from + sizeBytes);
      return bytes.length === sizeBytes ? bytes : undefined;
    },
  };
}

/** Root of the footage in an encrypted file, every block opened; undefined when it does not open. */
export async function openedRoot(
  { disk, directory, algorithms }: Place,
  keys: FootageKeys,
  camera: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const full = join(directory, path);
  const segment = await readSegmentFile(disk, full);
  if (!segment?.sealed || segment.wholeBytes < segment.fileBytes) return undefined;
  let isDamaged = false;
  const file = await openSegmentFile(disk, full, segment.parts, keys.of(camera), () => {
    isDamaged = true;
  }).catch(() => undefined);
  if (!file) return undefined;
  try {
    const hasher = new SegmentHasher(algorithms);
    for (const [i, { sizeBytes }] of segment.parts.entries()) {
      const bytes = await file.read(i);
      if (bytes.length !== sizeBytes) return undefined;
      hasher.addPart(bytes);
    }
    return isDamaged ? undefined : hasher.finish().root;
  } finally {
    await file.close();
  }
}

function storeFiles(disk: Disk, directory: string): Pick<StoreFiles, 'open' | 'readWhole'> {
  return {
    readWhole: (path) => readWhole(disk, join(directory, path)),
    open: async (path) => {
      if ((await disk.identity(join(directory, path))) === undefined) return undefined;
      const file = await disk.openToRead(join(directory, path));
      return {
        sizeBytes: await file.sizeBytes(),
        read: (offsetBytes, sizeBytes) => file.read(offsetBytes, sizeBytes),
        close: () => file.close(),
      };
    },
  };
}
