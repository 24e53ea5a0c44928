// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { openRecorder, type RecorderCore } from '../src/index.ts';
import { temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';

const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const mount = (path: string): boolean =>
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path]).status === 0;

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
