// SPDX-License-Identifier: Apache-2.0
/**
 * Verify throughput as a fraction of plain hashing of the same files in the same run, and memory and time for a log
 * of many entries. `node bench/verify/run.ts [segments] [entries]`; results go into README.md by hand.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  completeEntry,
  emptyLog,
  encodeBase64,
  encodeEntry,
  encodeHashSheet,
  encodeJournalHead,
  encodeVkey,
  formatTime,
  hashSheetSuffix,
  type LogEdge,
  pathOfSegment,
  planAppend,
  type SegmentEntry,
  SegmentHasher,
  signCheckpoint,
  verifyStore,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { openStoreFiles } from '../../packages/cli/src/verify/disk-files.ts';
import { testSigner } from '../../packages/evidence/test/node-crypto.ts';
import { sampleFragment, sampleInit } from '../../packages/evidence/test/sample-footage.ts';

const algorithms = nodeAlgorithms['sha256-ed25519'];
const origin = 'mingjing/bench';
const signer = testSigner('ed25519', origin);
const startMs = Date.parse('2026-11-03T00:00:00.000Z');
const fragmentBytes = 500_000;

const segments = Number(process.argv[2] ?? 24);
const entries = Number(process.argv[3] ?? 1_000_000);

class DiskStore {
  readonly directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  #edge: LogEdge = emptyLog;

  constructor() {
    const identity = { format: 1, storeId: 's', recorderId: 'bench', suite: 'sha256-ed25519' };
    this.write('mingjing-store.json', Buffer.from(JSON.stringify(identity)));
    this.write('keys/log.vkey', Buffer.from(`${encodeVkey(signer.key)}\n`));
  }

  write(path: string, bytes: Uint8Array): void {
    const full = join(this.directory, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
  }

  append(list: readonly Uint8Array[]): void {
    const plan = planAppend(algorithms, this.#edge, list);
    for (const { path, bytes } of plan.writes) this.write(`log/${path}`, bytes);
    for (const folder of plan.removable)
      rmSync(join(this.directory, 'log', folder), { recursive: true, force: true });
    this.#edge = plan.edge;
    const note = signCheckpoint({ origin, size: plan.edge.size, root: plan.root }, signer);
    this.write(`log/checkpoints/${plan.edge.size}`, note);
    this.write('log/checkpoint', note);
    this.write('log/journal', encodeJournalHead(algorithms, plan.edge.size));
  }
}

function segmentFields(n: number, bytes: number, parts: number, root: Uint8Array, sizes: Uint8Array) {
  return {
    type: 'segment',
    camera: 'cam-1',
    n,
    start: formatTime(startMs + (n - 1) * 60_000),
    end: formatTime(startMs + n * 60_000),
    bytes,
    parts,
    root: encodeBase64(root),
    sizes: encodeBase64(sizes),
    codec: 'avc1.640028',
    clock: { source: 'rtcp', offsetMs: 0 },
    cameraSignature: 'absent',
  } as const;
}

function buildFootageStore(withSheets: boolean): {
  readonly store: DiskStore;
  readonly paths: readonly string[];
} {
  const store = new DiskStore();
  const paths: string[] = [];
  const list: Uint8Array[] = [];
  for (let n = 1; n <= segments; n++) {
    const hasher = new SegmentHasher(algorithms);
    const pieces: Uint8Array[] = [sampleInit()];
    for (let i = 0; i < 60; i++) {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(fragmentBytes + 8);
      head.write('mdat', 4, 'latin1');
      pieces.push(
        Buffer.concat([
          sampleFragment(i + 1, i * 1000, 1, 0).subarray(0, -8),
          head,
          randomBytes(fragmentBytes),
        ]),
      );
    }
    for (const piece of pieces) hasher.addPart(piece);
    const digest = hasher.finish();
    const fields = segmentFields(n, digest.sizeBytes, pieces.length, digest.root, digest.sizesHash);
    const path = pathOfSegment(fields as unknown as SegmentEntry);
    store.write(path, Buffer.concat(pieces));
    if (withSheets) store.write(`${path}${hashSheetSuffix}`, encodeHashSheet(digest));
    paths.push(join(store.directory, path));
    list.push(encodeEntry(completeEntry(fields, randomBytes(16), startMs)));
  }
  store.append(list);
  return { store, paths };
}

/** The same reads, one hash, nothing else. */
async function plainHash(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  const piece = Buffer.allocUnsafe(1 << 20);
  for (const path of paths) {
    const handle = await open(path, 'r');
    const hasher = createHash('sha256');
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length);
      if (bytesRead === 0) break;
      hasher.update(piece.subarray(0, bytesRead));
      bytes += bytesRead;
    }
    hasher.digest();
    await handle.close();
  }
  return bytes;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function measureThroughput(): Promise<void> {
  for (const withSheets of [true, false]) {
    const { store, paths } = buildFootageStore(withSheets);
    try {
      let bytes = 0;
      const verify = async (): Promise<void> => {
        const report = await verifyStore(nodeAlgorithms, openStoreFiles(store.directory));
        if (!report.isGood) throw new Error(report.sentence.en);
      };
      await plainHash(paths);
      const plain: number[] = [];
      const verified: number[] = [];
      for (let round = 0; round < 3; round++) {
        plain.push(await seconds(async () => (bytes = await plainHash(paths))));
        verified.push(await seconds(verify));
      }
      const best = { plain: Math.min(...plain), verify: Math.min(...verified) };
      const rate = (s: number): string => `${(bytes / s / 2 ** 30).toFixed(2)} GiB/s`;
      console.log(
        `${withSheets ? 'with' : 'without'} sheets: ${(bytes / 2 ** 20).toFixed(0)} MiB, plain SHA-256 ${rate(best.plain)}, verify ${rate(best.verify)}, ratio ${(best.plain / best.verify).toFixed(2)}`,
      );
    } finally {
      rmSync(store.directory, { recursive: true, force: true });
    }
  }
}

async function measureManyEntries(): Promise<void> {
  const store = new DiskStore();
  try {
    let list: Uint8Array[] = [];
    for (let n = 1; n <= entries; n++) {
      const fields = {
        type: 'gap',
        camera: 'cam-1',
        n,
        start: formatTime(startMs + n * 1000),
        end: formatTime(startMs + (n + 1) * 1000),
        cause: 'bench',
      } as const;
      list.push(encodeEntry(completeEntry(fields, randomBytes(16), startMs)));
      if (list.length < 1024 && n < entries) continue;
      store.append(list);
      list = [];
    }
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const taken = await seconds(async () => {
      const report = await verifyStore(nodeAlgorithms, openStoreFiles(store.directory));
      if (!report.isGood) throw new Error(report.sentence.en);
    });
    clearInterval(timer);
    console.log(
      `${entries} entries: ${taken.toFixed(1)} s, memory grew by ${((peak - before) / 2 ** 20).toFixed(0)} MiB to ${(peak / 2 ** 20).toFixed(0)} MiB`,
    );
  } finally {
    rmSync(store.directory, { recursive: true, force: true });
  }
}

console.log(`${cpus()[0]?.model ?? '?'} × ${cpus().length}, Node ${process.version}`);
await measureThroughput();
await measureManyEntries();
