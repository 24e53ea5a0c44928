// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { encodeFragment } from './encode-fragment.ts';
import { encodeInit } from './init-part.ts';
import { fasterInit, keyFrameFragment } from './key-frame-film.ts';
import { readSamples, readTracks } from './read-samples.ts';

const { bytes } = encodeInit(
  { codec: 'h264', vps: [], sps: [Uint8Array.of(0x67, 0x42, 0, 0x1f)], pps: [Uint8Array.of(0x68, 1)] },
  { codec: 'avc1.42001f', width: 320, height: 180, reorderFrames: undefined },
  { codec: 'alaw', rate: 8000, channels: 1 },
);
const init = Uint8Array.from(bytes);
const frame = (sync: boolean, first: number, compositionMs = 0) => ({
  format: {} as never,
  mediaMs: 0,
  compositionMs,
  sync,
  pieces: [Uint8Array.of(0, 0, 0, 1, first)],
  sizeBytes: 5,
  signed: false,
});
const fragment = (sync: boolean): Uint8Array => {
  const pieces = encodeFragment({
    audioRate: 8000,
    frames: [
      { frame: frame(sync, 0x65, 80), atMs: 60_040 },
      { frame: frame(false, 0x41), atMs: 60_080 },
    ],
    audio: [
      {
        frame: { mediaMs: 0, durationTicks: 3, pieces: [Uint8Array.of(7, 7, 7)], sizeBytes: 3 },
        atMs: 60_040,
      },
    ],
    endMs: 60_120,
    segmentStartMs: 60_000,
    sequenceNumber: 9,
  });
  return Uint8Array.from(Buffer.concat(pieces));
};

describe('a film of key frames', () => {
  it('shows the first picture alone, at its time, until the next', () => {
    const film = keyFrameFragment(init, fragment(true), 2000)!;
    const samples = readSamples(film, readTracks(init));
    expect(samples.length).toBe(1);
    const [only] = samples;
    expect([only?.sync, only?.decodeMs, only?.compositionMs, only?.durationMs]).toEqual([true, 40, 80, 2000]);
    expect([...(only?.bytes ?? [])]).toEqual([0, 0, 0, 1, 0x65]);
  });

  it('leaves out what begins with no key frame, and rubbish', () => {
    expect(keyFrameFragment(init, fragment(false), 2000)).toBeUndefined();
    expect(keyFrameFragment(init, Uint8Array.of(1, 2, 3), 2000)).toBeUndefined();
    expect(keyFrameFragment(Uint8Array.of(1), fragment(true), 2000)).toBeUndefined();
  });

  it('passes sixteen times as fast under a faster initialization, which is a copy', () => {
    const tracks = readTracks(fasterInit(init, 16));
    expect(tracks.map(({ timescale }) => timescale)).toEqual([90_000 * 16, 8000 * 16]);
    expect(readTracks(init).map(({ timescale }) => timescale)).toEqual([90_000, 8000]);
    const film = keyFrameFragment(init, fragment(true), 1600)!;
    expect(readSamples(film, tracks).map(({ durationMs }) => durationMs)).toEqual([100]);
  });
});
