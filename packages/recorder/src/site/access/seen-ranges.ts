// SPDX-License-Identifier: Apache-2.0
/** What was really shown: ranges per camera, grown fragment by fragment, joined where they touch. */
import type { Seen } from '@mingjing/contracts/site';

/** Pauses up to this are the space between two fragments, not something left out. */
const touchMs = 100;
/** An entry has 65,535 bytes; beyond this many ranges the nearest ones are joined (showing more, never less). */
const mostRanges = 400;

export class SeenRanges {
  readonly #byCamera = new Map<string, { fromMs: number; toMs: number }[]>();

  constructor(start: readonly Seen[] = []) {
    for (const { camera, fromMs, toMs } of start) this.add(camera, fromMs, toMs);
  }

  add(camera: string, fromMs: number, toMs: number): void {
    const from = Math.floor(fromMs);
    const to = Math.ceil(toMs);
    if (!(from < to)) return;
    const ranges = this.#byCamera.get(camera) ?? [];
    const last = ranges.at(-1);
    if (last && from >= last.fromMs && from <= last.toMs + touchMs) {
      last.toMs = Math.max(last.toMs, to);
      return;
    }
    const isLater = last === undefined || from > last.toMs;
    ranges.push({ fromMs: from, toMs: to });
    this.#byCamera.set(camera, isLater ? ranges : joined(ranges, touchMs));
  }

  list(): Seen[] {
    for (let apart = 1000; ; apart *= 4) {
      const all = [...this.#byCamera].flatMap(([camera, ranges]) =>
        ranges.map(({ fromMs, toMs }) => ({ camera, fromMs, toMs })),
      );
      if (all.length <= Math.max(mostRanges, this.#byCamera.size)) return all;
      for (const [camera, ranges] of this.#byCamera) this.#byCamera.set(camera, joined(ranges, apart));
    }
  }
}

function joined(
  ranges: readonly { readonly fromMs: number; readonly toMs: number }[],
  apartMs: number,
): { fromMs: number; toMs: number }[] {
  const sorted = [...ranges].sort((a, b) => a.fromMs - b.fromMs);
  const result: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = result.at(-1);
    if (last && fromMs <= last.toMs + apartMs) last.toMs = Math.max(last.toMs, toMs);
    else result.push({ fromMs, toMs });
  }
  return result;
}
