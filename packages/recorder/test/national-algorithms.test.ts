// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';
import { makeWorld, untilSegments } from './server-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-national-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('records, exports, rotates its key and verifies with SM3 and SM2 when that was chosen at the first start', async () => {
  const world = await makeWorld({ cameras: 1, start: { algorithms: 'sm3-sm2', firstSettings: {} } });
  await untilSegments(world, 'cam-1', 2);
  const { core } = world.running;
  expect(core.log.origin).toMatch(/sm3/);
  const { fromMs, toMs } = core.extent('cam-1')!;
  await world.running.close();
  const store = join(world.directory, 'data');
  const time = (ms: number) => new Date(ms).toISOString();
  const verdict = async (...args: readonly string[]) => (await runCommand(['verify', ...args])).code;
  expect(await verdict(store)).toBe(0);
  const rotated = await runCommand(['rotate-key', '--store', store, '--json']);
  const { fingerprintBefore } = JSON.parse(rotated.out);
  const out = join(directory, 'national.zip');
  const officers = ['--officer', '演示甲,演示公安分局,001', '--officer', '演示乙,演示公安分局,002'];
  const range = ['--camera', 'cam-1', '--from', time(fromMs), '--to', time(toMs)];
  const asked = ['export', '--store', store, ...range, '--out', out, '--purpose', '演示案件', ...officers];
  expect((await runCommand(asked)).code).toBe(0);
  expect([await verdict(out), await verdict(out, '--fingerprint', fingerprintBefore)]).toEqual([0, 0]);
  expect((await runCommand(['challenge', '--store', store, '--samples', '20'])).code).toBe(0);

  const other = await runCommand([
    'recorder',
    '--data',
    store,
    '--port',
    '0',
    '--algorithms',
    'sha256-ed25519',
  ]);
  expect([other.code, other.err.trim().split('\n').length]).toEqual([2, 1]);
  expect(other.err).toContain('sm3-sm2');
  const unknown = await runCommand(['recorder', '--data', store, '--algorithms', 'md5']);
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('--algorithms')]);
  await world.end();
});
