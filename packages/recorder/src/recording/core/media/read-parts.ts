// SPDX-License-Identifier: Apache-2.0
/** Original parts of a camera's footage in a range, one at a time. */

import { join } from 'node:path';
import { RecorderError } from '../../../errors.ts';
import type { FootagePart } from '../../../terms/footage.ts';
import type { OpenSegmentView } from '../../capture/messages.ts';
import { type Disk, errorCode } from '../../store/disk.ts';
import type { FootageIndex } from '../../store/footage-index.ts';
import type { PartPlace } from '../../store/part-table.ts';
import { openSegmentFile, type SegmentReader } from '../../store/segment-reader.ts';
import type { FootageKeys } from './footage-keys.ts';

export type PartsSource = {
  readonly disk: Disk;
  readonly directory: string;
  readonly index: FootageIndex;
  readonly openSegment: (camera: string) => Promise<OpenSegmentView | undefined>;
  readonly keys: FootageKeys;
  /** Told of encrypted footage that does not decrypt to what was written. */
  readonly onDamage?: (damaged: DamagedPart) => void;
};

/** Segment and part number. */
export type DamagedPart = { readonly n: number; readonly part: number };

type Readable = {
  readonly n: number;
  readonly path: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly codec: string;
  readonly parts: readonly PartPlace[];
};

/** How a player wants its parts. */
export type PartsWanted = {
  /** Only fragments that begin with a key frame; each lasts until the next one. */
  readonly keyFramesOnly?: boolean;
  /** Begin at the key frame before the range, without which a decoder shows nothing. */
  readonly fromKeyFrame?: boolean;
  /** No picture from before this instant, for either. */
  readonly notBeforeMs?: number;
};

/** Segments looked up at a time. */
const page = 50;

/** @throws RecorderError `recorder/range-malformed`, `recorder/segment-gone` */
export async function* readPartsOf(
  source: PartsSource,
  camera: string,
  fromMs: number,
  toMs: number,
  wanted: PartsWanted = {},
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
        wanted,
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
  yield* partsOfSegment(source, camera, { ...open, n: closed?.n ?? 0 }, fromMs, toMs, wanted);
}

async function* partsOfSegment(
  { disk, directory, keys, onDamage }: PartsSource,
  camera: string,
  segment: Readable,
  fromMs: number,
  toMs: number,
  wanted: PartsWanted,
): AsyncGenerator<FootagePart> {
  const { n, startMs, endMs, codec, parts } = segment;
  const chosen = chosenParts(segment, fromMs, toMs, wanted);
  if (chosen.length === 0) return;
  const file = await openSegmentFile(disk, join(directory, segment.path), parts, keys.of(camera), (part) =>
    onDamage?.({ n, part }),
  ).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') throw new RecorderError('recorder/segment-gone', { camera, n }, error);
    throw error;
  });
  try {
    const init = await readPart(file, 0, parts[0]!, camera, n);
    yield {
      kind: 'init',
      camera,
      bytes: init,
      startMs,
      endMs,
      segment: n,
      segmentStartMs: startMs,
      i: 0,
      sync: false,
      codec,
    };
    for (const { i, startMs: partStartMs, endMs: partEndMs } of chosen) {
      yield {
        kind: 'fragment',
        camera,
        bytes: await readPart(file, i, parts[i]!, camera, n),
        startMs: partStartMs,
        endMs: partEndMs,
        segment: n,
        segmentStartMs: startMs,
        i,
        sync: parts[i]!.sync,
      };
    }
  } finally {
    await file.close();
  }
}

type Chosen = { readonly i: number; readonly startMs: number; readonly endMs: number };

/** Fragments of a segment that overlap the range, as they are wanted; part 0 is the initialization. */
function chosenParts(
  { startMs, endMs, parts }: Readable,
  fromMs: number,
  toMs: number,
  { keyFramesOnly = false, fromKeyFrame = false, notBeforeMs = 0 }: PartsWanted,
): readonly Chosen[] {
  const starts = parts.flatMap((part, i) =>
    i === 0 || (keyFramesOnly && !part.sync) ? [] : [{ i, startMs: startMs + part.startOffsetMs }],
  );
  const timed = starts.map((part, at) => ({ ...part, endMs: starts[at + 1]?.startMs ?? endMs }));
  const overlapping = timed.findIndex((part) => part.endMs > fromMs);
  if (overlapping < 0) return [];
  const key = timed.findLastIndex(
    ({ i, startMs: at }, index) => index <= overlapping && parts[i]!.sync && at >= notBeforeMs,
  );
  return timed
    .slice(fromKeyFrame && key >= 0 ? key : overlapping)
    .filter((part) => part.startMs < toMs && (!keyFramesOnly || part.startMs >= notBeforeMs));
}

async function readPart(
  file: SegmentReader,
  i: number,
  part: PartPlace,
  camera: string,
  n: number,
): Promise<Uint8Array> {
  const bytes = await file.read(i);
  if (bytes.length < part.sizeBytes) throw new RecorderError('recorder/segment-gone', { camera, n });
  return bytes;
}
