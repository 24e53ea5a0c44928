// SPDX-License-Identifier: Apache-2.0
/** `mingjing upgrade` with archives whose program is this checkout's, whole or broken: a real recorder's data goes through each. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeVkey, type NoteSigner } from '@mingjing/evidence';
import { createSigningKey } from '@mingjing/node-crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../src/main.ts';
import { releaseKeyName, releaseNote } from '../src/release/archive.ts';

const root = mkdtempSync(join(tmpdir(), 'mingjing-upgrade-'));
const home = join(root, 'home');
const data = join(root, 'data');
const program = join(import.meta.dirname, '..', 'bin', 'mingjing.mjs');
let signer: NoteSigner;
let other: NoteSigner;

beforeAll(async () => {
  signer = await createSigningKey(join(root, 'keys', 'release.pem'), 'ed25519', releaseKeyName);
  other = await createSigningKey(join(root, 'keys', 'other.pem'), 'ed25519', releaseKeyName);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function mingjing(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    readStdin: async () => '',
    signal: new AbortController().signal,
    interactive: false,
  });
  return { status, stdout, stderr };
}

/** @param before lines of shell before the program proper: how a broken one breaks */
async function archiveOf(version: string, before = '', by = signer): Promise<string> {
  const name = `mingjing-recorder-${version}-${process.platform}-${process.arch}`;
  const folder = join(root, 'made', name);
  mkdirSync(folder, { recursive: true });
  const release = {
    name,
    program: 'recorder',
    version,
    platform: process.platform,
    arch: process.arch,
    commands: [],
  };
  writeFileSync(join(folder, 'release.json'), JSON.stringify(release));
  writeFileSync(
    join(folder, 'mingjing'),
    `#!/bin/sh\n${before}\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(join(folder, 'mingjing'), 0o755);
  const archive = join(root, `${name}.tar.gz`);
  expect(spawnSync('tar', ['-czf', archive, '-C', join(root, 'made'), name]).status).toBe(0);
  writeFileSync(`${archive}.note`, await releaseNote(archive, by));
  return archive;
}

const upgrade = (archive: string, ...more: string[]) =>
  mingjing('upgrade', archive, '--home', home, '--no-service', '--json', ...more);
const current = () => readlinkSync(join(home, 'current'));
const outcome = (stdout: string) => JSON.parse(stdout) as { outcome: string; why?: string; backup?: string };

test('nothing is unpacked that is unsigned, altered, signed by another, or no archive', async () => {
  const vkey = encodeVkey(signer.key);
  const archive = await archiveOf('0.0.9');
  expect((await upgrade(archive)).stderr).toContain('--key');
  expect((await upgrade(archive, '--key', 'no key')).status).toBe(2);
  expect((await upgrade(await archiveOf('0.0.9', '', other), '--key', vkey)).stderr).toContain(
    '不是这把钥匙',
  );
  const good = await archiveOf('0.0.9');
  appendFileSync(good, 'x');
  expect((await upgrade(good, '--key', vkey)).stderr).toContain('与签名不符');
  rmSync(`${good}.note`);
  expect((await upgrade(good, '--key', vkey)).stderr).toContain('缺少签名');
  expect((await upgrade(join(root, 'none.tar.gz'), '--key', vkey)).status).toBe(2);
  const rubbish = join(root, 'mingjing-recorder-rubbish.tar.gz');
  writeFileSync(rubbish, 'not an archive');
  writeFileSync(`${rubbish}.note`, await releaseNote(rubbish, signer));
  expect((await upgrade(rubbish, '--key', vkey)).stderr).toContain('无法解开');
  expect(readdirSync(join(home, 'releases')).filter((name) => !name.startsWith('.'))).toEqual([]);
});

test('installs, brings the data forward, goes back by itself from what does not become ready, and by hand', async () => {
  const first = await upgrade(await archiveOf('0.1.0'), '--key', encodeVkey(signer.key));
  expect([first.status, outcome(first.stdout).outcome]).toEqual([0, 'installed']);
  expect(current()).toContain('0.1.0');

  mkdirSync(data);
  const second = await upgrade(await archiveOf('0.2.0'), '--data', data);
  expect([second.status, outcome(second.stdout).outcome, second.stderr]).toEqual([
    0,
    'upgraded',
    expect.anything(),
  ]);
  expect(current()).toContain('0.2.0');
  expect(readdirSync(data)).toContain('state.sqlite');
  const again = await upgrade(await archiveOf('0.2.0'), '--data', data);
  expect(outcome(again.stdout).outcome).toBe('unchanged');

  const before = readFileSync(join(data, 'server', 'server.sqlite'));
  const spoils = `if [ "$1" = recorder ]; then echo newer >> "$3/server/server.sqlite"; echo "演示：坏了" >&2; exit 70; fi`;
  const broken = await upgrade(await archiveOf('0.3.0', spoils), '--data', data);
  expect(broken.status).toBe(1);
  expect(outcome(broken.stdout)).toMatchObject({
    outcome: 'rolled-back',
    why: expect.stringContaining('演示：坏了'),
  });
  expect(current()).toContain('0.2.0');
  expect(readFileSync(join(data, 'server', 'server.sqlite')).equals(before)).toBe(true);

  const slow = await upgrade(
    await archiveOf('0.3.1', 'if [ "$1" = recorder ]; then exec sleep 60; fi'),
    '--data',
    data,
    '--wait',
    '1',
  );
  expect(outcome(slow.stdout)).toMatchObject({
    outcome: 'rolled-back',
    why: expect.stringContaining('未就绪'),
  });
  const cannot = await upgrade(await archiveOf('0.3.2', 'exit 127'), '--data', data);
  expect([cannot.status, cannot.stderr]).toEqual([2, expect.stringContaining('不能运行')]);

  expect((await mingjing('upgrade', '--back', '--home', home)).status).toBe(0);
  expect(current()).toContain('0.1.0');
});

test('a recorder that still runs is not touched', async () => {
  const child: ChildProcess = spawn(
    process.execPath,
    [program, 'recorder', '--data', data, '--port', '0', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    await once(child.stdout!, 'data');
    const copy = join(root, 'copy');
    cpSync(join(data, 'state.sqlite'), copy);
    const refused = await upgrade(await archiveOf('0.4.0'), '--data', data);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('还在运行')]);
    expect(current()).toContain('0.1.0');
    expect(readFileSync(join(data, 'state.sqlite')).equals(readFileSync(copy))).toBe(true);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'close');
  }
});
