// SPDX-License-Identifier: Apache-2.0
/** What a live viewer needs before the next fragment: the initialization and everything since the last key frame. */
import { join } from 'node:path';
import type { Disk } from '../store/disk.ts';
import type { LivePart, OpenSegmentView } from './messages.ts';

/** A camera may send no key frame for minutes; so much is read from the file at most. */
const mostBytes = 32 * 2 ** 20;

export async function readSinceKeyFrame(
  disk: Disk,
  directory: string,
  view: OpenSegmentView,
): Promise<readonly LivePart[]> {
  const { parts, startMs, endMs, codec } = view;
  const from = Math.max(
    1,
    parts.findLastIndex((part) => part.sync),
  );
  const chosen = parts.map((part, i) => ({ part, i })).filter(({ i }) => i === 0 || i >= from);
  let bytesLeft = mostBytes;
  const file = await disk.openToRead(join(directory, view.path));
  try {
    const read: LivePart[] = [];
    for (const { part, i } of chosen) {
      bytesLeft -= part.sizeBytes;
      if (bytesLeft < 0) break;
      const next = parts[i + 1];
      read.push({
        kind: i === 0 ? 'init' : 'fragment',
        bytes: Uint8Array.from(await file.read(part.offsetBytes, part.sizeBytes)),
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
