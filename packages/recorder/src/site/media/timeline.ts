// SPDX-License-Identifier: Apache-2.0
/** What is stored of a camera, for the eye: footage joined into spans, gaps with causes, what was deleted. No pictures. */
import type { DayCoverage, Timeline } from '@mingjing/contracts/site';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { gapCauses } from '../../terms/causes.ts';

export function timelineOf(core: CoreWithoutMedia, camera: string, fromMs: number, toMs: number): Timeline {
  const cut = <T extends { startMs: number; endMs: number }>(row: T) => ({
    fromMs: Math.max(row.startMs, fromMs),
    toMs: Math.min(row.endMs, toMs),
  });
  const runs = core.runs(camera, fromMs, toMs);
  const extent = core.extent(camera);
  const status = core.cameras.find(camera);
  // Before the first file is closed there is no extent, but there is footage since the camera came.
  const sinceMs = extent?.toMs ?? status?.sinceMs;
  const openFromMs =
    status?.state === 'recording' && sinceMs !== undefined && sinceMs < toMs
      ? Math.max(sinceMs, fromMs)
      : undefined;
  return {
    camera,
    fromMs,
    toMs,
    spans: joined(runs.filter(({ kind }) => kind === 'held').map(cut)),
    gaps: runs.flatMap((run) =>
      run.kind === 'gap'
        ? [
            {
              ...cut(run),
              cause: run.cause,
              sentence: { zh: gapCauses[run.cause].zh, en: gapCauses[run.cause].en },
            },
          ]
        : [],
    ),
    deleted: joined(runs.filter(({ kind }) => kind === 'deleted').map(cut)),
    ...(openFromMs !== undefined && { openFromMs }),
  };
}

const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;

/** One row per calendar day in China that the range touches. */
export function coverageByDay(
  core: CoreWithoutMedia,
  camera: string,
  fromMs: number,
  toMs: number,
): readonly DayCoverage[] {
  const days: DayCoverage[] = [];
  let startMs = Math.floor((fromMs + chinaOffsetMs) / dayMs) * dayMs - chinaOffsetMs;
  for (; startMs < toMs; startMs += dayMs) {
    const { heldMs, gapMs, deletedMs, unknownMs } = core.coverage(camera, startMs, startMs + dayMs);
    const day = new Date(startMs + chinaOffsetMs).toISOString().slice(0, 10);
    days.push({ day, fromMs: startMs, toMs: startMs + dayMs, heldMs, gapMs, deletedMs, unknownMs });
  }
  return days;
}

function joined(spans: readonly { fromMs: number; toMs: number }[]): { fromMs: number; toMs: number }[] {
  const result: { fromMs: number; toMs: number }[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else if (span.fromMs < span.toMs) result.push({ ...span });
  }
  return result;
}
