// SPDX-License-Identifier: Apache-2.0
/** Original parts of a camera's footage in a range, one at a time. */
import { join } from 'node:path';
import type { OpenSegmentView } from '../../capture/messages.ts';
import { RecorderError } from '../../errors.ts';
import { type Disk, type DiskFile, errorCode } from '../../store/disk.ts';
import type { FootageIndex } from '../../store/footage-index.ts';
import type { PartPlace } from '../../store/part-table.ts';
import type { FootagePart } from '../footage.ts';

export type PartsSource = {
  readonly disk: Disk;
  readonly directory: string;
  readonly index: FootageIndex;
  readonly openSegment: (camera: string) => Promise<OpenSegmentView | undefined>;
};

type Readable = {
  readonly n: number;
  readonly path: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly codec: string;
  readonly parts: readonly PartPlace[];
};

/** Segments looked up at a time. */
const page = 50;

/** @throws RecorderError `recorder/range-malformed`, `recorder/segment-gone` */
export async function* readPartsOf(
  source: PartsSource,
  camera: string,
  fromMs: number,
  toMs: number,
): AsyncGenerator<FootagePart> {
  if (!(fromMs < toMs)) throw new RecorderError('recorder/range-malformed');
  let readUntilMs = fromMs;
  for (;;) {
    const rows = source.index.segments({ camera, fromMs: readUntilMs, toMs, limit: page });
    for (const row of rows) {
      yield* partsOfSegment(
        source,
        camera,
        { ...row, parts: source.index.parts(camera, row.n) },
        fromMs,
        toMs,
      );
      readUntilMs = row.endMs;
    }
    if (rows.length < page) break;
  }
  const open = await source.openSegment(camera);
  if (!open || open.startMs >= toMs || open.endMs <= readUntilMs) return;
  // It may have been closed and read above while the question was under way.
  const closed = source.index.segments({ camera, fromMs: open.startMs, toMs: open.startMs + 1, limit: 1 })[0];
  if (closed?.path === open.path && closed.startMs < readUntilMs) return;
  yield* partsOfSegment(source, camera, { ...open, n: closed?.n ?? 0 }, fromMs, toMs);
}

async function* partsOfSegment(
  { disk, directory }: PartsSource,
  camera: string,
  segment: Readable,
  fromMs: number,
  toMs: number,
): AsyncGenerator<FootagePart> {
  const { n, startMs, endMs, codec, parts } = segment;
  const file = await open(disk, join(directory, segment.path), camera, n);
  try {
    let initSent = false;
    for (let i = 1; i < parts.length; i++) {
      const part = parts[i]!;
      const next = parts[i + 1];
      const partStartMs = startMs + part.startOffsetMs;
      const partEndMs = next ? startMs + next.startOffsetMs : endMs;
      if (partEndMs <= fromMs || partStartMs >= toMs) continue;
      if (!initSent) {
        initSent = true;
        const bytes = await readPart(file, parts[0]!, camera, n);
        yield {
          kind: 'init',
          camera,
          bytes,
          startMs,
          endMs,
          segment: n,
          segmentStartMs: startMs,
          i: 0,
          sync: false,
          codec,
        };
      }
      const bytes = await readPart(file, part, camera, n);
      yield {
        kind: 'fragment',
        camera,
        bytes,
        startMs: partStartMs,
        endMs: partEndMs,
        segment: n,
        segmentStartMs: startMs,
        i,
        sync: part.sync,
      };
    }
  } finally {
    await file.close();
  }
}

async function open(disk: Disk, path: string, camera: string, n: number): Promise<DiskFile> {
  try {
    return await disk.openToRead(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new RecorderError('recorder/segment-gone', { camera, n }, error);
    throw error;
  }
}

async function readPart(file: DiskFile, part: PartPlace, camera: string, n: number): Promise<Uint8Array> {
  const bytes = await file.read(part.offsetBytes, part.sizeBytes);
  if (bytes.length < part.sizeBytes) throw new RecorderError('recorder/segment-gone', { camera, n });
  return bytes;
}
