// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';
import { makeWorld, untilSegments } from './server-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-keys-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const recorded = join(directory, 'recorded');
const oldKey = join(directory, 'old.vkey');
let range = { from: '', to: '' };

const run = (...args: readonly string[]) => runCommand(args);

const copyOf = (name: string): string => {
  const store = join(directory, name);
  cpSync(recorded, store, { recursive: true });
  return store;
};

beforeAll(async () => {
  const world = await makeWorld({ cameras: 1, start: { firstSettings: {} } });
  await untilSegments(world, 'cam-1', 2);
  const { fromMs, toMs } = world.running.core.extent('cam-1')!;
  range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  const busy = await run('rotate-key', '--store', join(world.directory, 'data'));
  expect([busy.code, busy.err.trim().split('\n').length]).toEqual([2, 1]);
  await world.running.close();
  cpSync(join(world.directory, 'data'), recorded, { recursive: true });
  copyFileSync(join(recorded, 'keys', 'log.vkey'), oldKey);
  await world.end();
});

const verdictOf = async (...args: readonly string[]) => {
  const { code, out } = await run('verify', ...args, '--json');
  return { code, verdict: JSON.parse(out) };
};

describe('the log hands over to a new key', () => {
  it('is accepted by who knows the old key, the new one, or none; the old private key is gone', async () => {
    const store = copyOf('rotated');
    const before = readFileSync(join(store, 'keys', 'log.pem'), 'utf8');
    const rotated = await run('rotate-key', '--store', store, '--by', '演示管理员', '--json');
    expect(rotated.code).toBe(0);
    const changed = JSON.parse(rotated.out);
    expect(changed.before).toBe(readFileSync(oldKey, 'utf8').trim());
    const newKey = join(store, 'keys', 'log.vkey');
    expect(readFileSync(newKey, 'utf8').trim()).toBe(changed.after);
    expect(changed.after).not.toBe(changed.before);
    expect(readFileSync(join(store, 'keys', 'log.pem'), 'utf8')).not.toBe(before);
    expect(existsSync(join(store, 'keys', 'log.next.pem'))).toBe(false);
    const known = [
      ['--key', oldKey],
      ['--key', newKey],
      ['--fingerprint', changed.fingerprintBefore],
    ];
    for (const args of [[], ...known])
      expect([args, (await verdictOf(store, ...args)).code]).toEqual([args, 0]);
  });

  it('twice in a row is still followed from the first key; an unrelated key is not', async () => {
    const store = copyOf('twice');
    for (const by of ['first', 'second'])
      expect((await run('rotate-key', '--store', store, '--by', by)).code).toBe(0);
    expect((await verdictOf(store, '--key', oldKey)).code).toBe(0);
    const ring = JSON.parse(readFileSync(join(store, 'keys', 'keys.json'), 'utf8'));
    expect([ring.keys.length, ring.handovers.length]).toEqual([3, 2]);
    // Without its hand-overs the old key says nothing of the new one.
    writeFileSync(join(store, 'keys', 'keys.json'), JSON.stringify({ v: 1, keys: [ring.keys[2]] }));
    expect((await verdictOf(store, '--key', oldKey)).code).toBe(1);
  });

  it('carries the hand-over into every bundle made afterwards', async () => {
    const store = copyOf('exported');
    await run('rotate-key', '--store', store);
    const out = join(directory, 'after.zip');
    const exported = await run(
      ...['export', '--store', store, '--camera', 'cam-1', '--from', range.from, '--to', range.to],
      ...['--out', out, '--purpose', '演示案件'],
      ...['--officer', '演示甲,演示公安分局,001', '--officer', '演示乙,演示公安分局,002'],
    );
    expect([exported.err, exported.code]).toEqual(['', 0]);
    expect((await verdictOf(out, '--key', oldKey)).code).toBe(0);
  });

  it('goes on after a crash between its steps', async () => {
    const store = copyOf('crashed');
    const first = JSON.parse((await run('rotate-key', '--store', store, '--json')).out);
    // The state before the rename: both private keys there, the old one in force.
    const crashed = copyOf('crashed-before-rename');
    copyFileSync(join(store, 'keys', 'log.pem'), join(crashed, 'keys', 'log.next.pem'));
    copyFileSync(join(store, 'keys', 'keys.json'), join(crashed, 'keys', 'keys.json'));
    expect((await verdictOf(crashed, '--key', oldKey)).code).toBe(0);
    const again = JSON.parse((await run('rotate-key', '--store', crashed, '--json')).out);
    expect([again.after, again.before]).toEqual([first.after, first.before]);
    expect((await verdictOf(crashed, '--key', oldKey)).code).toBe(0);
    // After the rename, before the new key's first entry: the public half lags behind and is put right.
    const renamed = copyOf('crashed-after-rename');
    copyFileSync(join(store, 'keys', 'log.pem'), join(renamed, 'keys', 'log.pem'));
    copyFileSync(join(store, 'keys', 'keys.json'), join(renamed, 'keys', 'keys.json'));
    expect((await verdictOf(renamed, '--key', oldKey)).code).toBe(0);
    expect((await run('rotate-key', '--store', renamed)).code).toBe(0);
    expect((await verdictOf(renamed, '--key', oldKey)).code).toBe(0);
  });
});
