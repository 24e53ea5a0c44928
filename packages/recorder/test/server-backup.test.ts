// SPDX-License-Identifier: Apache-2.0
/** A backup taken beside a running recorder, restored elsewhere: nothing that was kept is missing, and all is declared. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partOf } from '../src/recording/store/store-parts.ts';
import { startRecorder } from '../src/server.ts';
import { runCommand } from './run-command.ts';
import { Client, makeWorld, untilSegments, type World } from './server-world.ts';

let world: World;
let folder: string;
let secret: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-backup-'));
  secret = join(folder, 'start-secret');
  await writeFile(secret, '演示口令\n');
  world = await makeWorld({ cameras: 1, start: { footage: { encrypt: true, startSecretFile: secret } } });
  await untilSegments(world, 'cam-1', 1);
});
afterAll(async () => {
  await world.end();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup of a running recorder', () => {
  const data = () => join(world.directory, 'data');

  it('knows every file there is', async () => {
    const files = (await readdir(data(), { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const unknown = files
      .map(({ parentPath, name }) => join(parentPath, name).slice(data().length + 1))
      .filter((path) => partOf(path) === undefined);
    expect(unknown).toEqual([]);
  });

  it('restored has its people, registers, cameras and holds, agrees with its log, and verifies', async () => {
    const { operator, manager } = world.people;
    const { startMs, endMs } = world.running.core.segments({ camera: 'cam-1' })[0]!;
    const asked = await operator.call('POST', '/api/access/sessions', {
      kind: 'playback',
      purpose: 'unit-incident',
      purposeText: '备份演示',
      cameras: ['cam-1'],
      fromMs: Math.round(startMs),
      toMs: Math.round(endMs),
      requester: { kind: 'staff' },
    });
    await operator.call('POST', `/api/access/sessions/${asked.json.id}/close`);
    const roster = {
      person: '王宁',
      startMs: 1_795_000_000_000,
      endMs: 1_795_028_800_000,
      relievedBy: '李安',
      state: 'normal',
    };
    expect((await operator.call('POST', '/api/registers/duty', { values: roster })).status).toBe(201);
    const hold = await world.running.core.holds.place({
      cameras: ['cam-1'],
      fromMs: startMs,
      toMs: endMs,
      reason: '案件',
      ground: 'd799',
      untilMs: undefined,
      by: '演示甲',
    });
    await world.running.core.checkpoint();
    const out = join(folder, 'copy');
    const made = await runCommand([
      'recorder',
      'backup',
      '--data',
      data(),
      '--out',
      out,
      '--footage',
      '--json',
    ]);
    expect([made.code, made.err]).toEqual([0, '']);
    // Another backup does not land on it.
    expect((await runCommand(['recorder', 'backup', '--data', data(), '--out', out])).code).toBe(2);

    const { code, out: said } = await runCommand(['verify', out, '--json']);
    expect([code, Object.keys(JSON.parse(said).findingCounts)]).toEqual([
      0,
      expect.not.arrayContaining(['segment-missing']),
    ]);
    const restored = await startRecorder({
      directory: out,
      port: 0,
      workers: 0,
      allowAddresses: ['127.0.0.1'],
      footage: { startSecretFile: secret },
    });
    try {
      expect(restored.admin).toBeUndefined();
      expect(restored.core.cameras.list().map(({ id }) => id)).toEqual(['cam-1']);
      // The wrapped key came along: with the start secret what was encrypted is seen again.
      const parts = restored.core.readParts('cam-1', startMs, endMs)[Symbol.asyncIterator]();
      expect((await parts.next()).value).toMatchObject({ kind: 'init' });
      expect((await parts.next()).value).toMatchObject({ kind: 'fragment' });
      expect(restored.core.holds.list().map(({ id, reason }) => [id, reason])).toEqual([[hold.id, '案件']]);
      const client = new Client(restored.url);
      client.cookie = manager.cookie;
      // The sign-in of before is good: secret and people came along.
      const register = async () => (await client.call('GET', '/api/register')).json;
      while (!(await register()).compared) await new Promise((resolve) => setTimeout(resolve, 20));
      const { rows, lost } = await register();
      expect(lost).toEqual([]);
      expect(
        rows.map(({ purposeText, differs }: { purposeText: string; differs?: unknown }) => [
          purposeText,
          differs,
        ]),
      ).toContainEqual(['备份演示', undefined]);
      expect((await client.call('GET', '/api/registers/duty')).json.rows).toMatchObject([{ values: roster }]);
      while (restored.core.cameras.find('cam-1')?.state !== 'recording')
        await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await restored.close();
    }
  });
});
