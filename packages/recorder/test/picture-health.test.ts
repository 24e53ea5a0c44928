// SPDX-License-Identifier: Apache-2.0
/** Image health of real streams: `mingjing health` on a store, and the running recorder with its alarms. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { afterAll, describe, expect, it } from 'vitest';
import { waitFor } from './recorder-world.ts';
import { makeWorld } from './server-world.ts';

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

describe('image health of a running recorder', () => {
  it('raises that a camera looks elsewhere, ends it when it looks back, and keeps a person’s word on the view', async () => {
    const elsewhere = await startCameras({
      count: 2,
      cameras: [{ clip: 'lobby' }, { clip: 'car-park' }],
    });
    const [lobby, carPark] = elsewhere.urls;
    const world = await makeWorld({
      start: {
        pictureEveryMs: 300,
        segmentSeconds: 1,
        firstCameras: [
          { id: 'hall', url: lobby!, name: '大堂' },
          { id: 'dead', url: 'rtsp://127.0.0.1:1/nothing' },
        ],
      },
    });
    const { administrator, manager, auditor } = world.people;
    const health = async (camera = 'hall') =>
      (await auditor.call('GET', '/api/picture-health')).json.cameras.find(
        (one: Record<string, string>) => one['camera'] === camera,
      );
    const moved = async (state: string) => {
      const { alarms } = (await manager.call('GET', '/api/alarms')).json;
      return alarms.some(
        (one: Record<string, string>) =>
          one['kind'] === 'picture-moved' && one['subject'] === 'hall' && one['state'] === state,
      );
    };
    const settle = (client: typeof manager, body: object, camera = 'hall') =>
      client.call('POST', `/api/cameras/${camera}/reference-view`, body);
    try {
      // What gives no picture is unknown, not healthy, and there is nothing to confirm.
      expect(await health('dead')).toMatchObject({ verdict: 'unknown', mayRenew: false });
      for (const as of ['confirm', 'renew'])
        expect((await settle(manager, { as, reason: '安装验收' }, 'dead')).json.code).toBe(
          'recorder/view-not-told',
        );
      await waitFor(async () => (await health()).stands === 'clear');
      expect((await health()).reference).not.toHaveProperty('confirmed');
      expect((await settle(auditor, { as: 'confirm', reason: '安装验收' })).status).toBe(403);
      expect((await settle(manager, { as: 'confirm', reason: '' })).status).toBe(422);
      expect((await settle(manager, { as: 'confirm', reason: '安装验收' })).status).toBeLessThan(300);
      expect((await health()).reference.confirmed).toMatchObject({ by: '演示manager', reason: '安装验收' });

      await administrator.call('PATCH', '/api/cameras/hall', { url: carPark });
      await waitFor(() => moved('raised'));
      const silenced = await manager.call('POST', '/api/alarms/clearance', {
        kind: 'picture-moved',
        subject: 'hall',
        why: '不想看见',
      });
      expect(silenced.json.code).toBe('recorder/alarm-stands');

      await administrator.call('PATCH', '/api/cameras/hall', { url: lobby });
      await waitFor(() => moved('cleared'));
      expect((await settle(manager, { as: 'renew', reason: '重新对焦' })).status).toBeLessThan(300);

      const { log } = world.running.core;
      const entries = await Promise.all(
        Array.from({ length: log.size() }, async (_, at) =>
          JSON.parse(Buffer.from(await log.entryBytes(at)).toString()),
        ),
      );
      expect(entries.filter(({ what }) => what === 'picture-reference/hall')).toMatchObject([
        { by: 'manager', after: expect.stringContaining('安装验收') },
        { by: 'manager', before: expect.any(String), after: expect.stringContaining('重新对焦') },
      ]);
    } finally {
      await world.end();
      await elsewhere.close();
    }
  });
});
