// SPDX-License-Identifier: Apache-2.0
/**
 * A store as it is after so many days, its index rows written straight into it: one-minute segments of every camera, a
 * gap of ten seconds each six hours, all but the last `keptDays` deleted. Without the files and the log of that
 * time: what is measured is the index, and what looks at it.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openRecorder } from '../../packages/recorder/src/recording/core/media/open-recorder.ts';
import { encodePartTable } from '../../packages/recorder/src/recording/store/part-table.ts';

export type Seed = {
  readonly directory: string;
  readonly cameras: number;
  readonly days: number;
  readonly keptDays: number;
};

const minutesPerDay = 1440;
const gapEvery = 360;

export async function seedStore({ directory, cameras, days, keptDays }: Seed): Promise<void> {
  const core = await openRecorder({ directory }, { retentionEveryMs: 0 });
  const nowMs = Math.floor(core.nowMs() / 60_000) * 60_000;
  await core.close();
  const database = new DatabaseSync(join(directory, 'index.sqlite'));
  database.exec(
    'PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN',
  );
  const parts = encodePartTable(
    Array.from({ length: 61 }, (_, at) => ({
      offsetBytes: 0,
      sizeBytes: at === 0 ? 900 : 500_000 + at * 37,
      startOffsetMs: Math.max(0, at - 1) * 1000,
      sync: at % 2 === 1,
    })),
  );
  const insert = database.prepare(`
    INSERT INTO span (camera, n, kind, start_ms, end_ms, log_index, cause, bytes, parts, path, root, codec, width, height,
      frames, starts_with_sync, clock_source, clock_offset_ms, camera_signature, part_table, tombstone)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const root = '5d'.repeat(32);
  const minutes = days * minutesPerDay;
  const keptMinutes = keptDays * minutesPerDay;
  const placed = Array.from({ length: cameras }, () => ({ n: 0 }));
  let logIndex = 0;
  // In the order of time, as they are written: rows of one camera do not lie next to each other.
  for (let minute = 0; minute < minutes; minute++) {
    const startMs = nowMs - (minutes - minute) * 60_000;
    const isGone = minutes - minute > keptMinutes;
    placed.forEach((place, camera) => {
      const id = `cam-${camera + 1}`;
      const hasGap = (minute + camera) % gapEvery === 0;
      const endMs = startMs + (hasGap ? 50_000 : 60_000);
      const path = `footage/${id}/${new Date(startMs).toISOString().slice(0, 10)}/${startMs}.mp4`;
      insert.run(
        ...([id, ++place.n, 1, startMs, endMs, ++logIndex, null, 30_000_000, 61, path, root] as const),
        ...(['avc1.640028', 1920, 1080, 1500, 1, 'host', 0, 'absent'] as const),
        ...([isGone ? null : parts, isGone ? minute : null] as const),
      );
      if (!hasGap) return;
      insert.run(
        ...([id, ++place.n, 2, endMs, endMs + 10_000, ++logIndex, 'network', 0, 0, null, null] as const),
        ...([null, 0, 0, 0, 0, null, 0, null, null, null] as const),
      );
    });
  }
  // As a running recorder leaves it: the bytes of what was deleted are known to be gone.
  database
    .prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('finished_tombstone', ?)")
    .run(minutes - keptMinutes);
  database.exec('COMMIT');
  database.close();
}
