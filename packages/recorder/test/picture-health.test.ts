// SPDX-License-Identifier: Apache-2.0
/** `mingjing health` on a store that real streams were recorded into. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { afterAll, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const store = join(mkdtempSync(join(tmpdir(), 'mingjing-health-')), 'store');
afterAll(() => rmSync(join(store, '..'), { recursive: true, force: true }));

const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });

describe('mingjing health', () => {
  it('calls an ordinary camera clear, and unknown what it cannot decode', async () => {
    const cameras = await startCameras({ count: 1, cameras: [{ clip: 'lobby' }] });
    try {
      const recording = spawn(process.execPath, [
        program,
        'record',
        '--store',
        store,
        '--camera',
        `hall=${cameras.urls[0]}`,
        '--seconds',
        '12',
        '--segment-seconds',
        '5',
      ]);
      await new Promise((resolve) => recording.once('exit', resolve));
    } finally {
      await cameras.close();
    }
    const { status, stdout } = run(['health', '--store', store, '--json']);
    const [row] = JSON.parse(stdout);
    expect(row).toMatchObject({ camera: 'hall', verdict: 'clear', reference: { confirmed: false } });
    expect(status).toBe(0);

    const blind = run(['health', '--store', store, '--json'], { ...process.env, PATH: '/nowhere' });
    expect(JSON.parse(blind.stdout)).toMatchObject([
      { verdict: 'unknown', why: 'decoder-missing', measures: null },
    ]);
    expect(blind.status).toBe(1);
  });

  it('refuses what is no store', () => {
    expect(run(['health', '--store', tmpdir()]).status).toBe(2);
  });
});
