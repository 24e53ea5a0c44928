// SPDX-License-Identifier: Apache-2.0
/** A data disk that is unplugged while recording (case 45): a bind mount taken away lazily stands for it. */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { openRecorder, type RecorderAlarm, type RecorderCore } from '../src/index.ts';
import { type RunningRecorder, startRecorder } from '../src/server.ts';
import { segmentFiles, temporaryDirectory, tilingFault, waitFor } from './recorder-world.ts';
import { runCommand } from './run-command.ts';

const isRoot = process.getuid?.() === 0;
const run = (...command: readonly [string, ...string[]]) =>
  spawnSync(command[0], command.slice(1)).status === 0;

/** A disk and where it is mounted, both empty. */
async function pluggedDisk() {
  const root = await temporaryDirectory();
  const [disk, mount] = [join(root.path, 'disk'), join(root.path, 'mount')];
  for (const folder of [disk, mount, join(root.path, 'state')]) await mkdir(folder);
  process.env['MINGJING_STATE_DIR'] = join(root.path, 'state');
  const plug = () => run('mount', '--bind', disk, mount);
  const unplug = () => run('umount', '-l', mount);
  return { disk, mount, plug, unplug, remove: root.remove };
}

describe.skipIf(!isRoot || !run('unshare', '-m', 'true'))('A data disk that is unplugged', () => {
  const state = process.env['MINGJING_STATE_DIR'];
  afterEach(() => {
    if (state === undefined) delete process.env['MINGJING_STATE_DIR'];
    else process.env['MINGJING_STATE_DIR'] = state;
  });

  it.each([0, 1])(
    'is a gap with its cause, leaves nothing beneath, and verifies when it is back (%i threads)',
    async (workers) => {
      const { disk, mount, plug, unplug, remove } = await pluggedDisk();
      const cameras = await startCameras({ count: 1, bitrate: 500_000 });
      const camera = { id: 'a', url: cameras.urls[0]! };
      let recorder: RecorderCore | undefined;
      const alarms: RecorderAlarm[] = [];
      try {
        expect(plug()).toBe(true);
        const directory = join(mount, 'store');
        const open = (where: string) =>
          openRecorder(
            { directory: where, segmentSeconds: 2, workers, onlyCameras: [camera] },
            { checkpointEveryMs: 1000 },
          );
        recorder = await open(directory);
        recorder.on('alarm', (alarm) => alarms.push(alarm));
        await waitFor(() => (recorder?.segments({}).length ?? 0) > 1);
        expect(unplug()).toBe(true);
        await waitFor(() => recorder?.cameras.find('a')?.cause === 'store-lost');
        // Longer than a checkpoint and a segment last.
        await new Promise((resolve) => setTimeout(resolve, 3000));
        expect(alarms.map(({ kind, state }) => `${kind} ${state}`)).toContain('store-lost raised');
        await recorder.close();
        recorder = undefined;
        expect(await readdir(mount)).toEqual([]);

        // Nobody takes the empty mount point for a place for a new store.
        await expect(open(directory)).rejects.toMatchObject({ code: 'recorder/store-gone' });
        expect(await readdir(mount)).toEqual([]);

        expect(plug()).toBe(true);
        recorder = await open(directory);
        const before = recorder.segments({}).length;
        await waitFor(() => (recorder?.segments({}).length ?? 0) > before);
        const spans = [...recorder.segments({}), ...recorder.gaps({})];
        expect(tilingFault(spans)).toBeUndefined();
        expect(recorder.gaps({}).map(({ cause }) => cause)).toContain('store-lost');
        await recorder.close();
        recorder = undefined;
        const { code, out } = await runCommand(['verify', directory, '--json']);
        expect([code, out.includes('missing')]).toEqual([0, false]);
        expect((await segmentFiles(join(disk, 'store'), 'a')).length).toBeGreaterThan(before);
      } finally {
        await recorder?.close();
        await cameras.close();
        unplug();
        await remove();
      }
    },
  );

  it('is opened again by itself when it is back as another mount', async () => {
    const { disk, mount, plug, unplug, remove } = await pluggedDisk();
    const cameras = await startCameras({ count: 1, bitrate: 500_000 });
    let running: RunningRecorder | undefined;
    const other = `${disk}-again`;
    try {
      expect(plug()).toBe(true);
      const directory = join(mount, 'store');
      running = await startRecorder({
        directory,
        port: 0,
        workers: 0,
        segmentSeconds: 2,
        allowAddresses: ['127.0.0.1'],
        cameras: [{ id: 'a', url: cameras.urls[0]! }],
      });
      const first = running.core;
      await waitFor(() => first.segments({}).length > 0);
      expect(unplug()).toBe(true);
      await waitFor(() => first.cameras.find('a')?.cause === 'store-lost');
      // Other inodes, as a disk has that comes back under another name.
      expect(run('cp', '-a', disk, other) && run('mount', '--bind', other, mount)).toBe(true);
      await waitFor(() => running?.core !== first);
      const before = running.core.segments({}).length;
      await waitFor(() => (running?.core.segments({}).length ?? 0) > before);
      expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
      expect(tilingFault([...running.core.segments({}), ...running.core.gaps({})])).toBeUndefined();
    } finally {
      await running?.close();
      await cameras.close();
      unplug();
      await remove();
    }
  });

  it('may be wiped on purpose: the new store is made when asked for, and said', async () => {
    const { mount, plug, unplug, remove } = await pluggedDisk();
    const said: string[] = [];
    try {
      expect(plug()).toBe(true);
      const directory = join(mount, 'store');
      const open = () => openRecorder({ directory, log: (_level, message) => said.push(message) });
      await (await open()).close();
      expect(said).toEqual([]);
      run('rm', '-r', directory);
      await expect(openRecorder({ directory, whenGone: 'refuse' })).rejects.toMatchObject({
        code: 'recorder/store-removed',
      });
      await (await open()).close();
      expect(said).toEqual(['another store was in this directory before', 'alarm store-replaced raised']);
    } finally {
      unplug();
      await remove();
    }
  });
});
