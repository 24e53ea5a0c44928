// SPDX-License-Identifier: Apache-2.0
/**
 * What the log entry at an index said, when the journal lost it before a checkpoint covered it: the index knows
 * which span it was. Of a segment only the file itself is believed: it is hashed anew and logged as recovered.
 */

import { join } from 'node:path';
import { type Algorithms, encodeBase64, formatTime, type NewEntry } from '@mingjing/evidence';
import { sealedFields } from '../log/span-book.ts';
import type { Disk } from '../store/disk.ts';
import type { FootageIndex } from '../store/footage-index.ts';
import { hashSegmentFile, readSegmentFile } from '../store/segment-file.ts';

export type LostEntryStore = {
  readonly disk: Disk;
  readonly directory: string;
  readonly algorithms: Algorithms;
  readonly index: FootageIndex;
};

/** @returns undefined when it was no span, or its file is gone or cut */
export async function recoverLostEntry(
  { disk, directory, algorithms, index }: LostEntryStore,
  logIndex: number,
): Promise<NewEntry | undefined> {
  const row = index.findByLogIndex(logIndex);
  if (!row) return undefined;
  const span = { camera: row.camera, n: row.n, start: formatTime(row.startMs), end: formatTime(row.endMs) };
  if (row.kind === 'gap') return { type: 'gap', ...span, cause: row.cause };
  const path = join(directory, row.path);
  if ((await disk.identity(path)) === undefined) return undefined;
  const file = await readSegmentFile(disk, path);
  if (!file || file.wholeBytes < file.fileBytes) return undefined;
  const { footage, sealed } = await hashSegmentFile(disk, path, algorithms, file);
  return {
    type: 'segment',
    ...span,
    bytes: footage.sizeBytes,
    parts: file.parts.length,
    root: encodeBase64(footage.root),
    codec: file.init.codec,
    clock: { source: 'recovered', offsetMs: 0 },
    cameraSignature: 'unchecked',
    sizes: encodeBase64(footage.sizesHash),
    ...(sealed && { sealed: sealedFields(sealed) }),
    path: row.path,
  };
}
