// SPDX-License-Identifier: Apache-2.0
/** Clocks of cameras, good and bad: where pictures lie must follow when they came, and no hole may appear by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionTimeline } from './session-timeline.ts';

const startMs = 1_800_000_000_000;

type Run = {
  readonly framesPerSecond?: number;
  readonly seconds?: number;
  /** Camera's clock at frame `at`, ms. */
  readonly mediaMs: (at: number, takenMs: number) => number;
  /** Time on the way, ms. */
  readonly delayMs?: (at: number) => number;
};

/** As the recorder does it: the first second is gathered, then each frame as it comes. */
function run({ framesPerSecond = 25, seconds = 75, mediaMs, delayMs = () => 0 }: Run) {
  let untrusted = 0;
  let jumps = 0;
  const timeline = new SessionTimeline(() => {
    untrusted++;
  });
  const arrivals = Array.from({ length: framesPerSecond * seconds }, (_, at) => {
    const takenMs = (at * 1000) / framesPerSecond;
    return { takenMs, mediaMs: mediaMs(at, takenMs), receivedMs: startMs + takenMs + delayMs(at) };
  });
  const first = arrivals.filter(({ receivedMs }) => receivedMs < startMs + 900);
  const places = [...timeline.settle(first)];
  for (const arrival of arrivals.slice(first.length)) {
    const placed = timeline.place(arrival.mediaMs, arrival.receivedMs);
    if (placed.jumpMs !== 0) jumps++;
    places.push(placed.atMs);
  }
  const off = places.map((atMs, at) => atMs - startMs - arrivals[at]!.takenMs);
  const steps = places.slice(1).map((atMs, at) => atMs - places[at]!);
  return {
    untrusted,
    jumps,
    worstMs: Math.max(...off.map(Math.abs)),
    lastMs: off.at(-1)!,
    longestStepMs: Math.max(...steps),
    shortestStepMs: Math.min(...steps),
    isByArrival: timeline.isByArrival,
  };
}

describe('a camera’s clock', () => {
  it('C7 that is right, or off by its crystal, is kept', () => {
    for (const ppm of [0, 200, -200]) {
      const kept = run({ mediaMs: (_, takenMs) => 5000 + takenMs * (1 + ppm / 1e6) });
      expect([kept.untrusted, kept.jumps]).toEqual([0, 0]);
      expect(kept.worstMs).toBeLessThan(30);
    }
  });

  it('C6 is kept through jitter, and through a line that stands for some seconds and then catches up', () => {
    const jitter = run({ mediaMs: (_, takenMs) => takenMs, delayMs: (at) => (at * 37) % 90 });
    expect([jitter.untrusted, jitter.jumps]).toEqual([0, 0]);
    const stall = run({
      mediaMs: (_, takenMs) => takenMs,
      delayMs: (at) => (at >= 500 && at < 625 ? (625 - at) * 40 : 0),
    });
    expect([stall.untrusted, stall.jumps]).toEqual([0, 0]);
    expect(stall.longestStepMs).toBeLessThan(60);
  });

  it('C5 that stands still gives way to arrival (case 05)', () => {
    const still = run({ mediaMs: () => 1234 });
    expect(still.untrusted).toBe(1);
    expect(still.longestStepMs).toBeLessThan(100);
    expect(still.worstMs).toBeLessThan(400);
  });

  it.each([
    ['of 1 kHz under another declaration', 1 / 90],
    ['of 8 kHz', 8 / 90],
    ['at half speed', 0.5],
    ['that counts 25 a second where 21 come (case 25)', 21 / 25],
    ['that counts 25 a second where 24 come', 24 / 25],
    ['somewhat fast', 25 / 21],
    ['at double speed', 2],
    ['ninety times too fast', 90],
  ])('C5 %s makes no hole and follows arrival', (_, rate) => {
    const other = run({ mediaMs: (_at, takenMs) => takenMs * rate });
    expect(other.jumps).toBe(0);
    expect(other.longestStepMs).toBeLessThan(1000);
    expect(other.worstMs).toBeLessThan(1700);
    expect(Math.abs(other.lastMs)).toBeLessThan(500);
    expect(other.shortestStepMs).toBeGreaterThanOrEqual(0);
  });

  it('C2 that jumps once is anchored anew, in either direction, and believed', () => {
    for (const jumpMs of [36_000_000, -36_000_000, 5000]) {
      const once = run({ mediaMs: (at, takenMs) => takenMs + (at >= 500 ? jumpMs : 0) });
      expect([once.jumps, once.untrusted]).toEqual([1, 0]);
      expect(once.longestStepMs).toBeLessThan(100);
    }
  });

  it('C2 R1 that begins anew with each group of pictures gives way after a few', () => {
    const random = (at: number) => ((Math.floor(at / 25) * 7_919_000) % 47_000_000) + (at % 25) * 40;
    const anew = run({ mediaMs: (at) => random(at) });
    expect(anew.jumps).toBeLessThan(3);
    expect(anew.untrusted).toBe(1);
    expect(anew.longestStepMs).toBeLessThan(100);
    expect(anew.worstMs).toBeLessThan(400);
  });

  it('C5 that keeps step again is believed again', () => {
    const again = run({ seconds: 120, mediaMs: (_, takenMs) => Math.max(0, takenMs - 10_000) });
    expect([again.untrusted, again.isByArrival]).toEqual([1, false]);
    expect(Math.abs(again.lastMs)).toBeLessThan(400);
  });

  it('C5 of any rate, with any jitter, leaves frames in order and near their arrival', () => {
    fc.assert(
      fc.property(
        // Between these, the first second looks like a camera that sends what it had buffered (C6), and is placed as such.
        fc.oneof(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 40, max: 100, noNaN: true })),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 5, max: 60 }),
        (rate, jitterMs, framesPerSecond) => {
          const any = run({
            framesPerSecond,
            seconds: 40,
            mediaMs: (_, takenMs) => takenMs * rate,
            delayMs: (at) => (at * 7919) % (jitterMs + 1),
          });
          expect(any.longestStepMs).toBeLessThan(2000);
          // The lag window itself is the bound, to the microsecond of the sums.
          expect(any.worstMs).toBeLessThanOrEqual(3000.001);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a hole in arrival stays a hole when arrival rules', () => {
    const timeline = new SessionTimeline();
    const first = Array.from({ length: 25 }, (_, at) => ({ mediaMs: 0, receivedMs: startMs + at * 40 }));
    const before = timeline.settle(first).at(-1)!;
    const after = timeline.place(0, startMs + 30_000).atMs;
    expect(after - before).toBeGreaterThan(20_000);
  });
});
