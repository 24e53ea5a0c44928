// SPDX-License-Identifier: Apache-2.0
/**
 * Reading a segment file back: where its parts are, when they begin, and how much of it is whole. Works on box
 * headers and `moof` boxes only; samples are read when a hash is wanted.
 */
import { type Algorithms, digestOfParts, type SegmentDigest, SegmentHasher } from '@mingjing/evidence';
import { describeInit, describeMoof, type InitDescription } from '@mingjing/media';
import type { Disk, DiskFile } from './disk.ts';
import type { PartPlace } from './part-table.ts';

export type SegmentFile = {
  readonly init: InitDescription;
  /** The initialization and every whole fragment. */
  readonly parts: readonly PartPlace[];
  /** End of the last whole fragment; what follows is torn. */
  readonly wholeBytes: number;
  readonly fileBytes: number;
  readonly frames: number;
  /** From the start of the first fragment to the end of the last, ms. */
  readonly durationMs: number;
};

/** A top-level box larger than this is no part of ours. */
const maxBoxBytes = 512 * 2 ** 20;

/** @returns undefined when not even an initialization and one fragment are whole */
export async function readSegmentFile(disk: Disk, path: string): Promise<SegmentFile | undefined> {
  const file = await disk.openToRead(path);
  try {
    return await scan(file);
  } finally {
    await file.close();
  }
}

async function scan(file: DiskFile): Promise<SegmentFile | undefined> {
  const fileBytes = await file.sizeBytes();
  const first = await boxAt(file, 0, fileBytes);
  if (first?.type !== 'ftyp') return undefined;
  const second = await boxAt(file, first.end, fileBytes);
  if (second?.type !== 'moov') return undefined;
  const init = describeInit(await file.read(0, second.end));
  if (!init) return undefined;
  const parts: PartPlace[] = [{ offsetBytes: 0, sizeBytes: second.end, startOffsetMs: 0, sync: false }];
  let frames = 0;
  let firstMs: number | undefined;
  let endMs = 0;
  for (let at = second.end; ; ) {
    const moof = await boxAt(file, at, fileBytes);
    const mdat = moof?.type === 'moof' ? await boxAt(file, moof.end, fileBytes) : undefined;
    if (!moof || mdat?.type !== 'mdat') {
      if (firstMs === undefined) return undefined;
      return { init, parts, wholeBytes: at, fileBytes, frames, durationMs: endMs - firstMs };
    }
    const said = describeMoof(await file.read(at, moof.end - at), init);
    if (!said || said.dataBytes > mdat.end - moof.end) {
      if (firstMs === undefined) return undefined;
      return { init, parts, wholeBytes: at, fileBytes, frames, durationMs: endMs - firstMs };
    }
    firstMs ??= said.startMs;
    endMs = said.endMs;
    frames += said.frames;
    parts.push({
      offsetBytes: at,
      sizeBytes: mdat.end - at,
      startOffsetMs: Math.round(said.startMs - firstMs),
      sync: said.sync,
    });
    at = mdat.end;
  }
}

type Box = { readonly type: string; readonly end: number };

/** Header of the box at `at`; undefined when it does not lie wholly in the file. */
async function boxAt(file: DiskFile, at: number, fileBytes: number): Promise<Box | undefined> {
  if (at + 8 > fileBytes) return undefined;
  const head = await file.read(at, 8);
  if (head.length < 8) return undefined;
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const type = String.fromCharCode(...head.subarray(4, 8));
  // Our writer uses neither 64-bit sizes nor "to the end of the file"; zeros are what a power cut leaves.
  if (size < 8 || size > maxBoxBytes || at + size > fileBytes) return undefined;
  return { type, end: at + size };
}

/** Hashes the parts of a file as the writer would have. */
export async function hashSegmentFile(
  disk: Disk,
  path: string,
  algorithms: Algorithms,
  parts: readonly PartPlace[],
): Promise<SegmentDigest> {
  const file = await disk.openToRead(path);
  try {
    const digests = [];
    for (const { offsetBytes, sizeBytes } of parts) {
      const bytes = await file.read(offsetBytes, sizeBytes);
      const { root, blocks } = new SegmentHasher(algorithms).addPart(bytes);
      digests.push({ offsetBytes, sizeBytes, root, blocks });
    }
    return digestOfParts(algorithms, digests);
  } finally {
    await file.close();
  }
}
