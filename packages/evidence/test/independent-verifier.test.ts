// SPDX-License-Identifier: Apache-2.0
/** A second verifier in another language judges what we write: store tiles, checkpoints, bundles. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addSignatures, cosignCheckpoint, parseCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { encodeNote, parseSignatureLine } from '../src/checkpoint/note.ts';
import { encodeVkey } from '../src/checkpoint/vkey.ts';
import { testSigner } from './node-crypto.ts';
import { buildSampleBundle } from './sample-bundle.ts';
import { buildSampleStore, SampleStore } from './sample-store.ts';

const script = join(import.meta.dirname, 'independent_verifier.py');
const root = mkdtempSync(join(tmpdir(), 'mingjing-second-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Debian's python3-cryptography, which CI installs; a machine without it has no second witness. */
const hasPython = spawnSync('python3', ['-c', 'import cryptography']).status === 0;

const run = (...args: readonly string[]) => spawnSync('python3', [script, ...args], { encoding: 'utf8' });

function write(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), bytes);
  }
  return join(root, name);
}

describe.skipIf(!hasPython)('the second verifier', () => {
  const { files } = buildSampleStore('sha256-ed25519', true, 0.01);

  it('agrees on a store, and finds a changed entry, tile and old checkpoint', () => {
    expect(run('store', write('good', files)).stdout).toMatch(/^store holds: mingjing\/sample, \d+ entries/);
    const checkpoints = [...files.keys()].filter((path) => path.startsWith('log/checkpoints/'));
    const tiles = [...files.keys()].filter((path) => /^log\/tile\/(0|entries)\//.test(path));
    const size = Number(checkpoints.map((path) => path.split('/').at(-1)!).sort((a, b) => +b - +a)[0]);
    const used = tiles.filter((path) => path.endsWith(`.p/${size % 256}`));
    expect(used.length).toBe(2);
    for (const [at, path] of [...used, checkpoints[0]!].entries()) {
      const changed = Uint8Array.from(files.get(path)!);
      changed[10]! ^= 1;
      const { status, stderr } = run('store', write(`bad-${at}`, new Map(files).set(path, changed)));
      expect([path, status]).toEqual([path, 1]);
      expect(stderr).toMatch(/./);
    }
  });

  it('agrees on tiles above the leaves and on what witnesses signed, and finds either changed', () => {
    const store = new SampleStore();
    for (let at = 0; at < 600; at++) store.add({ type: 'config', what: `setting ${at}`, by: 'test' });
    const checkpoint = parseCheckpoint(store.checkpoint())!;
    const witness = testSigner('cosignature-v1', 'police.example/witness');
    const other = testSigner('cosignature-v1', 'police.example/witness', 'another');
    const line = parseSignatureLine(cosignCheckpoint(checkpoint, witness, 1_795_000_000).trimEnd())!;
    const note = encodeNote(addSignatures(checkpoint.note, [line]));
    const whole = new Map(store.files).set('log/checkpoint', note);
    const vkey = encodeVkey(witness.key);
    expect(run('store', write('tall', whole), vkey).stdout).toMatch(
      /600 entries, 1 checkpoints, 2 levels of tiles\nwitnessed by police\.example\/witness at 1795000000\n/,
    );
    // A witness that signed nothing, a line under another time, a tile of the second level.
    expect(run('store', write('tall', whole), encodeVkey(other.key)).status).toBe(1);
    const text = new TextDecoder().decode(note);
    const blob = Buffer.from(text.trimEnd().split(' ').at(-1)!, 'base64');
    blob[11]! ^= 1;
    const late = text.replace(/[^ ]+\n$/, `${blob.toString('base64')}\n`);
    const lateStore = write('late', new Map(whole).set('log/checkpoint', Buffer.from(late)));
    expect(run('store', lateStore, vkey).stderr).toContain('cosignature');
    const upper = [...store.files.keys()].find((path) => path.startsWith('log/tile/1/'))!;
    const changed = Uint8Array.from(store.files.get(upper)!);
    changed[40]! ^= 1;
    expect(run('store', write('upper', new Map(whole).set(upper, changed)), vkey).stderr).toContain(
      'level 1',
    );
  });

  it('agrees on a bundle, and finds any byte of its content changed', async () => {
    const { bytes } = await buildSampleBundle();
    const file = join(root, 'bundle.zip');
    writeFileSync(file, bytes);
    expect(run('bundle', file).stdout).toMatch(/^bundle holds: mingjing\/sample, \d+ entries, \d+ parts/);
    for (const share of [0.2, 0.5, 0.8]) {
      const changed = Uint8Array.from(bytes);
      changed[Math.floor(bytes.length * share)]! ^= 1;
      writeFileSync(file, changed);
      expect(run('bundle', file).status).toBe(1);
    }
  });
});
