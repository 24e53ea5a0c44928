// SPDX-License-Identifier: Apache-2.0
/** The index against a naive one: whatever is added and deleted, sums and stretches come out the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FootageRun } from '../../terms/footage.ts';
import { FootageIndex } from './footage-index.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

type Model = { kind: 'segment' | 'gap'; startMs: number; endMs: number; bytes: number; isGone: boolean };

/** As a person would say it: neighbours of one kind are one stretch. */
function naiveRuns(rows: readonly Model[], fromMs: number, toMs: number): readonly FootageRun[] {
  const runs: FootageRun[] = [];
  for (const row of rows) {
    const { startMs, endMs } = row;
    const last = runs.at(-1);
    const kind = row.kind === 'gap' ? 'gap' : row.isGone ? 'deleted' : 'held';
    if (kind === 'gap') runs.push({ kind, startMs, endMs, cause: 'network' });
    else if (last?.kind === kind) runs.splice(-1, 1, { ...last, endMs });
    else runs.push({ kind, startMs, endMs });
  }
  return runs.filter((run) => run.endMs > fromMs && run.startMs < toMs);
}

/** Cut to the range: how far before it a stretch began is not asked. */
const cut = (runs: readonly FootageRun[], fromMs: number, toMs: number) =>
  runs.map((run) => ({
    ...run,
    startMs: Math.max(run.startMs, fromMs),
    endMs: Math.min(run.endMs, toMs),
  }));

const spanOf = fc.record({
  kind: fc.constantFrom('segment' as const, 'segment' as const, 'segment' as const, 'gap' as const),
  lengthMs: fc.integer({ min: 1, max: 90 * minuteMs }),
  bytes: fc.integer({ min: 1, max: 1e9 }),
  goes: fc.boolean(),
});

describe('the footage index', () => {
  it('tells sums and stretches as one that looks at every row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(spanOf, { maxLength: 60 }), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cameras, from, to) => {
          const index = new FootageIndex(':memory:', 'write');
          const models = cameras.map((spans, at) => {
            let startMs = 20_000 * dayMs;
            return spans.map(({ kind, lengthMs, bytes, goes }, place) => {
              const endMs = startMs + lengthMs;
              const row = { camera: `c${at}`, n: place + 1, startMs, endMs, logIndex: at * 1000 + place };
              const segment = {
                ...row,
                kind: 'segment' as const,
                ...{ bytes, parts: 1, path: 'p', root: 'r', codec: 'c', width: 1, height: 1, frames: 1 },
                ...{ startsWithSync: true, clockSource: 'host', clockOffsetMs: 0 },
                cameraSignature: 'absent' as const,
                tombstone: undefined,
              };
              const span =
                kind === 'gap' ? { ...row, kind: 'gap' as const, cause: 'network' as const } : segment;
              // Twice: a replay after a crash adds what is there already.
              for (let i = 0; i < 2; i++) index.add([{ row: span, parts: [] }], 1);
              startMs = endMs;
              return { kind, startMs: row.startMs, endMs, bytes, isGone: kind === 'segment' && goes };
            });
          });
          models.forEach((rows, at) => {
            rows.forEach((row, place) => {
              if (row.isGone) index.bury([at * 1000 + place], 10_000 + place, 1);
            });
          });
          models.forEach((rows, at) => {
            const lastMs = rows.at(-1)?.endMs ?? 0;
            const firstMs = rows[0]?.startMs ?? 0;
            const place = (share: number) => Math.round(firstMs + (lastMs - firstMs) * share);
            const [fromMs, toMs] = [place(Math.min(from, to)), place(Math.max(from, to)) + 1];
            const found = index.runs(`c${at}`, fromMs, toMs);
            expect(cut(found, fromMs, toMs)).toEqual(cut(naiveRuns(rows, fromMs, toMs), fromMs, toMs));
            const kept = rows.filter(({ kind, isGone }) => kind === 'segment' && !isGone);
            const volume = index.volumes().get(`c${at}`) ?? { bytes: 0, recordedMs: 0 };
            expect(volume).toEqual({
              bytes: kept.reduce((sum, row) => sum + row.bytes, 0),
              recordedMs: kept.reduce((sum, row) => sum + row.endMs - row.startMs, 0),
            });
            expect(index.oldest(`c${at}`, 3).map(({ startMs }) => startMs)).toEqual(
              kept.slice(0, 3).map(({ startMs }) => startMs),
            );
            expect(index.lastKept(`c${at}`)?.startMs).toBe(kept.at(-1)?.startMs);
          });
          const ends = models.flatMap((rows) => rows.at(-1)?.endMs ?? []);
          expect(index.lastEndMs()).toBe(ends.length === 0 ? undefined : Math.max(...ends));
          expect(index.cameras()).toEqual(models.flatMap((rows, at) => (rows.length > 0 ? [`c${at}`] : [])));
          index.close();
        },
      ),
      { numRuns: 150 },
    );
  });
});

const segmentAt = (n: number) => ({
  ...{ camera: 'c', n, startMs: n * minuteMs, endMs: (n + 1) * minuteMs, logIndex: n },
  kind: 'segment' as const,
  ...{ bytes: 1, parts: 1, path: 'p', root: 'r', codec: 'c', width: 1, height: 1, frames: 1 },
  ...{ startsWithSync: true, clockSource: 'host', clockOffsetMs: 0, tombstone: undefined },
  cameraSignature: 'absent' as const,
});

it('knows volumes by their sums, without a look at the segments', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-volumes-'));
  const path = join(directory, 'index.sqlite');
  const index = new FootageIndex(path, 'write');
  index.add(
    [1, 2, 3].map((n) => ({ row: segmentAt(n), parts: [] })),
    4,
  );
  const before = index.volumes();
  const beside = new DatabaseSync(path);
  beside.exec('UPDATE span SET bytes = 9');
  beside.close();
  expect(index.volumes()).toEqual(before);
  expect(before.get('c')).toEqual({ bytes: 3, recordedMs: 3 * minuteMs });
  index.close();
  rmSync(directory, { recursive: true });
});

it('asks again only about deletions that are not known to be finished', () => {
  const index = new FootageIndex(':memory:', 'write');
  index.add(
    [1, 2, 3].map((n) => ({ row: segmentAt(n), parts: [] })),
    4,
  );
  for (const n of [1, 2, 3]) index.bury([n], n + 10, n + 11);
  expect(index.openTombstones(10)).toEqual([13, 12, 11]);
  index.finished(12);
  expect(index.openTombstones(10)).toEqual([13]);
  index.finished(11);
  expect(index.openTombstones(10)).toEqual([13]);
  index.finished(13);
  expect(index.openTombstones(10)).toEqual([]);
  index.close();
});
