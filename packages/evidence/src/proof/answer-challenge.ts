// SPDX-License-Identifier: Apache-2.0
/** The other side of a retention challenge: finding the entry, reading the block, proving both. */
import type { Algorithms, Hash } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import type { SegmentEntry } from '../entry/entry.ts';
import { parseEntry } from '../entry/parse-entry.ts';
import { placeOfByte, proveBlock } from './block-proof.ts';
import type { BlockAnswer, Sample, SampleAnswer } from './challenge.ts';
import { type ProvenEntry, toProvenEntry } from './proven-entry.ts';

/** What the answerer can look up. */
export interface ChallengeSource {
  /** The `segment` or `gap` entry that covers the instant. */
  readonly findSpan: (camera: string, atMs: number) => Promise<LoggedEntry | undefined>;
  /** The tombstone that names this log index. */
  readonly findTombstone: (index: number) => Promise<LoggedEntry | undefined>;
  /** Path to the root of the challenge's checkpoint. */
  readonly inclusionPath: (index: number) => Promise<readonly Hash[]>;
  /** Undefined when the bytes are not there. */
  readonly openSegment: (entry: SegmentEntry, index: number) => Promise<SegmentSource | undefined>;
}

export interface LoggedEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/** One segment's bytes and hashes. Kept sheets answer from one block; without them the file is hashed again. */
export interface SegmentSource {
  readonly partSizes: readonly number[];
  readonly partRoots: readonly Hash[];
  /** Leaf hashes of a part's blocks. */
  readonly blockLeaves: (part: number) => Promise<readonly Hash[]>;
  /** Undefined when the file is shorter. */
  readonly read: (offsetBytes: number, sizeBytes: number) => Promise<Uint8Array | undefined>;
}

/** Never claims more than it finds: whatever is missing makes the answer `none`. */
export async function answerSample(
  algorithms: Algorithms,
  sample: Sample,
  source: ChallengeSource,
): Promise<SampleAnswer> {
  const { i } = sample;
  const found = await source.findSpan(sample.camera, sample.atMs);
  const parsed = found && parseEntry(found.bytes);
  if (!found || parsed?.kind !== 'entry') return { i, kind: 'none' };
  const span = await prove(source, found);
  if (parsed.entry.type === 'gap') return { i, kind: 'gap', span };
  if (parsed.entry.type !== 'segment') return { i, kind: 'none' };
  const tombstone = await source.findTombstone(found.index);
  if (tombstone) return { i, kind: 'deleted', span, tombstone: await prove(source, tombstone) };
  const segment = await source.openSegment(parsed.entry, found.index);
  const block = segment && (await readBlock(algorithms, sample.byteIn(parsed.entry.bytes), segment));
  return block ? { i, kind: 'segment', span, block } : { i, kind: 'none' };
}

async function prove(source: ChallengeSource, found: LoggedEntry): Promise<ProvenEntry> {
  return toProvenEntry(found.index, found.bytes, await source.inclusionPath(found.index));
}

async function readBlock(
  algorithms: Algorithms,
  byte: number,
  segment: SegmentSource,
): Promise<BlockAnswer | undefined> {
  const totalBytes = segment.partSizes.reduce((sum, size) => sum + size, 0);
  if (byte >= totalBytes || segment.partRoots.length !== segment.partSizes.length) return undefined;
  const place = placeOfByte(segment.partSizes, byte);
  const bytes = await segment.read(place.offsetBytes, place.sizeBytes);
  const leaves = await segment.blockLeaves(place.part);
  if (!bytes || leaves.length !== place.blocks) return undefined;
  const proof = proveBlock(algorithms, segment.partRoots, place.part, leaves, place.block);
  return {
    bytes: encodeBase64(bytes),
    partSizes: segment.partSizes,
    partRoot: encodeBase64(proof.partRoot),
    path: proof.path.map(encodeBase64),
    partPath: proof.part.path.map(encodeBase64),
  };
}
