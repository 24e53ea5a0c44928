// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { openRecorder, type RecorderCore } from '../src/index.ts';
import { type RunningRecorder, startRecorder } from '../src/server.ts';
import { temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';

const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const mount = (path: string, options = 'size=6m'): boolean =>
  process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;

describe('A disk that fills up', () => {
  it('costs a declared gap and key frames only, and deletes nothing below the floor', async (test) => {
    const directory = await temporaryDirectory();
    if (!mount(directory.path)) {
      await directory.remove();
      test.skip('needs root and tmpfs');
    }
    const cameras = await startCameras({ count: 1, bitrate: 8_000_000 });
    let recorder: RecorderCore | undefined;
    try {
      recorder = await openRecorder(
        {
          directory: directory.path,
          segmentSeconds: 2,
          workers: 0,
          cameras: [{ id: 'a', url: cameras.urls[0]! }],
        },
        { retentionEveryMs: 1000 },
      );
      const steps: string[] = [];
      recorder.on('ladder-step', (step) => steps.push(step));
      await waitFor(() => steps.includes('key-frames-only') || steps.includes('stopped'));
      const { alarm, requiredDays } = await recorder.retention();
      expect({ alarm, requiredDays }).toEqual({ alarm: true, requiredDays: 30 });
      await recorder.settle('a');
      const spans = [...recorder.segments({ includeDeleted: true }), ...recorder.gaps({})];
      expect(tilingFault(spans)).toBeUndefined();
      expect(recorder.segments({ includeDeleted: true }).every((row) => row.tombstone === undefined)).toBe(
        true,
      );
      await recorder.close();
      recorder = undefined;
      // The room kept for it let the log say all of this on the full disk.
      const verified = spawnSync(process.execPath, [program, 'verify', directory.path, '--json'], {
        encoding: 'utf8',
      });
      expect(JSON.parse(verified.stdout).good, verified.stdout).toBe(true);
    } finally {
      await recorder?.close();
      await cameras.close();
      spawnSync('umount', [directory.path]);
      await directory.remove();
    }
  });
});

describe.skipIf(process.getuid?.() !== 0)('A start on a disk without room', () => {
  /** Bytes, or names, until there are none. */
  const fill = async (path: string, what: 'bytes' | 'names'): Promise<void> => {
    await mkdir(join(path, 'other'), { recursive: true }).catch(() => undefined);
    for (let at = 0; ; at++) {
      const full = await writeFile(
        join(path, 'other', String(at)),
        what === 'bytes' ? Buffer.alloc(64 << 10) : '',
      )
        .then(() => false)
        .catch(() => true);
      if (full) return;
    }
  };

  it.each([
    ['bytes', 'before', 'size=24m'],
    ['names', 'before', 'size=24m,nr_inodes=420'],
    ['bytes', 'after', 'size=24m'],
  ] as const)(
    'of %s, footage %s its floor: starts, alarms, frees what the law allows and nothing else',
    async (what, floor, size) => {
      const directory = await temporaryDirectory();
      const cameras = await startCameras({ count: 1, bitrate: 2_000_000 });
      const path = join(directory.path, 'store');
      let running: RunningRecorder | undefined;
      const open = () =>
        startRecorder({
          directory: path,
          port: 0,
          segmentSeconds: 2,
          workers: 0,
          allowAddresses: ['127.0.0.1'],
          retention: floor === 'after' ? { floorDays: 0 } : {},
          cameras: [{ id: 'a', url: cameras.urls[0]! }],
        });
      try {
        if (!mount(directory.path, size)) throw new Error('tmpfs');
        running = await open();
        await waitFor(() => (running?.core.segments({}).length ?? 0) > 3);
        const kept = running.core.segments({}).length;
        await running.close();
        await fill(directory.path, what);
        running = await open();
        const status = await running.core.retention();
        const left = running.core.segments({}).length;
        if (floor === 'before') {
          expect(left).toBeGreaterThanOrEqual(kept);
          expect(['key-frames-only', 'stopped']).toContain(status.step);
          expect(status.alarm).toBe(true);
        } else expect(left).toBeLessThan(kept);
        expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
        await running.close();
        running = undefined;
        if (floor === 'before') {
          // Once more, with the reserve gone.
          running = await open();
          await running.close();
          running = undefined;
        }
        await rm(join(directory.path, 'other'), { recursive: true });
        const verified = spawnSync(process.execPath, [program, 'verify', path, '--json'], {
          encoding: 'utf8',
        });
        expect(JSON.parse(verified.stdout).good, verified.stdout).toBe(true);
      } finally {
        await running?.close();
        await cameras.close();
        spawnSync('umount', ['-l', directory.path]);
        await directory.remove();
      }
    },
  );
});
