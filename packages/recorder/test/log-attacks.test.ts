// SPDX-License-Identifier: Apache-2.0
/**
 * What somebody who can write to the data directory of a stopped recorder, but has no key, does to the signed part of
 * the log: tiles, bundles and checkpoints.
 */
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type Entry,
  emptyLog,
  encodeCanonicalJson,
  encodeEntry,
  type Json,
  LogReader,
  parseCheckpoint,
  parseEntry,
  planAppend,
  signCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey, nodeAlgorithms } from '@mingjing/node-crypto';
import { startCameras } from '@mingjing/simulator';
import { describe, expect, it, type TestContext } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import { nodeDisk, replaceFile } from '../src/recording/store/disk.ts';
import { temporaryDirectory, waitFor } from './recorder-world.ts';
import { runCommand } from './run-command.ts';

const sha256 = nodeAlgorithms['sha256-ed25519'];
const dayMs = 86_400_000;

async function open(test: TestContext, path: string) {
  const said: string[] = [];
  const core = await openRecorder(
    { directory: path, workers: 0, cameras: [], log: (_, message) => said.push(message) },
    { retentionEveryMs: 0, checkpointEveryMs: 600_000 },
  );
  test.onTestFinished(() => core.close());
  return { core, said };
}

/** A store that was stopped, its entries, and how to put others in their place. */
async function stopped(test: TestContext, count: number, how: 'stopped' | 'killed' = 'stopped') {
  const directory = await temporaryDirectory();
  test.onTestFinished(() => directory.remove());
  const path = join(directory.path, 'store');
  const running = how === 'stopped' ? path : join(directory.path, 'running');
  const { core } = await open(test, running);
  for (let at = 0; at < count; at += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, count - at) }, (_, more) =>
        core.appendEntry({ type: 'register', kind: `look-${at + more}`, hash: `${'A'.repeat(43)}=` }),
      ),
    );
  await core.checkpoint();
  if (how === 'killed') {
    await cp(running, path, { recursive: true });
    for (const name of ['lock.sqlite', 'lock.pid']) await rm(join(path, name), { force: true });
  }
  await core.close();
  const log = join(path, 'log');
  const checkpoint = parseCheckpoint(await readFile(join(log, 'checkpoint')))!;
  const read = (name: string) => readFile(join(log, name)).catch(() => undefined);
  const reader = new LogReader(sha256, checkpoint.size, read);
  const entries: Entry[] = [];
  for await (const { bytes } of reader.entries()) {
    const parsed = parseEntry(bytes);
    if (parsed.kind === 'entry') entries.push(parsed.entry);
  }
  const put = async (changed: readonly Entry[], only?: RegExp) => {
    const plan = planAppend(sha256, emptyLog, changed.map(encodeEntry));
    for (const { path: name, bytes } of plan.writes) {
      if (only && !only.test(name)) continue;
      await nodeDisk.makeDirectory(dirname(join(log, name)));
      await replaceFile(nodeDisk, join(log, name), bytes);
    }
    return plan;
  };
  return { path, log, checkpoint, entries, put };
}

const aged = (entry: Entry): Entry =>
  entry.type === 'clock' && entry.trusted
    ? { ...entry, trusted: new Date(Date.parse(entry.trusted) + 40 * dayMs).toISOString() }
    : entry;

describe('The signed part of the log', () => {
  it('made anew without the key is refused and not signed over', async (test) => {
    const { path, log, checkpoint, entries, put } = await stopped(test, 3);
    const other = await createSigningKey(join(path, 'other.pem'), 'ed25519', checkpoint.origin);
    const { edge, root } = await put(entries.map(aged));
    const text = { origin: checkpoint.origin, size: edge.size, root };
    const before = await readFile(join(log, 'checkpoint'), 'utf8');
    for (const note of [
      signCheckpoint(text, other),
      // The old signature under another root.
      Buffer.from(
        `${checkpoint.origin}\n${edge.size}\n${Buffer.from(root).toString('base64')}\n\n${before.split('\n\n')[1]}`,
      ),
    ]) {
      await writeFile(join(log, 'checkpoint'), note);
      await rm(join(log, 'journal'), { force: true });
      await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
      expect(await readFile(join(log, 'checkpoint'))).toEqual(Buffer.from(note));
    }
  });

  it('under a key that was put in the place of ours is refused; a key that is gone is not made anew', async (test) => {
    const { path } = await stopped(test, 3);
    await rm(join(path, 'keys/log.pem'));
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    await expect(readFile(join(path, 'keys/log.pem'))).rejects.toMatchObject({ code: 'ENOENT' });
    await createSigningKey(join(path, 'keys/log.pem'), 'ed25519', 'mingjing/other');
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
  });

  it('with its checkpoint lost or put back goes on from the newest that was kept', async (test) => {
    const { path, log, checkpoint } = await stopped(test, 3);
    await rm(join(log, 'checkpoint'));
    await rm(join(log, 'journal'));
    const first = await open(test, path);
    expect(first.core.log.size()).toBeGreaterThan(checkpoint.size);
    await first.core.close();
    await writeFile(
      join(log, 'checkpoint'),
      await readFile(join(log, 'checkpoints', String(checkpoint.size))),
    );
    await rm(join(log, 'journal'));
    const second = await open(test, path);
    expect(second.core.log.size()).toBeGreaterThan(first.core.log.size() - 1);
  });

  it('tells no other time or register entry through an altered bundle, and says so', async (test) => {
    const { path, entries, put } = await stopped(test, 700, 'killed');
    const only = /^tile\/entries\/\d+$/;
    const forged = entries.map((entry) =>
      entry.type === 'register' && entry.kind === 'look-7' ? { ...entry, kind: 'other' } : entry,
    );
    await put(forged, only);
    const { core, said } = await open(test, path);
    const at = entries.findIndex((entry) => entry.type === 'register' && entry.kind === 'look-7');
    await expect(core.log.entryBytes(at)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    expect(said.join()).toContain('alarm log-altered raised');
  });

  it('makes no footage older by a bundle that tells a later time', async (test) => {
    // Killed, with more than a bundle of entries behind the only `clock` entry: a full tile alone tells the time.
    const { path, entries, put } = await stopped(test, 700, 'killed');
    expect(entries.filter((entry) => entry.type === 'clock')).toHaveLength(1);
    await put(entries.map(aged), /^tile\/entries\/\d+$/);
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
  });

  it('with an altered leaf tile too is held against the tile above it', async (test) => {
    const { path, entries, put } = await stopped(test, 700);
    const at = entries.findIndex((entry) => entry.type === 'register' && entry.kind === 'look-7');
    await put(entries.with(at, { ...entries[at]!, kind: 'other' } as Entry), /^tile\/(entries|0)\/\d+$/);
    const { core } = await open(test, path);
    await expect(core.log.entryBytes(at)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    // The other entries of that tile are as unproven as that one.
    await expect(core.log.entryBytes(at + 1)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    expect(encodeCanonicalJson(entries[600] as unknown as Json)).toEqual(await core.log.entryBytes(600));
  });

  it('with an altered hold keeps footage: nothing is deleted while the hold may be one', async (test) => {
    const directory = await temporaryDirectory();
    test.onTestFinished(() => directory.remove());
    const { path } = directory;
    const first = await open(test, path);
    const range = { cameras: [], fromMs: 1, toMs: 9e12, untilMs: undefined };
    await first.core.holds.place({ ...range, reason: '案件', ground: 'd799', by: '演示甲' });
    await Promise.all(
      Array.from({ length: 300 }, (_, at) =>
        first.core.appendEntry({ type: 'register', kind: `look-${at}`, hash: `${'A'.repeat(43)}=` }),
      ),
    );
    await first.core.close();
    const bundle = join(path, 'log/tile/entries/000');
    const bytes = await readFile(bundle);
    bytes[bytes.indexOf('"what":"hold/') + 9]! ^= 1;
    await writeFile(bundle, bytes);
    for (const name of ['state.sqlite', 'state.sqlite-wal']) await rm(join(path, name), { force: true });
    for (let start = 0; start < 2; start++) {
      const { core, said } = await open(test, path);
      expect(said.join()).toContain('alarm log-altered raised');
      expect((await core.retention()).clock).toMatchObject({ trusted: false });
      await core.close();
    }
  });
});

describe('The index', () => {
  it('that was edited is made anew from the log before anything is numbered after it', async () => {
    const directory = await temporaryDirectory();
    const cameras = await startCameras({ count: 1, bitrate: 300_000 });
    const camera = { id: 'a', url: cameras.urls[0]! };
    const recordOn = async () => {
      const core = await openRecorder(
        { directory: directory.path, workers: 0, segmentSeconds: 1, cameras: [camera] },
        { retentionEveryMs: 0 },
      );
      const known = core.segments({}).length;
      await waitFor(() => core.segments({}).length > known);
      await core.close();
    };
    try {
      await recordOn();
      for (const change of [
        'UPDATE span SET start_ms = start_ms - 5184000000, end_ms = end_ms - 5184000000',
        'UPDATE span SET n = n + 1000',
        'UPDATE span SET log_index = 0',
      ]) {
        const database = new DatabaseSync(join(directory.path, 'index.sqlite'));
        database.exec(change);
        database.close();
        await recordOn();
      }
      const { code, out } = await runCommand(['verify', directory.path, '--json']);
      expect([code, JSON.parse(out).findingCounts]).toEqual([0, {}]);
    } finally {
      await cameras.close();
      await directory.remove();
    }
  });
});

describe('What is remembered outside the data directory', () => {
  it('tells a data directory that was put back to an earlier day', async (test) => {
    const { path } = await stopped(test, 3);
    const copy = `${path}-copy`;
    await cp(path, copy, { recursive: true });
    const { core } = await open(test, path);
    await core.appendEntry({ type: 'register', kind: 'later', hash: `${'A'.repeat(43)}=` });
    await core.close();
    await rm(path, { recursive: true });
    await rename(copy, path);
    const again = await open(test, path);
    expect(again.said.join()).toContain('alarm log-rolled-back raised');
    await again.core.close();
    const last = await open(test, path);
    expect(last.said.join()).not.toContain('log-rolled-back');
  });

  it('refuses to take the place of a store that is gone, and tells one that was exchanged', async (test) => {
    const { path } = await stopped(test, 1);
    await rename(path, `${path}-away`);
    for (const make of [() => Promise.resolve(''), () => mkdir(path)]) {
      await make();
      await expect(openRecorder({ directory: path, cameras: [], whenGone: 'refuse' })).rejects.toMatchObject({
        code: 'recorder/store-removed',
      });
    }
    const other = await stopped(test, 1);
    await rm(path, { recursive: true });
    await rename(other.path, path);
    const { said } = await open(test, path);
    expect(said.join()).toContain('alarm store-replaced raised');
  });
});
