// SPDX-License-Identifier: Apache-2.0
/** A large log verifies in little memory: 20,000 entries by default, 10⁶ with MINGJING_DEEP=1. */
import { describe, expect, it } from 'vitest';
import { formatTime } from '../src/bytes/time.ts';
import { signCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { encodeVkey } from '../src/checkpoint/vkey.ts';
import { completeEntry, encodeEntry } from '../src/entry/encode-entry.ts';
import { encodeJournalHead } from '../src/log/journal.ts';
import { LogReader } from '../src/log/log-reader.ts';
import { emptyLog, planAppend, rootOfEdge } from '../src/log/plan-append.ts';
import { readLogEdge } from '../src/log/read-log-edge.ts';
import { verifyConsistency, verifyInclusion } from '../src/merkle/proofs.ts';
import { verifyStore } from '../src/store/verify-store.ts';
import { isDeep, seededBytes, sha256, suites, testOrigin, testSigner } from './node-crypto.ts';
import { sampleStartMs, storeFilesOf } from './sample-store.ts';

const count = isDeep ? 1_000_000 : 20_000;
const salt = seededBytes(1, 16);

describe(`a log of ${count} entries`, () => {
  const files = new Map<string, Uint8Array>();
  const signer = testSigner('ed25519', testOrigin);
  let edge = emptyLog;
  for (let n = 1; n <= count; ) {
    const batch: Uint8Array[] = [];
    for (; n <= count && batch.length < 700; n++) {
      const start = formatTime(sampleStartMs + n * 1000);
      const end = formatTime(sampleStartMs + n * 1000 + 1000);
      batch.push(
        encodeEntry(completeEntry({ type: 'gap', camera: 'a', n, start, end, cause: 'test' }, salt, 0)),
      );
    }
    const plan = planAppend(sha256, edge, batch);
    for (const { path, bytes } of plan.writes) files.set(`log/${path}`, bytes);
    edge = plan.edge;
    const note = signCheckpoint({ origin: testOrigin, size: edge.size, root: plan.root }, signer);
    files.set(`log/checkpoints/${edge.size}`, note);
    files.set('log/checkpoint', note);
  }
  files.set('log/journal', encodeJournalHead(suites['sha256-ed25519'], edge.size));
  files.set('keys/log.vkey', Buffer.from(`${encodeVkey(signer.key)}\n`));
  files.set('mingjing-store.json', Buffer.from('{"recorderId":"test","suite":"sha256-ed25519"}'));
  const readFile = async (path: string): Promise<Uint8Array | undefined> => files.get(`log/${path}`);

  it('verifies, every old checkpoint with it, and memory hardly grows', { timeout: 600_000 }, async () => {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const report = await verifyStore(suites, storeFilesOf(files));
    expect(report.findings).toEqual([]);
    expect(report.checked.entries).toBe(count);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });

  it('goes on from its partial tiles, and proves entries and earlier states from files', async () => {
    const again = await readLogEdge(sha256, edge.size, readFile);
    expect(rootOfEdge(sha256, again)).toEqual(rootOfEdge(sha256, edge));
    expect(again.entries.length).toBe(edge.size % 256);
    const log = new LogReader(sha256, edge.size, readFile);
    const root = await log.root();
    expect(root).toEqual(rootOfEdge(sha256, edge));
    for (const index of [0, 255, 256, 12_345, count - 1]) {
      const leaf = await log.leaf(index);
      const proof = { leaf, index, size: edge.size, path: await log.inclusionPath(index) };
      expect(verifyInclusion(sha256, proof, root).kind).toBe('proven');
    }
    for (const size of [1, 256, 700, 65_536 % count, count - 1]) {
      const old = { size, root: await log.root(size) };
      const path = await log.consistencyPath(size);
      expect(verifyConsistency(sha256, old, { size: edge.size, root }, path).kind).toBe('proven');
    }
    await expect(log.entry(count)).rejects.toMatchObject({ code: 'evidence/index-out-of-range' });
  });
});
