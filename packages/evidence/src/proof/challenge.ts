// SPDX-License-Identifier: Apache-2.0
/**
 * Retention challenge: which samples a nonce asks for, and whether an answer is good.
 *
 * Sample i is drawn from d = H(nonce ‖ root ‖ uint64 i), 32 bytes, integers big-endian:
 *
 *     x = d[0..16)    x mod (cameras · (to − from)) = camera · (to − from) + (instant − from)    milliseconds
 *     y = d[16..32)   y mod bytes = a byte of the segment; the block that holds it is asked for
 *
 * 128 bits against at most 2^53 values: the bias is below 2^-75. The answerer cannot move the block by lying
 * about part sizes, because the entry commits to them (`sizes`).
 */
import type { Algorithms, Hash } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { encodeUint64 } from '../bytes/octets.ts';
import { formatTime, parseTime } from '../bytes/time.ts';
import type { SegmentEntry } from '../entry/entry.ts';
import { EvidenceError } from '../errors.ts';
import { hashOfPartSizes } from '../merkle/segment-hasher.ts';
import { type BlockPlace, placeOfByte, verifyBlock } from './block-proof.ts';
import { lowerBoundHeld } from './confidence.ts';
import { decodeHashes, type ProvenEntry, type TreeHead, verifyProvenEntry } from './proven-entry.ts';

/** Fewer random bytes could be guessed in advance. */
const minNonceBytes = 16;
/** One challenge asks for no more than this. */
export const maxSamples = 100_000;

export interface RetentionChallenge {
  /** Base64, at least 16 fresh random bytes. */
  readonly nonce: string;
  /** The signed note whose tree is sampled. */
  readonly checkpoint: string;
  readonly cameras: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly samples: number;
}

export interface Sample {
  readonly i: number;
  readonly camera: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** `byteIn(segment bytes)` is the byte asked for. */
  readonly byteIn: (segmentBytes: number) => number;
}

/** The block with its proof, on the wire. */
export interface BlockAnswer {
  /** Base64. */
  readonly bytes: string;
  /** Sizes of all parts of the segment, in bytes. */
  readonly partSizes: readonly number[];
  readonly partRoot: string;
  /** Block to part root. */
  readonly path: readonly string[];
  /** Part root to segment root. */
  readonly partPath: readonly string[];
}

export type SampleAnswer =
  | { readonly i: number; readonly kind: 'segment'; readonly span: ProvenEntry; readonly block: BlockAnswer }
  | { readonly i: number; readonly kind: 'gap'; readonly span: ProvenEntry }
  | {
      readonly i: number;
      readonly kind: 'deleted';
      readonly span: ProvenEntry;
      readonly tombstone: ProvenEntry;
    }
  /** No entry covers the instant, or its bytes cannot be read. */
  | { readonly i: number; readonly kind: 'none' };

export type SampleOutcome = 'held' | 'gap' | 'deleted' | 'failed';

export interface SampleVerdict {
  readonly i: number;
  readonly camera: string;
  readonly atMs: number;
  readonly outcome: SampleOutcome;
  /** Why it failed. */
  readonly reason?: FailureReason;
}

export type FailureReason =
  | 'no-answer'
  | 'entry-not-proven'
  | 'other-camera'
  | 'instant-not-covered'
  | 'wrong-kind'
  | 'tombstone-not-proven'
  | 'tombstone-of-another'
  | 'sizes-differ'
  | 'sizes-not-committed'
  | 'block-malformed'
  | 'block-differs';

export interface ChallengeVerdict {
  readonly samples: number;
  readonly held: number;
  readonly gap: number;
  readonly deleted: number;
  readonly failed: number;
  readonly confidence: number;
  /** At least this share of camera × time is held, with that confidence. */
  readonly heldAtLeast: number;
  /** Every sample that is not held, in order. */
  readonly notHeld: readonly SampleVerdict[];
}

/** Draws samples; the checks of the challenge itself are made once. @throws EvidenceError `evidence/challenge-invalid` */
export function createSampler(
  algorithms: Algorithms,
  challenge: RetentionChallenge,
  root: Hash,
): (i: number) => Sample {
  const nonce = decodeBase64(challenge.nonce);
  const fromMs = parseTime(challenge.from);
  const toMs = parseTime(challenge.to);
  const { cameras, samples } = challenge;
  if (!nonce || nonce.length < minNonceBytes)
    throw new EvidenceError('evidence/challenge-invalid', { field: 'nonce' });
  if (fromMs === undefined || toMs === undefined || fromMs >= toMs)
    throw new EvidenceError('evidence/challenge-invalid', { field: 'from, to' });
  if (cameras.length === 0 || new Set(cameras).size !== cameras.length)
    throw new EvidenceError('evidence/challenge-invalid', { field: 'cameras' });
  if (!Number.isSafeInteger(samples) || samples < 1 || samples > maxSamples)
    throw new EvidenceError('evidence/challenge-invalid', { field: 'samples' });
  const spanMs = BigInt(toMs - fromMs);
  return (i) => {
    const digest = algorithms.hash(nonce, root, encodeUint64(i));
    const pick = uint128(digest, 0) % (spanMs * BigInt(cameras.length));
    return {
      i,
      camera: cameras[Number(pick / spanMs)]!,
      atMs: fromMs + Number(pick % spanMs),
      byteIn: (segmentBytes) => Number(uint128(digest, 16) % BigInt(segmentBytes)),
    };
  };
}

function uint128(bytes: Uint8Array, at: number): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8);
}

/** Checks one answer. Never throws for what stands in it. */
export function verifyAnswer(
  algorithms: Algorithms,
  sample: Sample,
  answer: SampleAnswer | undefined,
  head: TreeHead,
): SampleVerdict {
  const { i, camera, atMs } = sample;
  const failed = (reason: FailureReason): SampleVerdict => ({ i, camera, atMs, outcome: 'failed', reason });
  if (!answer || answer.kind === 'none' || answer.i !== i) return failed('no-answer');
  const span = verifyProvenEntry(algorithms, answer.span, head);
  if (span.kind !== 'proven') return failed('entry-not-proven');
  const { entry } = span;
  if (entry.type !== 'segment' && entry.type !== 'gap') return failed('wrong-kind');
  if (entry.camera !== camera) return failed('other-camera');
  const at = formatTime(atMs);
  if (at < entry.start || at >= entry.end) return failed('instant-not-covered');
  if (answer.kind === 'gap')
    return entry.type === 'gap' ? { i, camera, atMs, outcome: 'gap' } : failed('wrong-kind');
  if (entry.type !== 'segment') return failed('wrong-kind');
  if (answer.kind === 'deleted') {
    const tombstone = verifyProvenEntry(algorithms, answer.tombstone, head);
    if (tombstone.kind !== 'proven' || tombstone.entry.type !== 'tombstone')
      return failed('tombstone-not-proven');
    if (tombstone.entry.camera !== camera || !tombstone.entry.entries.includes(answer.span.index))
      return failed('tombstone-of-another');
    return { i, camera, atMs, outcome: 'deleted' };
  }
  const reason = findBlockFault(algorithms, entry, answer.block, sample.byteIn(entry.bytes));
  return reason ? failed(reason) : { i, camera, atMs, outcome: 'held' };
}

/**
 * The whole of a challenge: every sample drawn again and its answer checked.
 *
 * @param answers as they came from outside, in any order; what is missing fails, of two for one sample the later counts
 * @throws EvidenceError `evidence/challenge-invalid`
 */
export function judgeAnswers(
  algorithms: Algorithms,
  challenge: RetentionChallenge,
  answers: readonly SampleAnswer[],
  head: TreeHead,
): ChallengeVerdict {
  const sample = createSampler(algorithms, challenge, head.root);
  const byNumber = new Map(answers.map((answer) => [answer?.i, answer]));
  return judgeChallenge(
    Array.from({ length: challenge.samples }, (_, i) =>
      verifyAnswer(algorithms, sample(i), byNumber.get(i), head),
    ),
  );
}

/** Sums up; samples without an answer count as failed. */
export function judgeChallenge(verdicts: readonly SampleVerdict[], confidence = 0.99): ChallengeVerdict {
  const count = (outcome: SampleOutcome): number =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const held = count('held');
  return {
    samples: verdicts.length,
    held,
    gap: count('gap'),
    deleted: count('deleted'),
    failed: count('failed'),
    confidence,
    heldAtLeast: lowerBoundHeld(held, verdicts.length, confidence),
    notHeld: verdicts.filter((verdict) => verdict.outcome !== 'held'),
  };
}

function findBlockFault(
  algorithms: Algorithms,
  entry: SegmentEntry,
  answer: BlockAnswer,
  byte: number,
): FailureReason | undefined {
  const place = placeInSegment(algorithms, entry, answer?.partSizes, byte);
  if (typeof place === 'string') return place;
  const bytes = decodeBase64(String(answer.bytes));
  const partRoot = decodeBase64(String(answer.partRoot));
  const path = decodeHashes(answer.path);
  const partPath = decodeHashes(answer.partPath);
  const segmentRoot = decodeBase64(entry.root);
  if (!bytes || !partRoot || !path || !partPath || !segmentRoot || bytes.length !== place.sizeBytes)
    return 'block-malformed';
  const part = { part: place.part, parts: entry.parts, path: partPath };
  const proof = { part, partRoot, block: place.block, blocks: place.blocks, path };
  return verifyBlock(algorithms, bytes, proof, segmentRoot).kind === 'proven' ? undefined : 'block-differs';
}

/** Where the byte lies, by part sizes that the entry commits to. */
function placeInSegment(
  algorithms: Algorithms,
  entry: SegmentEntry,
  sizes: readonly number[] | undefined,
  byte: number,
): BlockPlace | FailureReason {
  if (entry.sizes === undefined) return 'sizes-not-committed';
  if (!Array.isArray(sizes) || sizes.length !== entry.parts) return 'sizes-differ';
  if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0 && size < 2 ** 32)) return 'sizes-differ';
  if (sizes.reduce((sum, size) => sum + size, 0) !== entry.bytes) return 'sizes-differ';
  if (encodeBase64(hashOfPartSizes(algorithms, sizes)) !== entry.sizes) return 'sizes-differ';
  return placeOfByte(sizes, byte);
}
