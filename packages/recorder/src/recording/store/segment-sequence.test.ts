// SPDX-License-Identifier: Apache-2.0
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { expect, it } from 'vitest';
import type { DiskFile } from './disk.ts';
import { DiskQueue } from './disk-queue.ts';
import type { GuardedDisk } from './guarded-disk.ts';
import { SegmentSequence } from './segment-sequence.ts';
import type { SpanDraft } from './spans.ts';

const done = () => Promise.resolve();
const file: Partial<DiskFile> = { write: done, syncContent: done, sync: done, close: done };
const disk: Partial<GuardedDisk> = {
  makeDirectory: done,
  create: () => Promise.resolve(file as DiskFile),
  syncDirectory: done,
  remove: done,
  isLost: () => Promise.resolve(false),
};
const init = () => ({ bytes: Uint8Array.of(1), codec: 'avc1', width: 64, height: 48 });
const fragment = (startMs: number, endMs: number) => ({
  ...{ startMs, endMs, sync: true, frames: 1, sampleBytes: 1, release: () => undefined },
  encode: () => [Uint8Array.of(2)],
});

async function recorded(work: (sequence: SegmentSequence) => void) {
  const spans: SpanDraft[] = [];
  const queue = new DiskQueue({
    disk: disk as GuardedDisk,
    ...{ maxBytes: 1000, maxBytesPerCamera: 1000, syncEveryMs: 1_000_000 },
  });
  const sequence = new SegmentSequence({
    ...{ camera: 'a', directory: '/store', queue, segmentMs: 60_000, lastEndMs: undefined },
    ...{ algorithms: nodeAlgorithms['sha256-ed25519'], lastCause: 'no-media' as const, nowMs: () => 0 },
    emit: (span) => spans.push(span),
    describe: () => ({ clockSource: 'host', clockOffsetMs: 0, cameraSignature: 'absent' }),
  });
  work(sequence);
  await sequence.stop(20_000, 'operator');
  queue.close();
  return spans.map(({ kind, startMs, endMs }) => [kind, startMs, endMs]);
}

it('declares no gap where a clock began anew some milliseconds off, and each one that is said (case 05 and its kin)', async () => {
  const begunAnew = await recorded((sequence) => {
    sequence.write(fragment(1000, 2000), init());
    sequence.write(fragment(2014, 3000), init());
  });
  expect(begunAnew.filter(([kind]) => kind === 'segment')).toEqual([
    ['segment', 1000, 2000],
    ['segment', 2000, 3000],
  ]);
  expect(begunAnew.filter(([kind, from]) => kind === 'gap' && from === 2000)).toEqual([]);
  const said = await recorded((sequence) => {
    sequence.write(fragment(1000, 2000), init());
    sequence.interrupt('network', 2000);
    sequence.write(fragment(2400, 3000), init());
  });
  expect(said).toContainEqual(['gap', 2000, 2400]);
});
