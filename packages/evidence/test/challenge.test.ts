// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../src/bytes/base64.ts';
import { decodeUtf8 } from '../src/bytes/octets.ts';
import { formatTime, parseTime } from '../src/bytes/time.ts';
import { parseCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { parseEntry } from '../src/entry/parse-entry.ts';
import { inclusionPath } from '../src/merkle/proofs.ts';
import { hashLeaf } from '../src/merkle/tree-hash.ts';
import { answerSample, type ChallengeSource } from '../src/proof/answer-challenge.ts';
import {
  createSampler,
  judgeChallenge,
  type RetentionChallenge,
  type SampleAnswer,
  verifyAnswer,
} from '../src/proof/challenge.ts';
import { type CompletenessStatement, verifyCompleteness } from '../src/proof/completeness.ts';
import { lowerBoundHeld, samplesNeeded } from '../src/proof/confidence.ts';
import { toProvenEntry } from '../src/proof/proven-entry.ts';
import { seededBytes, sha256 } from './node-crypto.ts';
import { SampleStore, sampleStartMs } from './sample-store.ts';

/** 40 s of one camera: 3 s, 3 s, a gap of 4 s, 3 s deleted, 27 s. */
function buildWorld() {
  const store = new SampleStore();
  store.addSegment('gate-1', 3, 20_000);
  store.addSegment('gate-1', 3, 5_000);
  store.addGap('gate-1', 4000);
  const gone = store.addSegment('gate-1', 3, 1000);
  store.addSegment('gate-1', 27, 3000);
  store.bury(gone);
  const note = store.checkpoint();
  const leaves = store.entries.map((entry) => hashLeaf(sha256, entry));
  const path = (index: number) => inclusionPath(sha256, leaves, index);
  const spans = store.entries.flatMap((bytes, index) => {
    const parsed = parseEntry(bytes);
    return parsed.kind === 'entry' && 'start' in parsed.entry ? [{ index, bytes, entry: parsed.entry }] : [];
  });
  const source: ChallengeSource = {
    findSpan: async (camera, atMs) =>
      spans.find(
        ({ entry }) =>
          entry.camera === camera && parseTime(entry.start)! <= atMs && atMs < parseTime(entry.end)!,
      ),
    findTombstone: async (index) =>
      index === gone.index ? { index: store.entries.length - 1, bytes: store.entries.at(-1)! } : undefined,
    inclusionPath: async (index) => path(index),
    openSegment: async (entry) => {
      const segment = store.segments.find((candidate) => candidate.entry.root === entry.root)!;
      const file = Buffer.concat(segment.parts);
      return {
        partSizes: segment.digest.parts.map(({ sizeBytes }) => sizeBytes),
        partRoots: segment.digest.parts.map(({ root }) => root),
        blockLeaves: async (part) => segment.digest.parts[part]!.blocks,
        read: async (offset, length) => new Uint8Array(file.subarray(offset, offset + length)),
      };
    },
  };
  const challenge: RetentionChallenge = {
    nonce: encodeBase64(seededBytes(9, 32)),
    checkpoint: decodeUtf8(note)!,
    cameras: ['gate-1'],
    from: formatTime(sampleStartMs),
    to: formatTime(sampleStartMs + 40_000),
    samples: 200,
  };
  const head = parseCheckpoint(note)!;
  return { store, source, challenge, head, spans, path, gone, note };
}

const world = buildWorld();

describe('a retention challenge', () => {
  it('counts what is held, gaps and deletions as they are', async () => {
    const sampler = createSampler(sha256, world.challenge, world.head.root);
    const verdicts = [];
    for (let i = 0; i < world.challenge.samples; i++) {
      const sample = sampler(i);
      verdicts.push(
        verifyAnswer(sha256, sample, await answerSample(sha256, sample, world.source), world.head),
      );
    }
    const verdict = judgeChallenge(verdicts);
    expect(verdict.failed).toBe(0);
    expect(verdict.held + verdict.gap + verdict.deleted).toBe(200);
    // 10 % of the time is a gap, 7.5 % deleted.
    expect(verdict.gap).toBeGreaterThan(5);
    expect(verdict.deleted).toBeGreaterThan(3);
    expect(verdict.heldAtLeast).toBeGreaterThan(0.7);
    expect(verdict.heldAtLeast).toBeLessThan(verdict.held / 200);
    expect(verdict.notHeld).toHaveLength(200 - verdict.held);
  });

  it('is drawn by the documented bytes of H(nonce ‖ root ‖ i), spread evenly', () => {
    const sampler = createSampler(sha256, world.challenge, world.head.root);
    const index = new Uint8Array(8);
    index[7] = 3;
    const digest = Buffer.from(sha256.hash(seededBytes(9, 32), world.head.root, index)).toString('hex');
    const { atMs, camera, byteIn } = sampler(3);
    expect(camera).toBe('gate-1');
    expect(atMs).toBe(sampleStartMs + Number(BigInt(`0x${digest.slice(0, 32)}`) % 40_000n));
    expect(byteIn(12_345)).toBe(Number(BigInt(`0x${digest.slice(32)}`) % 12_345n));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 2000; i++) counts[Math.floor((sampler(i).atMs - sampleStartMs) / 10_000)]!++;
    for (const count of counts) expect(count).toBeGreaterThan(400);
  });

  it('takes no other block, other segment, other time or invented sizes for an answer', async () => {
    const sampler = createSampler(sha256, world.challenge, world.head.root);
    let tried = 0;
    for (let i = 0; i < 60; i++) {
      const sample = sampler(i);
      const answer = await answerSample(sha256, sample, world.source);
      if (answer.kind !== 'segment') continue;
      tried++;
      const { block } = answer;
      const swapped = block.partSizes.with(1, block.partSizes[1]! + 1).with(2, block.partSizes[2]! - 1);
      const other = world.spans.find(({ index }) => index !== answer.span.index)!;
      const forged: readonly SampleAnswer[] = [
        { ...answer, i: i + 1 },
        { ...answer, block: { ...block, bytes: encodeBase64(seededBytes(1, 100)) } },
        { ...answer, block: { ...block, partSizes: swapped } },
        { ...answer, block: { ...block, partSizes: [] } },
        { ...answer, block: { ...block, path: [...block.path, block.partRoot] } },
        { ...answer, span: toProvenEntry(other.index, other.bytes, world.path(other.index)) },
        { ...answer, span: { ...answer.span, index: other.index } },
        { i, kind: 'none' },
        { i, kind: 'gap', span: answer.span },
        { i, kind: 'deleted', span: answer.span, tombstone: answer.span },
      ];
      for (const answerOf of forged)
        expect(verifyAnswer(sha256, sample, answerOf, world.head).outcome).toBe('failed');
      expect(verifyAnswer(sha256, sampler(i + 1), answer, world.head).outcome).toBe('failed');
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('gives a verdict for rubbish and refuses a challenge that asks nothing sensible', () => {
    const sample = createSampler(sha256, world.challenge, world.head.root)(0);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (span, block) => {
        const answer = {
          i: 0,
          kind: 'segment',
          span: { index: 0, entry: span, path: block },
          block,
        } as unknown as SampleAnswer;
        expect(verifyAnswer(sha256, sample, answer, world.head).outcome).toBe('failed');
      }),
      { numRuns: 200 },
    );
    const refused: readonly Partial<RetentionChallenge>[] = [
      { nonce: 'AAAA' },
      { cameras: [] },
      { cameras: ['a', 'a'] },
      { from: world.challenge.to },
      { samples: 0 },
    ];
    for (const change of refused)
      expect(() => createSampler(sha256, { ...world.challenge, ...change }, world.head.root)).toThrow(
        expect.objectContaining({ code: 'evidence/challenge-invalid' }),
      );
  });
});

describe('the confidence bound', () => {
  it('is (1 − c)^(1/k) when all are held: 459 samples show 99 % at 99 %', () => {
    expect(lowerBoundHeld(459, 459, 0.99)).toBeGreaterThanOrEqual(0.99);
    expect(lowerBoundHeld(458, 458, 0.99)).toBeLessThan(0.99);
    expect(samplesNeeded(0.99, 0.99)).toBe(459);
    expect(lowerBoundHeld(0, 100, 0.99)).toBe(0);
    expect(lowerBoundHeld(0, 0, 0.99)).toBe(0);
  });

  it('is that of Clopper and Pearson when some are missing', () => {
    /** P(X ≥ k) for X ~ Binomial(n, p), summed as it stands. */
    const upperTail = (k: number, n: number, p: number): number => {
      let term = (1 - p) ** n;
      let below = k > 0 ? term : 0;
      for (let i = 1; i < k; i++) {
        term *= ((n - i + 1) / i) * (p / (1 - p));
        below += term;
      }
      return 1 - below;
    };
    for (const [k, n, c] of [
      [9, 10, 0.95],
      [95, 100, 0.99],
      [140, 150, 0.99],
      [1, 50, 0.9],
      [30, 60, 0.99],
    ] as const)
      expect(upperTail(k, n, lowerBoundHeld(k, n, c))).toBeCloseTo(1 - c, 8);
    // The textbook value: 9 of 10 at one-sided 95 %.
    expect(lowerBoundHeld(9, 10, 0.95)).toBeCloseTo(0.6058, 4);
  });
});

describe('a completeness statement', () => {
  const statement = (change: Partial<CompletenessStatement> = {}): CompletenessStatement => ({
    v: 1,
    camera: 'gate-1',
    from: formatTime(sampleStartMs + 1000),
    to: formatTime(sampleStartMs + 39_000),
    checkpoint: decodeUtf8(world.note)!,
    entries: world.spans.map(({ index, bytes }) => toProvenEntry(index, bytes, world.path(index))),
    tombstones: [
      toProvenEntry(
        world.store.entries.length - 1,
        world.store.entries.at(-1)!,
        world.path(world.store.entries.length - 1),
      ),
    ],
    ...change,
  });
  const reason = (change: Partial<CompletenessStatement>): string => {
    const verdict = verifyCompleteness(sha256, statement(change), world.head);
    return verdict.kind === 'complete' ? 'complete' : verdict.reason;
  };

  it('says what was held, what is missing with its cause, and what was deleted', () => {
    expect(verifyCompleteness(sha256, statement(), world.head)).toMatchObject({
      kind: 'complete',
      deleted: [world.gone.index],
      gaps: [{ cause: 'camera-unreachable' }],
      heldMs: 38_000 - 4000 - 3000,
    });
  });

  it('does not hold with an entry left out, moved, of another camera, or short of its range', () => {
    const { entries } = statement();
    expect(reason({ entries: entries.toSpliced(1, 1) })).toBe('tiling');
    expect(reason({ entries: entries.slice(1), from: formatTime(sampleStartMs + 1000) })).toBe('begins-late');
    expect(reason({ entries: entries.slice(0, -1) })).toBe('ends-early');
    expect(reason({ entries: [] })).toBe('nothing-stated');
    expect(reason({ entries: entries.toReversed() })).toBe('tiling');
    expect(reason({ camera: 'hall.2' })).toBe('other-camera');
    expect(reason({ from: formatTime(sampleStartMs + 39_000) })).toBe('range-malformed');
    expect(reason({ entries: [{ ...entries[0]!, index: 3 }, ...entries.slice(1)] })).toBe('entry-not-proven');
    expect(reason({ entries: statement().tombstones! })).toBe('not-a-span');
  });
});
