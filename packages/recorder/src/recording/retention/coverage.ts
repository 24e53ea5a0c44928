// SPDX-License-Identifier: Apache-2.0
/** What is held of a stretch of time. Coverage per camera and day proves retention; an oldest timestamp does not. */
import type { Coverage, FootageRun } from '../../terms/footage.ts';

/** @param runs of the camera that overlap `[fromMs, toMs)`, in order */
export function coverageOf(
  camera: string,
  runs: readonly FootageRun[],
  fromMs: number,
  toMs: number,
): Coverage {
  let heldMs = 0;
  let gapMs = 0;
  let deletedMs = 0;
  const gaps: { startMs: number; endMs: number; cause: Coverage['gaps'][number]['cause'] }[] = [];
  for (const span of runs) {
    const startMs = Math.max(span.startMs, fromMs);
    const endMs = Math.min(span.endMs, toMs);
    if (endMs <= startMs) continue;
    if (span.kind === 'gap') {
      gapMs += endMs - startMs;
      const last = gaps.at(-1);
      // A long outage is logged in pieces; a reader wants it whole.
      if (last && last.endMs === startMs && last.cause === span.cause) last.endMs = endMs;
      else gaps.push({ startMs, endMs, cause: span.cause });
    } else if (span.kind === 'held') heldMs += endMs - startMs;
    else deletedMs += endMs - startMs;
  }
  const unknownMs = toMs - fromMs - heldMs - gapMs - deletedMs;
  return { camera, fromMs, toMs, heldMs, gapMs, deletedMs, unknownMs, gaps };
}
