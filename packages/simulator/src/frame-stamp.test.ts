// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFrames } from './count-frames.ts';
import { emptyStampNal, type FrameStamp, findStamp, patchStamp, readStamp } from './frame-stamp.ts';

const stampArbitrary = fc.record({
  camera: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  session: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  counter: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  sentAtMs: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
});

function stampedNal(stamp: FrameStamp, codec: 'h264' | 'h265' = 'h264'): Uint8Array {
  const nal = emptyStampNal(codec);
  patchStamp(nal, findStamp(nal), stamp);
  return nal;
}

describe('the stamp', () => {
  it('is these bytes', () => {
    const nal = stampedNal({ camera: 3, session: 255, counter: 4_294_967_296, sentAtMs: 1_795_215_565_921 });
    expect(Buffer.from(nal).toString('hex')).toBe(
      `06053c6d696e676a694e678d7374616d706564${Buffer.from('00000003000000ff000000010000000001a1fb2fa461').toString('hex')}80`,
    );
    expect([...emptyStampNal('h265').subarray(0, 4)]).toEqual([0x4e, 0x01, 0x05, 0x3c]);
  });

  it('is read back wherever it stands, and holds no byte that would need escaping', () => {
    fc.assert(
      fc.property(
        stampArbitrary,
        fc.uint8Array({ maxLength: 50 }),
        fc.constantFrom('h264', 'h265'),
        (stamp, before, codec) => {
          const nal = stampedNal(stamp, codec);
          expect(nal).not.toContain(0);
          const file = Buffer.concat([before, nal]);
          expect(readStamp(file, findStamp(file))).toEqual(stamp);
        },
      ),
    );
  });

  it('is not found when cut off, and not believed when damaged', () => {
    const nal = stampedNal({ camera: 1, session: 1, counter: 1, sentAtMs: 1 });
    expect(findStamp(nal.subarray(0, nal.length - 2))).toBe(-1);
    nal[30] = 0xff;
    expect(readStamp(nal, findStamp(nal))).toBeUndefined();
  });
});

describe('counting frames', () => {
  const frames = (counters: readonly number[], session = 1, camera = 1) =>
    counters.map((counter) => stampedNal({ camera, session, counter, sentAtMs: counter }));

  it('finds holes, doubles and what came late', () => {
    expect(countFrames(frames([5, 6, 9, 8, 8, 12]))).toMatchObject({
      accessUnits: 6,
      stamped: 6,
      missing: 3,
      missingRanges: [
        { camera: 1, session: 1, from: 7, to: 7 },
        { camera: 1, session: 1, from: 10, to: 11 },
      ],
      duplicated: 1,
      outOfOrder: 1,
      first: { counter: 5 },
      last: { counter: 12 },
    });
  });

  it('keeps apart what was lost on the way and what passed while nobody was connected', () => {
    const count = countFrames([...frames([1, 2], 1), ...frames([10, 12], 4), ...frames([7], 2, 2)]);
    expect(count).toMatchObject({ missing: 1, missingBetweenSessions: 7, cameras: [1, 2] });
  });

  it('takes an access unit as bytes or as NAL units, and counts those without a stamp', () => {
    const [nal = new Uint8Array()] = frames([1]);
    expect(countFrames([[Uint8Array.of(9), nal], new Uint8Array(8), nal])).toMatchObject({
      accessUnits: 3,
      stamped: 2,
      duplicated: 1,
    });
  });
});
