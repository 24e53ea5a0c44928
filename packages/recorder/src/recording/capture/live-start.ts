// SPDX-License-Identifier: Apache-2.0
/** What a live viewer needs: before the next fragment the initialization and everything since the last key frame. */
import { join } from 'node:path';
import type { StreamFormat } from '@mingjing/media';
import type { Disk } from '../store/disk.ts';
import { openSegmentFile } from '../store/segment-reader.ts';
import type { SegmentSequence } from '../store/segment-sequence.ts';
import { copyOf } from './copy-of.ts';
import type { LivePart } from './messages.ts';

/** A camera may send no key frame for minutes; so much is read from the file at most. */
const mostBytes = 32 * 2 ** 20;

/** The fragment that was just kept, copied, with its initialization where a segment began with it. */
export function livePartsOf(
  written: NonNullable<ReturnType<SegmentSequence['write']>>,
  { init }: StreamFormat,
): readonly LivePart[] {
  const { part, pieces, segmentStartMs, i, began } = written;
  const common = { segmentStartMs, startMs: part.startMs, endMs: part.endMs };
  const bytes = copyOf(pieces, part.digest.sizeBytes);
  const fragment = { kind: 'fragment', bytes, ...common, i, sync: part.sync, codec: undefined } as const;
  if (!began) return [fragment];
  const first = copyOf([init.bytes], init.bytes.length);
  return [{ kind: 'init', bytes: first, ...common, i: 0, sync: false, codec: init.codec }, fragment];
}

export async function readSinceKeyFrame(
  disk: Disk,
  directory: string,
  view: NonNullable<ReturnType<SegmentSequence['openSegment']>>,
): Promise<readonly LivePart[]> {
  const { parts, startMs, endMs, codec } = view;
  const from = Math.max(
    1,
    parts.findLastIndex((part) => part.sync),
  );
  const chosen = parts.map((part, i) => ({ part, i })).filter(({ i }) => i === 0 || i >= from);
  let bytesLeft = mostBytes;
  const file = await openSegmentFile(disk, join(directory, view.path), parts, () => view.seal?.key);
  try {
    const read: LivePart[] = [];
    for (const { part, i } of chosen) {
      bytesLeft -= part.sizeBytes;
      if (bytesLeft < 0) break;
      const next = parts[i + 1];
      read.push({
        kind: i === 0 ? 'init' : 'fragment',
        bytes: Uint8Array.from(await file.read(i)),
        startMs: startMs + part.startOffsetMs,
        endMs: i > 0 && next ? startMs + next.startOffsetMs : endMs,
        segmentStartMs: startMs,
        i,
        sync: part.sync,
        codec: i === 0 ? codec : undefined,
      });
    }
    return read;
  } finally {
    await file.close();
  }
}
