// SPDX-License-Identifier: Apache-2.0
/**
 * A camera's time in as few pieces as it has: footage that is there, footage that was deleted, gaps. Found by leaps
 * through the index from change to change, so a month without one costs as much as a minute.
 * Rows of a camera tile time.
 */
import type { FootageRun } from '../../terms/footage.ts';
import { asGap, type Raw, rowColumns } from './span-row.ts';

type One = (sql: string, ...values: (string | number)[]) => Raw | undefined;

const kept = 'span INDEXED BY span_kept WHERE kind = 1 AND tombstone IS NULL AND';
const gone = 'span INDEXED BY span_gone WHERE tombstone IS NOT NULL AND';
const gap = 'span INDEXED BY span_gap WHERE kind = 2 AND';

export function runsOf(one: One, camera: string, fromMs: number, toMs: number): readonly FootageRun[] {
  const next = (afterMs: number) =>
    one(
      `SELECT ${rowColumns} FROM span WHERE camera = ? AND end_ms > ? ORDER BY end_ms LIMIT 1`,
      camera,
      afterMs,
    );
  /** The row before the one that ends at `endMs`; the last one without it. */
  const before = (endMs: number) =>
    one(
      `SELECT end_ms FROM span WHERE camera = ? AND end_ms < ? ORDER BY end_ms DESC LIMIT 1`,
      camera,
      endMs,
    );
  const firstOf = (rows: string, afterMs: number) => {
    const found = one(
      `SELECT end_ms FROM ${rows} camera = ? AND end_ms > ? ORDER BY end_ms LIMIT 1`,
      camera,
      afterMs,
    );
    return Number(found?.['end_ms'] ?? Number.MAX_SAFE_INTEGER);
  };
  const runs: FootageRun[] = [];
  let row = next(fromMs);
  let startMs = Number(row?.['start_ms']);
  while (row && startMs < toMs) {
    const firstEndMs = Number(row['end_ms']);
    let endMs = firstEndMs;
    if (row['kind'] === 2) runs.push({ kind: 'gap', startMs, endMs, cause: asGap(row).cause });
    else {
      const isKept = row['tombstone'] === null;
      const change = Math.min(firstOf(gap, firstEndMs), firstOf(isKept ? gone : kept, firstEndMs));
      endMs = Number(before(change)?.['end_ms'] ?? firstEndMs);
      runs.push({ kind: isKept ? 'held' : 'deleted', startMs, endMs });
    }
    row = next(endMs);
    startMs = Number(row?.['start_ms']);
  }
  return runs;
}
