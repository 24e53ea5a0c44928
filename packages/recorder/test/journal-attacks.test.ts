// SPDX-License-Identifier: Apache-2.0
/** What somebody who can write to the data directory of a stopped recorder does to the log's unsigned tail. */
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  completeEntry,
  type Entry,
  encodeCanonicalJson,
  encodeEntry,
  encodeJournalHead,
  encodeJournalRecord,
  formatTime,
  hashLeaf,
  parseEntry,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import type { RecorderCore } from '../src/recording/core/media/recorder-media.ts';
import { temporaryDirectory } from './recorder-world.ts';
import { runCommand } from './run-command.ts';

const sha256 = nodeAlgorithms['sha256-ed25519'];
const record = (text: string) => createHash('sha256').update(text).digest('base64');

type Opened = { readonly core: RecorderCore; readonly said: string[]; readonly path: string };

async function open(test: TestContext, path: string): Promise<Opened> {
  const said: string[] = [];
  const core = await openRecorder(
    { directory: path, workers: 0, cameras: [], log: (_, message) => said.push(message) },
    { retentionEveryMs: 0, checkpointEveryMs: 600_000 },
  );
  test.onTestFinished(() => core.close());
  return { core, said, path };
}

/** A recorder with six register entries behind its last checkpoint, and a copy of its directory as a crash leaves it. */
async function crashed(
  test: TestContext,
  prepare?: (core: RecorderCore) => Promise<unknown>,
): Promise<string> {
  const directory = await temporaryDirectory();
  test.onTestFinished(() => directory.remove());
  const { core } = await open(test, join(directory.path, 'first'));
  await prepare?.(core);
  await core.checkpoint();
  for (let at = 0; at < 6; at++)
    await core.appendEntry({ type: 'register', kind: `access-${at}`, hash: record(`entry ${at}`) });
  const copy = join(directory.path, 'copy');
  await cp(core.directory, copy, { recursive: true });
  for (const name of ['lock.sqlite', 'lock.pid']) await rm(join(copy, name), { force: true });
  return copy;
}

async function entriesOf(core: RecorderCore): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let index = 0; index < core.log.size(); index++) {
    const parsed = parseEntry(await core.log.entryBytes(index));
    if (parsed.kind === 'entry') found.push(parsed.entry);
  }
  return found;
}

const kindsOf = async (core: RecorderCore) =>
  (await entriesOf(core)).flatMap((entry) => ('hash' in entry ? [entry.kind] : []));

async function verified(path: string): Promise<Readonly<Record<string, number>>> {
  const { out } = await runCommand(['verify', path, '--json']);
  return (JSON.parse(out) as { findingCounts: Record<string, number> }).findingCounts;
}

describe('The journal of a recorder that was killed', () => {
  it('with a flipped bit loses that record alone, and alarm, log and verifier say so', async (test) => {
    const path = await crashed(test);
    const file = join(path, 'log/journal');
    const bytes = await readFile(file);
    bytes[bytes.indexOf('access-2')]! ^= 1;
    await writeFile(file, bytes);
    const { core, said } = await open(test, path);
    expect(said.join()).toContain('alarm log-broken raised');
    const kinds = await kindsOf(core);
    expect(kinds.filter((kind) => kind.startsWith('access'))).toEqual(
      [0, 1, 3, 4, 5].map((at) => `access-${at}`),
    );
    expect(kinds).toEqual(expect.arrayContaining(['journal-record-lost', 'journal-broken']));
    expect((await readdir(join(path, 'log'))).some((name) => name.startsWith('journal.kept-'))).toBe(true);
    await core.close();
    expect((await verified(path))['journal-was-broken']).toBe(2);
  });

  it('that is no file, or one without end, is refused in words, by the recorder and by the verifier', async (test) => {
    const path = await crashed(test);
    const file = join(path, 'log/journal');
    await truncate(file, 3 * 2 ** 30);
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    expect(await verified(path)).toMatchObject({ 'log-file-missing': 1 });
    await rm(file);
    await mkdir(file);
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/log-damaged' });
    expect(await verified(path)).toMatchObject({ 'log-file-missing': 1 });
    await rm(file, { recursive: true });
    await symlink('/dev/zero', file);
    expect(await verified(path)).toMatchObject({ 'log-file-missing': 1 });
    const { said } = await open(test, path);
    expect(said.join()).toContain('alarm log-broken raised');
  });

  it.each([
    ['gone altogether', (file: string) => rm(file)],
    ['emptied', (file: string) => writeFile(file, '')],
  ])('that is %s is told', async (_, spoil) => {
    const test = { onTestFinished } as unknown as TestContext;
    const path = await crashed(test);
    await spoil(join(path, 'log/journal'));
    const { core, said } = await open(test, path);
    expect(said.join()).toContain('alarm log-broken raised');
    expect(await kindsOf(core)).toContain('journal-broken');
  });

  it('takes in no line that lacks its authentication code, of either version', async (test) => {
    const path = await crashed(test);
    const forged = encodeCanonicalJson({
      v: 1,
      type: 'config',
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
      at: '2026-11-03T00:00:00.000Z',
      what: 'forged',
      by: 'nobody',
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(forged.length);
    const version1 = Buffer.concat([length, forged, hashLeaf(sha256, forged)]);
    const file = join(path, 'log/journal');
    const before = await readFile(file);
    const origin = `mingjing/${(JSON.parse(await readFile(join(path, 'mingjing-store.json'), 'utf8')) as { recorderId: string }).recorderId}`;
    const own = { key: new Uint8Array(randomBytes(32)), origin };
    for (const line of [version1, encodeJournalRecord(sha256, own, 1000, forged)]) {
      const copy = `${path}-${line.length}`;
      await cp(path, copy, { recursive: true });
      await writeFile(join(copy, 'log/journal'), Buffer.concat([before, line]));
      const { core } = await open(test, copy);
      const entries = await entriesOf(core);
      expect(entries.some((entry) => entry.type === 'config' && entry.what === 'forged')).toBe(false);
      expect((await kindsOf(core)).filter((kind) => kind.startsWith('access'))).toHaveLength(6);
      await core.close();
    }
    // A journal of version 1 in its place is no upgrade: this log has been authenticated before.
    const head = Buffer.alloc(8);
    head.writeBigUInt64BE(BigInt(before.readBigUInt64BE(8)));
    await writeFile(file, Buffer.concat([head, version1]));
    const { core } = await open(test, path);
    expect((await entriesOf(core)).some((entry) => entry.type === 'config' && entry.what === 'forged')).toBe(
      false,
    );
    expect(await kindsOf(core)).toContain('journal-broken');
  });

  it.each(['put in the place of ours', 'read'] as const)(
    'makes no footage older by a time told under a key that was %s',
    async (how) => {
      const test = { onTestFinished } as unknown as TestContext;
      const path = await crashed(test);
      const file = join(path, 'log/journal');
      const before = await readFile(file);
      const first = Number(before.readBigUInt64BE(8));
      const { recorderId } = JSON.parse(await readFile(join(path, 'mingjing-store.json'), 'utf8')) as {
        recorderId: string;
      };
      const later = formatTime(Date.now() + 40 * 86_400_000);
      const clock = { type: 'clock', step: 0, before: later, after: later, source: 'running' } as const;
      const forged = encodeEntry(
        completeEntry({ ...clock, trusted: later }, new Uint8Array(16), Date.parse(later)),
      );
      const isPut = how !== 'read';
      if (isPut) await writeFile(join(path, 'keys/journal.key'), randomBytes(32));
      const seal = {
        key: new Uint8Array(await readFile(join(path, 'keys/journal.key'))),
        origin: `mingjing/${recorderId}`,
      };
      const journal = isPut ? encodeJournalHead(sha256, first) : before;
      const at = isPut ? first : first + 6;
      await writeFile(file, Buffer.concat([journal, encodeJournalRecord(sha256, seal, at, forged)]));
      for (let start = 0; start < 2; start++) {
        const { core, said } = await open(test, path);
        expect(core.trustedNowMs() - Date.now()).toBeLessThan(60_000);
        expect(said.join().includes('alarm log-broken raised')).toBe(isPut && start === 0);
        expect((await kindsOf(core)).filter((kind) => kind.startsWith('access'))).toHaveLength(isPut ? 0 : 6);
        await core.close();
      }
    },
  );

  it('keeps its key apart where the key file is a link, and never makes a new one for a broken link', async (test) => {
    const path = await crashed(test);
    const key = join(path, 'keys/journal.key');
    const elsewhere = `${path}.key`;
    await cp(key, elsewhere);
    await rm(key);
    await symlink(elsewhere, key);
    const first = await open(test, path);
    expect((await kindsOf(first.core)).filter((kind) => kind.startsWith('access'))).toHaveLength(6);
    await first.core.close();
    await rm(elsewhere);
    await expect(open(test, path)).rejects.toMatchObject({ code: 'recorder/journal-key-unusable' });
  });
});

describe('Holds', () => {
  const placed = (core: RecorderCore) =>
    core.holds.place({
      cameras: [],
      fromMs: 1,
      toMs: 9e12,
      reason: '案件',
      ground: 'd799',
      untilMs: undefined,
      by: '演示甲',
    });

  it.each([
    ['lost', async (file: string) => await rm(file)],
    [
      'edited',
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec('DELETE FROM hold');
        database.close();
      },
    ],
  ] as const)('stand in the log: a state file that is %s is made anew from it', async (_, spoil) => {
    const directory = await temporaryDirectory();
    const test = { onTestFinished: () => undefined } as unknown as TestContext;
    const first = await open(test, directory.path);
    const hold = await placed(first.core);
    await first.core.close();
    await rm(join(directory.path, 'state.sqlite-wal'), { force: true });
    await spoil(join(directory.path, 'state.sqlite'));
    const second = await open(test, directory.path);
    expect(second.core.holds.list().map(({ id, reason, by }) => [id, reason, by])).toEqual([
      [hold.id, '案件', '演示甲'],
    ]);
    await second.core.holds.release(hold.id, '演示甲');
    await second.core.holds.release(hold.id, '演示乙');
    await second.core.close();
    await rm(join(directory.path, 'state.sqlite'), { force: true });
    const third = await open(test, directory.path);
    expect(third.core.holds.list()[0]).toMatchObject({ releasedBy: '演示乙', releaseAskedBy: '演示甲' });
    await third.core.close();
    await directory.remove();
  });
});
