// SPDX-License-Identifier: Apache-2.0
/** What is remembered of a part while its segment is written: its hashes and its place, not its bytes. */
import {
  type Algorithms,
  encodeSheetPart,
  hashSheetSuffix,
  joinSheetParts,
  type PartDigest,
  SegmentHasher,
} from '@mingjing/evidence';
import type { DiskQueue, QueuedPart } from './disk-queue.ts';
import type { PartPlace } from './part-table.ts';

/** A part as written: the initialization, or a fragment with its times. */
export type WrittenPart = QueuedPart & {
  /** Of the footage. */
  readonly digest: PartDigest;
  /** Of what is stored, where that is encrypted. */
  readonly stored?: PartDigest;
  /** Its share of the hash sheet. */
  readonly sheet: Uint8Array;
  readonly startMs: number;
  readonly endMs: number;
  readonly sync: boolean;
  readonly frames: number;
};

/** One hasher per part; the blocks' hashes are kept packed, 0.2 % of the footage instead of an object each. */
export function digestPart(
  algorithms: Algorithms,
  offsetBytes: number,
  pieces: readonly Uint8Array[],
): Pick<WrittenPart, 'sizeBytes' | 'digest' | 'sheet'> {
  const hashed = new SegmentHasher(algorithms).addPart(...pieces);
  const { sizeBytes, root } = hashed;
  return {
    sizeBytes,
    digest: { offsetBytes, sizeBytes, root, blocks: [] },
    sheet: encodeSheetPart(hashed),
  };
}

/** The queue keeps the bytes until they are durable; the list of parts must not keep them longer. */
export function withoutBytes(part: WrittenPart): WrittenPart {
  return { ...part, pieces: [], release: undefined };
}

/** Where each part lies, for readers of the file. */
export function placesOf(parts: readonly WrittenPart[], segmentStartMs: number): readonly PartPlace[] {
  return parts.map(({ digest, startMs, sync }) => ({
    offsetBytes: digest.offsetBytes,
    sizeBytes: digest.sizeBytes,
    startOffsetMs: startMs - segmentStartMs,
    sync,
  }));
}

/**
 * Writes the block hashes beside the segment, durable before its entry is: a sheet that does not fit the log counts
 * as altered. Where the disk does not take it there is none, and damage can only be told by file.
 */
export async function writeSheet(
  queue: DiskQueue,
  camera: string,
  segmentPath: string,
  parts: readonly WrittenPart[],
): Promise<void> {
  const sheet = joinSheetParts(parts.map((part) => part.sheet));
  const file = queue.createFile(camera, `${segmentPath}${hashSheetSuffix}`, () => undefined);
  file.add({ pieces: [sheet], sizeBytes: sheet.length });
  const { lost } = await file.close();
  if (lost.length > 0) await queue.disk.remove(file.path).catch(() => undefined);
}
