// SPDX-License-Identifier: Apache-2.0
/** Blocks are used again, and no frame ever shows another one's bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockPool } from './block-pool.ts';
import { type ArenaFrame, FrameArena } from './frame-arena.ts';

/** A pool that spoils what it gets back: a holder that let go too early is seen at once. */
class SpoilingPool extends BlockPool {
  override letGo(block: Parameters<BlockPool['letGo']>[0]): void {
    if (block.holders === 1) block.bytes.fill(0xee);
    expect(block.holders).toBeGreaterThan(0);
    super.letGo(block);
  }
}

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('nal'), size: fc.integer({ min: 1, max: 90_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('dropped'), size: fc.integer({ min: 0, max: 200_000 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('frame'), size: fc.constant(0) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('release'), size: fc.nat(1000) }) },
);

describe('frames in blocks that are used again', () => {
  it('keep their bytes until they let go, whatever is dropped between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), operation), { maxLength: 60 }), (steps) => {
        const pool = new SpoilingPool();
        const cameras = Array.from({ length: 3 }, () => ({
          arena: new FrameArena(pool),
          wanted: [] as Buffer[],
        }));
        const held: { readonly frame: ArenaFrame; readonly wanted: Buffer }[] = [];
        let mark = 0;
        const write = (arena: FrameArena, size: number): Buffer => {
          const nal = Buffer.alloc(size, ++mark & 0x7f);
          arena.beginNal();
          if (size > 0) arena.byte(nal[0]!);
          arena.append(nal, Math.min(1, size), size);
          return nal;
        };
        const check = () => {
          for (const { frame, wanted } of held) expect(Buffer.concat(frame.pieces).equals(wanted)).toBe(true);
        };
        for (const [camera, { do: what, size }] of steps) {
          const { arena, wanted } = cameras[camera]!;
          if (what === 'nal') {
            const nal = write(arena, size);
            arena.endNal();
            const length = Buffer.alloc(4);
            length.writeUInt32BE(size);
            wanted.push(length, nal);
          } else if (what === 'dropped') {
            write(arena, size);
            arena.dropNal();
          } else if (what === 'frame') {
            const frame = arena.takeFrame();
            expect(frame.sizeBytes).toBe(wanted.reduce((sum, one) => sum + one.length, 0));
            held.push({ frame, wanted: Buffer.concat(wanted.splice(0)) });
          } else {
            const [gone] = held.splice(size % Math.max(1, held.length), 1);
            gone?.frame.lease.release();
            // Once more changes nothing.
            gone?.frame.lease.release();
          }
        }
        check();
        for (const { frame } of held.splice(0)) frame.lease.release();
        for (const { arena } of cameras) arena.takeFrame().lease.release();
        // Nobody holds anything but the block each arena is filling.
        expect(pool.made - pool.free).toBe(cameras.length);
      }),
      { numRuns: 200 },
    );
  });

  it('need no new blocks once as many are there as are held at a time', () => {
    const pool = new BlockPool();
    const arena = new FrameArena(pool);
    const bytes = new Uint8Array(100_000);
    const held: ArenaFrame[] = [];
    for (let at = 0; at < 500; at++) {
      arena.beginNal();
      arena.append(bytes, 0, bytes.length);
      arena.endNal();
      held.push(arena.takeFrame());
      if (held.length > 10) held.shift()?.lease.release();
    }
    expect(pool.made).toBeLessThan(25);
  });
});
