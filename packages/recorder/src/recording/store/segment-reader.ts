// SPDX-License-Identifier: Apache-2.0
/** The parts of a segment file as they were recorded, whether it is encrypted or not; one part is read at a time. */
import type { KeyObject } from 'node:crypto';
import { RecorderError } from '../../errors.ts';
import type { Disk, DiskFile } from './disk.ts';
import type { PartPlace } from './part-table.ts';
import { openPart } from './seal/seal-segment.ts';
import { parseSealHead, type SealHead, sealHeadBytes, storedSizeOf } from './seal/sealed-format.ts';

/** The key of a file, by what stands at its beginning; undefined where nobody here holds the key. */
export type SegmentKeys = (head: SealHead) => KeyObject | undefined;

export type SegmentReader = {
  /** @returns fewer bytes than the part has where the file is cut */
  readonly read: (i: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/**
 * @param parts of the footage, from the index
 * @param onDamage told of blocks whose tag does not fit, of part `i`
 * @throws RecorderError `recorder/footage-locked` when it is encrypted and `keys` knows no key
 */
export async function openSegmentFile(
  disk: Pick<Disk, 'openToRead'>,
  path: string,
  parts: readonly PartPlace[],
  keys: SegmentKeys,
  onDamage?: (i: number, blocks: readonly number[]) => void,
): Promise<SegmentReader> {
  const file = await disk.openToRead(path);
  try {
    const head = await readSealHead(file, parts[0]?.sizeBytes ?? 0);
    const close = () => file.close();
    if (!head) {
      const plain = (i: number) => file.read(parts[i]?.offsetBytes ?? 0, parts[i]?.sizeBytes ?? 0);
      return { read: plain, close };
    }
    const key = keys(head);
    if (!key) throw new RecorderError('recorder/footage-locked');
    const places = storedPlaces(parts);
    const read = async (i: number): Promise<Uint8Array> => {
      const { offsetBytes, sizeBytes } = places[i] ?? { offsetBytes: 0, sizeBytes: 0 };
      const stored = await file.read(offsetBytes, sizeBytes);
      if (i === 0) return stored;
      const opened = openPart(key, stored);
      if (opened && opened.damagedBlocks.length > 0) onDamage?.(i, opened.damagedBlocks);
      return opened?.bytes ?? new Uint8Array(0);
    };
    return { read, close };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** @param initBytes where the initialization ends @returns undefined where the file is not encrypted */
export async function readSealHead(file: DiskFile, initBytes: number): Promise<SealHead | undefined> {
  return parseSealHead(await file.read(initBytes, sealHeadBytes));
}

/** Where the parts lie in an encrypted file; the initialization is not encrypted. */
function storedPlaces(
  parts: readonly PartPlace[],
): readonly { readonly offsetBytes: number; readonly sizeBytes: number }[] {
  let at = 0;
  return parts.map(({ sizeBytes }, i) => {
    const offsetBytes = at;
    at += i === 0 ? sizeBytes + sealHeadBytes : storedSizeOf(sizeBytes);
    return { offsetBytes, sizeBytes: i === 0 ? sizeBytes : storedSizeOf(sizeBytes) };
  });
}
