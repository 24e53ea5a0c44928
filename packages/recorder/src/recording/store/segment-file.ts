// SPDX-License-Identifier: Apache-2.0
/**
 * Reading a segment file back: where its parts are, when they begin, and how much of it is whole. Works on box
 * headers and `moof` boxes only; samples are read when a hash is wanted.
 */
import {
  type Algorithms,
  digestOfParts,
  type PartDigest,
  type SegmentDigest,
  SegmentHasher,
} from '@mingjing/evidence';
import { describeInit, describeMoof, type InitDescription } from '@mingjing/media';
import type { Disk, DiskFile } from './disk.ts';
import type { PartPlace } from './part-table.ts';
import { footageCipher } from './seal/seal-segment.ts';
import {
  parsePartHead,
  parseSealHead,
  partHeadBytes,
  type SealedPartHead,
  type SealHead,
  sealHeadBytes,
  storedSizeOf,
} from './seal/sealed-format.ts';
import type { SegmentDraft } from './spans.ts';

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
  /** What an encrypted file says of its parts without a key; of the initialization the bytes themselves say it. */
  readonly sealed?: { readonly initBytes: Uint8Array; readonly heads: readonly SealedPartHead[] } & Pick<
    SealHead,
    'keyId'
  >;
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
  const initBytes = await file.read(0, second.end);
  const init = describeInit(initBytes);
  if (!init) return undefined;
  const head = parseSealHead(await file.read(second.end, sealHeadBytes));
  if (head) return await scanSealed(file, fileBytes, initBytes, init, head);
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

/** The same for an encrypted file: its boxes say in the clear what a `moof` would. */
async function scanSealed(
  file: DiskFile,
  fileBytes: number,
  initBytes: Uint8Array,
  init: InitDescription,
  { keyId }: SealHead,
): Promise<SegmentFile | undefined> {
  const heads: SealedPartHead[] = [];
  let at = initBytes.length + sealHeadBytes;
  for (;;) {
    const box = await boxAt(file, at, fileBytes);
    const head = box && parsePartHead(await file.read(at, partHeadBytes));
    // Parts come in the order in which they were written: what was moved about is not adopted.
    if (!head || head.number <= (heads.at(-1)?.number ?? 0)) break;
    heads.push(head);
    at = box.end;
  }
  const first = heads[0];
  if (!first) return undefined;
  let offsetBytes = 0;
  const parts = [{ sizeBytes: initBytes.length, startOffsetMs: 0, sync: false }, ...heads.map(placeOf)].map(
    (part) => {
      const place = { ...part, offsetBytes };
      offsetBytes += part.sizeBytes;
      return place;
    },
  );
  return {
    init,
    parts,
    wholeBytes: at,
    fileBytes,
    frames: heads.reduce((sum, { frames }) => sum + frames, 0),
    durationMs: heads.at(-1)!.endOffsetMs - first.startOffsetMs,
    sealed: { initBytes, heads, keyId },
  };

  function placeOf({ plainBytes, startOffsetMs, sync }: SealedPartHead) {
    return { sizeBytes: plainBytes, startOffsetMs: startOffsetMs - first!.startOffsetMs, sync };
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

/** Whether a file holds its footage encrypted. */
export async function isSealedFile(disk: Pick<Disk, 'openToRead'>, path: string): Promise<boolean> {
  const file = await disk.openToRead(path);
  try {
    const fileBytes = await file.sizeBytes();
    const first = await boxAt(file, 0, fileBytes);
    const second = first && (await boxAt(file, first.end, fileBytes));
    return second !== undefined && parseSealHead(await file.read(second.end, sealHeadBytes)) !== undefined;
  } finally {
    await file.close();
  }
}

/** A segment file hashed anew: what the log is told of the footage, and of an encrypted file besides. */
export type FileDigest = {
  readonly footage: SegmentDigest;
  readonly sealed?: NonNullable<SegmentDraft['sealed']>;
  /** What the hash sheet beside it says. */
  readonly stored: SegmentDigest;
};

/**
 * Hashes the whole parts of a file as the writer would have. Of an encrypted file the parts' roots are those that stand
 * in it: the writer put them there, and whoever holds the key can check them.
 */
export async function hashSegmentFile(
  disk: Disk,
  path: string,
  algorithms: Algorithms,
  { parts, sealed }: SegmentFile,
): Promise<FileDigest> {
  const file = await disk.openToRead(path);
  try {
    const sizes = sealed
      ? [
          sealed.initBytes.length + sealHeadBytes,
          ...sealed.heads.map((head) => storedSizeOf(head.plainBytes)),
        ]
      : parts.map(({ sizeBytes }) => sizeBytes);
    const digests = [];
    let offsetBytes = 0;
    for (const sizeBytes of sizes) {
      const bytes = await file.read(offsetBytes, sizeBytes);
      const { root, blocks } = new SegmentHasher(algorithms).addPart(bytes);
      digests.push({ offsetBytes, sizeBytes, root, blocks });
      offsetBytes += sizeBytes;
    }
    const stored = digestOfParts(algorithms, digests);
    if (!sealed) return { footage: stored, stored };
    const footage = digestOfParts(algorithms, sealedFootageParts(algorithms, parts, sealed));
    const { sizeBytes: bytes, root, sizesHash } = stored;
    const key = Buffer.from(sealed.keyId).toString('hex');
    return { footage, stored, sealed: { bytes, root, sizesHash, cipher: footageCipher, key } };
  } finally {
    await file.close();
  }
}

/** The parts of the footage in an encrypted file, as they stand in it. */
export function sealedFootageParts(
  algorithms: Algorithms,
  parts: readonly PartPlace[],
  { initBytes, heads }: NonNullable<SegmentFile['sealed']>,
): readonly PartDigest[] {
  return parts.map(({ offsetBytes, sizeBytes }, i) => {
    const root = i === 0 ? new SegmentHasher(algorithms).addPart(initBytes).root : heads[i - 1]!.root;
    return { offsetBytes, sizeBytes, root, blocks: [] };
  });
}
