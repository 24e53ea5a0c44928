// SPDX-License-Identifier: Apache-2.0
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { DiskFile } from './disk.ts';
import { DiskQueue } from './disk-queue.ts';
import type { GuardedDisk } from './guarded-disk.ts';

/** A disk whose content syncs take until they are let go. */
function slowDisk() {
  const held: (() => void)[] = [];
  const file: Partial<DiskFile> = {
    write: () => Promise.resolve(),
    syncContent: () => new Promise((resolve) => held.push(resolve)),
    sync: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const disk: Partial<GuardedDisk> = {
    makeDirectory: () => Promise.resolve(),
    create: () => Promise.resolve(file as DiskFile),
    syncDirectory: () => Promise.resolve(),
  };
  return { disk: disk as GuardedDisk, held };
}

describe('the disk queue', () => {
  it('rests after a sync that was asked for again while it was under way', async () => {
    const { disk, held } = slowDisk();
    const queue = new DiskQueue({ disk, maxBytes: 1000, maxBytesPerCamera: 1000, syncEveryMs: 1_000_000 });
    const enqueue = queue.enqueue.bind(queue);
    let steps = 0;
    queue.enqueue = (step) => {
      steps += 1;
      // Microtasks alone would keep the thread for ever, and no timer could end the test.
      if (steps > 100) throw new Error('the queue never rests');
      enqueue(step);
    };
    const file = queue.createFile('a', '/footage/a/1.mp4', () => undefined);
    file.add({ pieces: [Uint8Array.of(1)], sizeBytes: 1 });
    while (file.readableParts === 0) await turn();
    file.requestSync();
    while (held.length === 0) await turn();
    file.requestSync();
    held.shift()?.();
    for (let i = 0; i < 20; i++) await turn();
    expect(steps).toBeLessThan(10);
    expect(queue.bytes).toBe(0);
    expect(await file.close()).toMatchObject({ durable: 1, lost: [], failure: undefined });
    queue.close();
  });
});
