// SPDX-License-Identifier: Apache-2.0
import { completeEntry, encodeEntry, formatTime, type NewEntry } from '@mingjing/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentRow } from '../../terms/footage.ts';
import type { Hold } from '../../terms/holds.ts';
import { nodeDisk } from '../store/disk.ts';
import { applyDeletion, type DeletionFacts, type DeletionGround, planDeletion } from './deletion.ts';
import { dayMs, forecastDays, ladderStep } from './rules.ts';

const numRuns = process.env['MINGJING_DEEP'] === '1' ? 10_000 : 200;

function segment(startMs: number, endMs: number, n: number): SegmentRow {
  return {
    kind: 'segment',
    camera: 'a',
    n,
    startMs,
    endMs,
    bytes: 1,
    parts: 2,
    path: `footage/a/none/${startMs}.mp4`,
    root: '',
    codec: 'avc1',
    width: 1,
    height: 1,
    frames: 1,
    startsWithSync: true,
    clockSource: 'host',
    clockOffsetMs: 0,
    cameraSignature: 'absent',
    logIndex: n,
    tombstone: undefined,
  };
}

/** What the log says of a segment. */
function entryOf(
  { camera, n, startMs, endMs, path, floorDays }: SegmentRow,
  change: { readonly endMs?: number } = {},
): Uint8Array {
  const floor =
    floorDays === undefined
      ? {}
      : { floor: { days: floorDays, provision: 'd799/retention', from: formatTime(endMs) } };
  const fields = {
    ...{ type: 'segment' as const, camera, n, bytes: 1, parts: 2, codec: 'avc1', path, ...floor },
    start: formatTime(startMs),
    end: formatTime(change.endMs ?? endMs),
    root: Buffer.alloc(32).toString('base64'),
    clock: { source: 'host', offsetMs: 0 },
    cameraSignature: 'absent' as const,
  };
  return encodeEntry(completeEntry(fields, new Uint8Array(16), endMs));
}

const hold = (fromMs: number, toMs: number, untilMs: number | undefined): Hold => ({
  id: 'h',
  cameras: ['a'],
  fromMs,
  toMs,
  reason: 'r',
  ground: 'g',
  untilMs,
  by: 'x',
  placedMs: 0,
  releaseAskedBy: undefined,
  releasedBy: undefined,
  releasedMs: undefined,
});

const facts = (
  nowMs: number,
  floorDays: number,
  holds: readonly Hold[] = [],
  reason?: string,
): DeletionFacts => ({
  trustedNowMs: () => nowMs,
  untrustedReason: () => reason,
  holds: () => holds,
  settingsOf: () => ({ floorDays, floorProvision: 'd799/retention', ceilingDays: floorDays + 5 }),
});

const row = Array.from({ length: 90 }, (_, day) => segment(day * dayMs, (day + 1) * dayMs, day + 1));

describe('Deletion', () => {
  it('never plans footage below its floor or under a hold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 * dayMs }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom('past-ceiling', 'past-floor'),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 90 * dayMs }), fc.integer({ min: 1, max: 5 * dayMs })), {
          maxLength: 4,
        }),
        (nowMs, floorDays, kind, ranges) => {
          const holds = ranges.map(([fromMs, length]) => hold(fromMs, fromMs + length, undefined));
          const proof = planDeletion(row, { kind } as DeletionGround, facts(nowMs, floorDays, holds));
          for (const { startMs, endMs } of proof?.segments ?? []) {
            expect(endMs + floorDays * dayMs).toBeLessThan(nowMs);
            expect(holds.some((one) => startMs < one.toMs && one.fromMs < endMs)).toBe(false);
          }
        },
      ),
      { numRuns },
    );
  });

  const store = {
    disk: nodeDisk,
    directory: '/nonexistent',
    append: () => Promise.reject(new Error('must not be reached')),
    bury: () => undefined,
    seal: () => Promise.resolve(),
    entry: (index: number) => Promise.resolve(entryOf(row[index - 1]!)),
  };
  const proof = {
    camera: 'a',
    segments: [row[0]!],
    ground: { kind: 'past-floor' } as const,
    nowMs: 40 * dayMs,
  };

  it('refuses a proof that does not hold any more', async () => {
    await expect(applyDeletion(store, proof, facts(40 * dayMs, 60))).rejects.toMatchObject({
      code: 'recorder/below-retention-floor',
    });
    await expect(
      applyDeletion(store, proof, facts(40 * dayMs, 30, [hold(0, 5, undefined)])),
    ).rejects.toMatchObject({
      code: 'recorder/held',
    });
    await expect(applyDeletion(store, proof, facts(40 * dayMs, 30, [], 'jumped'))).rejects.toMatchObject({
      code: 'recorder/clock-untrusted',
    });
    await expect(applyDeletion(store, proof, facts(39 * dayMs, 30))).rejects.toMatchObject({
      code: 'recorder/clock-untrusted',
    });
  });

  it('goes by the log’s entry: neither an edited index nor a camera that is gone makes footage deletable', async () => {
    const young = { ...row[0]!, startMs: 39 * dayMs, endMs: 39 * dayMs + 1000, floorDays: 90 };
    const logged = { ...store, entry: () => Promise.resolve(entryOf(young)) };
    const old = { ...young, endMs: 1000 };
    const now = facts(80 * dayMs, 30);
    await expect(
      applyDeletion(logged, { ...proof, segments: [old], nowMs: 80 * dayMs }, now),
    ).rejects.toMatchObject({ code: 'recorder/index-differs' });
    // Its own floor of 90 days binds, though its camera is removed and the default is 30.
    const unmarked = { ...young, floorDays: undefined };
    await expect(
      applyDeletion(logged, { ...proof, segments: [unmarked], nowMs: 80 * dayMs }, now),
    ).rejects.toMatchObject({ code: 'recorder/below-retention-floor', facts: { floorDays: 90 } });
  });
});

describe('A segment whose entry is not what the log commits to', () => {
  it('stays, and the others go by their own entries', async () => {
    const appended: NewEntry[] = [];
    const buried: number[] = [];
    const store = {
      disk: nodeDisk,
      directory: '/nonexistent',
      append: (entry: NewEntry) => Promise.resolve({ index: appended.push(entry) + 1000 }),
      bury: (segments: readonly SegmentRow[]) => void buried.push(...segments.map(({ n }) => n)),
      seal: () => Promise.resolve(),
      entry: (index: number) => Promise.resolve(index === 2 ? undefined : entryOf(row[index - 1]!)),
    };
    const segments = row.slice(0, 3);
    const ground = { kind: 'past-floor' } as const;
    const proof = { camera: 'a', segments, ground, nowMs: 80 * dayMs };
    const tombstone = await applyDeletion(store, proof, facts(80 * dayMs, 30));
    expect(tombstone.left).toBe(1);
    expect(buried).toEqual([1, 3]);
    expect(appended).toMatchObject([{ type: 'tombstone', entries: [1, 3] }]);
  });
});

describe('Pressure', () => {
  const base = { reserveBytes: 1000, bytesPerDay: 1, forecastDays: 30, requiredDays: 30 };

  it('climbs one rung after the other', () => {
    const step = (freeBytes: number, pastCeiling: boolean, pastFloor: boolean) =>
      ladderStep({ ...base, freeBytes, pastCeiling, pastFloor }, 'none');
    expect(step(2000, false, true)).toBe('none');
    expect(step(2000, true, true)).toBe('past-ceiling');
    expect(step(900, true, true)).toBe('past-ceiling');
    expect(step(900, false, true)).toBe('past-floor');
    expect(step(900, false, false)).toBe('key-frames-only');
    expect(step(200, false, false)).toBe('stopped');
  });

  it('ends thinning only when there is room to spare', () => {
    const pressure = { ...base, freeBytes: 1200, pastCeiling: false, pastFloor: false };
    expect(ladderStep(pressure, 'key-frames-only')).toBe('key-frames-only');
    expect(ladderStep({ ...pressure, freeBytes: 1600 }, 'key-frames-only')).toBe('none');
  });

  it('forecasts the days a disk can hold', () => {
    expect(forecastDays({ usedBytes: 600, freeBytes: 500, reserveBytes: 100, bytesPerDay: 50 })).toBe(20);
    expect(
      forecastDays({ usedBytes: 600, freeBytes: 500, reserveBytes: 100, bytesPerDay: 0 }),
    ).toBeUndefined();
  });
});
