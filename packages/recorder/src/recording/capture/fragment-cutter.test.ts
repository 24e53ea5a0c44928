// SPDX-License-Identifier: Apache-2.0
import type { PlacedVideo, StreamFormat } from '@mingjing/media';
import { describe, expect, it } from 'vitest';
import type { CutFragment } from '../store/spans.ts';
import { FragmentCutter } from './fragment-cutter.ts';

const format = {} as StreamFormat;

function cut(
  times: readonly number[],
  isKey: (frame: number) => boolean,
): { readonly fragments: readonly CutFragment[] } {
  const fragments: CutFragment[] = [];
  const cutter = new FragmentCutter({
    fragmentMs: 1000,
    isDue: () => false,
    onFragment: (fragment) => fragments.push(fragment),
  });
  for (const [at, atMs] of times.entries()) {
    const frame = {
      format,
      mediaMs: atMs,
      compositionMs: 0,
      sync: isKey(at),
      pieces: [],
      sizeBytes: 100,
      signed: false,
    };
    cutter.addVideo({ frame, atMs } as PlacedVideo);
  }
  cutter.flush();
  return { fragments };
}

const steady = (count: number, stepMs: number) => Array.from({ length: count }, (_, at) => at * stepMs);

describe('fragments', () => {
  it('are at most a second long and tile the time', () => {
    const { fragments } = cut(steady(500, 40), (at) => at === 0);
    for (const [at, one] of fragments.entries()) {
      expect(one.endMs - one.startMs).toBeLessThanOrEqual(1000);
      expect(one.startMs).toBe(fragments[at - 1]?.endMs ?? 0);
    }
    expect(fragments.reduce((sum, { frames }) => sum + frames, 0)).toBe(500);
  });

  it('begin at a key frame that comes just behind a cut', () => {
    // 47 frames of a second and 60 ms: without care each key frame would lie 80 ms inside a fragment.
    const { fragments } = cut(
      steady(500, 40).map((ms) => ms + (ms % 120 === 0 ? 3 : 0)),
      (at) => at % 52 === 0,
    );
    expect(fragments.filter(({ sync }) => sync).length).toBe(Math.ceil(500 / 52));
  });

  it('of a camera whose frames are all key frames are no slivers', () => {
    const { fragments } = cut(steady(500, 40), () => true);
    expect(fragments.every(({ sync }) => sync)).toBe(true);
    expect(fragments.slice(0, -1).every(({ startMs, endMs }) => endMs - startMs >= 240)).toBe(true);
  });
});
