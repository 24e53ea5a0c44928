// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { loadClip, loadSound } from './clip.ts';
import { INTERLEAVED_HEADER, type MediaTrack, TrackShelf } from './media-track.ts';
import { clipNames } from './options.ts';
import { fillerNal, fillerSizes } from './pad-frames.ts';

const shelf = new TrackShelf();

describe('the bundled clips', () => {
  it.each(clipNames)(
    '%s begins with parameter sets and a key frame, and every frame has its place',
    (name) => {
      const clip = loadClip(name);
      expect(clip.parameterSets).toHaveLength(clip.codec === 'h264' ? 2 : 3);
      const places = clip.frames.map(({ presentation }) => presentation);
      expect([...places].sort((a, b) => a - b)).toEqual(places.map((_, i) => i));
      expect(places.some((place, i) => place !== i)).toBe(name.startsWith('b-frames'));
    },
  );

  it('hold ten seconds of sound each', () => {
    for (const codec of ['aac', 'pcma', 'pcmu'] as const) {
      const { units, ticksPerUnit, clockRate } = loadSound(codec);
      expect((units.length * ticksPerUnit) / clockRate).toBeCloseTo(10.2, 0);
    }
    expect(loadSound('aac').config).toEqual(Uint8Array.of(0x14, 0x08));
  });
});

describe('padding', () => {
  it.each(['gate', 'gate-h265', 'long-gop', 'lobby'] as const)('brings %s to the bit rate', (name) => {
    const clip = loadClip(name);
    const track = shelf.video(name, 4_000_000);
    const bits = nalBytes(clip.codec, track) * 8;
    const seconds = clip.frames.length / clip.framesPerSecond;
    expect(Math.abs(bits / seconds / 4_000_000 - 1)).toBeLessThan(0.003);
  });

  it('refuses less than the clip has', () => {
    expect(() => fillerSizes(loadClip('lobby'), 100_000, 60)).toThrow(
      expect.objectContaining({ code: 'simulator/options-unusable' }),
    );
  });

  it('is filler data and nothing else', () => {
    expect([...fillerNal('h264', 4)]).toEqual([12, 0xff, 0xff, 0x80]);
    expect([...fillerNal('h265', 5)]).toEqual([0x4c, 1, 0xff, 0xff, 0x80]);
  });
});

describe('templates', () => {
  it('are shared by cameras of one kind', () => {
    expect(shelf.video('gate', 4_000_000)).toBe(shelf.video('gate', 4_000_000));
    expect(shelf.video('gate', 5_000_000)).not.toBe(shelf.video('gate', 4_000_000));
  });

  it('hold one stamp per frame, in its first packets, and mark only the last packet', () => {
    for (const { bytes, packetStarts, stampAt } of shelf.video('car-park', undefined).units) {
      expect(stampAt).toBeGreaterThan(0);
      const markers = packetStarts.map((start) => (bytes[start + INTERLEAVED_HEADER + 1] ?? 0) >> 7);
      expect(markers).toEqual(packetStarts.map((_, i) => (i === packetStarts.length - 1 ? 1 : 0)));
    }
  });
});

/** NAL units with four bytes before each, as a file holds them. */
function nalBytes(codec: 'h264' | 'h265', { units }: MediaTrack): number {
  let total = 0;
  for (const { bytes, packetStarts } of units)
    packetStarts.forEach((start) => {
      const payload = bytes.subarray(start + 16, start + INTERLEAVED_HEADER + bytes.readUInt16BE(start + 2));
      const fragment =
        codec === 'h264' ? ((payload[0] ?? 0) & 0x1f) === 28 : (((payload[0] ?? 0) >> 1) & 0x3f) === 49;
      const fu = payload[codec === 'h264' ? 1 : 2] ?? 0;
      const header = codec === 'h264' ? 1 : 2;
      if (!fragment) total += payload.length + 4;
      else total += payload.length - header - 1 + (fu & 0x80 ? header + 4 : 0);
    });
  return total;
}
