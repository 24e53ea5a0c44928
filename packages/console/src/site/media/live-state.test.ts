// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LiveFacts, liveStateOf, liveWithinMs } from './live-state.ts';

const playing: LiveFacts = {
  now: 100_000,
  final: undefined,
  connected: true,
  waitingSince: 0,
  partAt: 99_500,
  frameMs: 1_795_000_000_000,
  cause: undefined,
  movedAt: 99_800,
  lagMs: 400,
  lacksStart: false,
};
const cause = { zh: '摄像机不在线', en: 'the camera could not be reached' };

describe('what is said of a live picture', () => {
  it('is live while new frames come and are shown', () => {
    expect(liveStateOf(playing)).toEqual({ kind: 'playing', lagMs: 400 });
  });
  it('is stopped three seconds after the last frame, with its time', () => {
    expect(liveStateOf({ ...playing, partAt: 97_000 })).toEqual({
      kind: 'stopped',
      sinceMs: 1_795_000_000_000,
      cause: undefined,
    });
  });
  it('names the cause that the recorder gives, at once', () => {
    expect(liveStateOf({ ...playing, cause })).toMatchObject({ kind: 'stopped', cause });
  });
  it('is not live when frames come and the browser shows none: a black or frozen tile', () => {
    expect(liveStateOf({ ...playing, movedAt: 96_000 }).kind).toBe('not-shown');
    expect(liveStateOf({ ...playing, movedAt: undefined }).kind).toBe('not-shown');
  });
  it('says that key frames are missing rather than that it connects for ever (case 13)', () => {
    const waiting = { ...playing, movedAt: undefined, lacksStart: true };
    expect(liveStateOf({ ...waiting, waitingSince: 99_000 }).kind).toBe('no-start');
    expect(liveStateOf({ ...waiting, partAt: 96_000 }).kind).toBe('stopped');
  });
  it('stays ended, signed out or closed whatever the old picture does', () => {
    for (const kind of ['ended', 'signed-out', 'session-closed'] as const)
      expect(liveStateOf({ ...playing, final: { kind } })).toEqual({ kind });
  });
  it('says that the connection broke rather than that it connects for ever', () => {
    expect(liveStateOf({ ...playing, connected: false, waitingSince: 96_000 }).kind).toBe('broken');
    expect(liveStateOf({ ...playing, partAt: undefined, waitingSince: 96_000 }).kind).toBe('stopped');
    expect(
      liveStateOf({ ...playing, partAt: undefined, movedAt: undefined, waitingSince: 99_000 }).kind,
    ).toBe('connecting');
  });
  it('never says live of a picture without a new frame in the last three seconds', () => {
    const instant = fc.integer({ min: 0, max: 200_000 });
    const facts = fc.record({
      now: fc.constant(200_000),
      final: fc.constant(undefined),
      connected: fc.boolean(),
      waitingSince: instant,
      partAt: fc.option(instant, { nil: undefined }),
      frameMs: fc.option(instant, { nil: undefined }),
      cause: fc.option(fc.constant(cause), { nil: undefined }),
      movedAt: fc.option(instant, { nil: undefined }),
      lagMs: fc.integer({ min: 0, max: 9000 }),
      lacksStart: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (each) => {
        if (liveStateOf(each).kind !== 'playing') return;
        expect(each.now - (each.partAt ?? 0)).toBeLessThan(liveWithinMs);
        expect(each.cause).toBeUndefined();
      }),
    );
  });
});
