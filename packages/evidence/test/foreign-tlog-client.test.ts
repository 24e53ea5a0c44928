// SPDX-License-Identifier: Apache-2.0
/** A client of transparency logs that other people wrote, Go's own, judges the log of a store as it lies on the disk. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeVkey } from '../src/checkpoint/vkey.ts';
import { testSigner } from './node-crypto.ts';
import { SampleStore } from './sample-store.ts';

/** Debian's golang-go and golang-golang-x-mod-dev, which CI installs; a machine without them has no such witness. */
const goPath = '/usr/share/gocode';
const hasGo =
  existsSync(join(goPath, 'src/golang.org/x/mod/sumdb/tlog')) && spawnSync('go', ['version']).status === 0;

const root = mkdtempSync(join(tmpdir(), 'mingjing-foreign-'));
afterAll(() => rmSync(root, { recursive: true }));

describe.skipIf(!hasGo)('Go’s client of transparency logs', () => {
  const program = join(root, 'client');
  const store = new SampleStore();
  for (const size of [1, 255, 256, 257, 600, 66_000]) {
    for (let at = store.entries.length; at < size; at++)
      store.add({ type: 'config', what: `setting ${at}`, by: 'test' });
    store.checkpoint();
  }
  const vkey = encodeVkey(store.signer.key);

  beforeAll(() => {
    const source = join(import.meta.dirname, 'foreign_tlog_client.go');
    const env = {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: goPath,
      GOCACHE: join(tmpdir(), 'mingjing-go'),
    };
    const built = spawnSync('go', ['build', '-o', program, source], { env, encoding: 'utf8' });
    expect(built.stderr).toBe('');
  }, 600_000);

  const judged = (name: string, files: ReadonlyMap<string, Uint8Array>, key = vkey) => {
    for (const [path, bytes] of files) {
      if (!path.startsWith('log/')) continue;
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      writeFileSync(join(root, name, path), bytes);
    }
    return spawnSync(program, [join(root, name, 'log'), key], { encoding: 'utf8' });
  };

  it('proves every entry and every earlier checkpoint of ours', () => {
    expect(judged('good', store.files).stdout).toMatch(
      /^log holds: mingjing\/sample, 66000 entries, 6 checkpoints/,
    );
  });

  it('finds an entry, a tile of each level and a checkpoint changed, and another key', () => {
    const { key } = testSigner('ed25519', 'mingjing/sample', 'another');
    expect(judged('good', store.files, encodeVkey(key)).status).toBe(1);
    for (const path of [
      'log/tile/entries/003',
      'log/tile/0/100',
      'log/tile/1/000',
      'log/tile/2/000.p/1',
      'log/checkpoints/257',
      'log/checkpoint',
    ]) {
      const changed = Uint8Array.from(store.files.get(path)!);
      changed[20]! ^= 1;
      const { status, stderr } = judged('bad', new Map(store.files).set(path, changed));
      expect([path, status]).toEqual([path, 1]);
      expect(stderr).toMatch(/./);
    }
  });
});
