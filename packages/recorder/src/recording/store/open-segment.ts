// SPDX-License-Identifier: Apache-2.0
/** The segment that is being written, its parts as they get into the file, and what the log is told at its end. */
import { type Algorithms, digestOfParts } from '@mingjing/evidence';
import type { SegmentInit } from '@mingjing/media';
import type { QueuedFile } from './disk-queue.ts';
import { footageCipher, type SegmentSeal, sealPart } from './seal/seal-segment.ts';
import type { CutFragment, SegmentDraft } from './spans.ts';
import { digestPart, placesOf, type WrittenPart } from './written-part.ts';

export type OpenSegment = {
  readonly startMs: number;
  readonly path: string;
  readonly init: SegmentInit;
  readonly file: QueuedFile<WrittenPart>;
  readonly parts: WrittenPart[];
  /** Absent: the file holds the footage as it is. */
  readonly seal: SegmentSeal | undefined;
  /** Of the footage so far. */
  bytes: number;
};

type About = Pick<CutFragment, 'sync' | 'frames'> &
  Partial<Pick<CutFragment, 'release'>> & { readonly startMs: number; readonly endMs: number };

/** The next part of the segment as it goes to the disk: hashed, and encrypted where the store is. */
export function partOf(
  algorithms: Algorithms,
  segment: OpenSegment,
  pieces: readonly Uint8Array[],
  { startMs, endMs, sync, frames, release }: About,
): WrittenPart {
  const plain = digestPart(algorithms, segment.bytes, pieces);
  const times = { startMs, endMs, sync, frames };
  const { seal } = segment;
  if (!seal) return { pieces, ...plain, ...times, release };
  const number = segment.parts.length;
  const offsets = { startOffsetMs: startMs - segment.startMs, endOffsetMs: endMs - segment.startMs };
  const sealed =
    number === 0
      ? { pieces: [...pieces, seal.head], sizeBytes: plain.sizeBytes + seal.head.length }
      : sealPart(seal.key, plain.digest, { number, ...offsets, sync, frames }, pieces);
  const storedBefore = segment.parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const stored = digestPart(algorithms, storedBefore, sealed.pieces);
  return { ...sealed, digest: plain.digest, stored: stored.digest, sheet: stored.sheet, ...times };
}

export function draftOf(
  algorithms: Algorithms,
  camera: string,
  segment: OpenSegment,
  parts: readonly WrittenPart[],
  description: Pick<SegmentDraft, 'clockSource' | 'clockOffsetMs' | 'cameraSignature'>,
): SegmentDraft {
  const digest = digestOfParts(
    algorithms,
    parts.map((part) => part.digest),
  );
  const stored =
    segment.seal &&
    digestOfParts(
      algorithms,
      parts.map((part) => part.stored ?? part.digest),
    );
  return {
    kind: 'segment',
    camera,
    startMs: segment.startMs,
    endMs: parts.at(-1)!.endMs,
    path: segment.path,
    bytes: digest.sizeBytes,
    root: digest.root,
    sizesHash: digest.sizesHash,
    ...(stored && {
      sealed: {
        bytes: stored.sizeBytes,
        root: stored.root,
        sizesHash: stored.sizesHash,
        cipher: footageCipher,
        key: segment.seal?.keyId ?? '',
      },
    }),
    codec: segment.init.codec,
    width: segment.init.width,
    height: segment.init.height,
    frames: parts.reduce((sum, part) => sum + part.frames, 0),
    ...description,
    parts: placesOf(parts, segment.startMs),
  };
}
