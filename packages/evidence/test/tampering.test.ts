// SPDX-License-Identifier: Apache-2.0
/**
 * Random tampering: whatever is done to a store or a bundle is found, and the finding says where. 10⁴ changes by
 * default, 10⁶ with MINGJING_DEEP=1. A failing seed is printed; run it again with MINGJING_SEED.
 */
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { verifyBundleArchive } from '../src/bundle/verify-bundle.ts';
import { concatBytes } from '../src/bytes/octets.ts';
import { formatTime } from '../src/bytes/time.ts';
import { parseCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { verifyStore } from '../src/store/verify-store.ts';
import type { Finding } from '../src/verdict/finding.ts';
import { noTrust } from '../src/verdict/trust.ts';
import { isDeep, rememberingSuites, seededRandom } from './node-crypto.ts';
import { accessTo, buildSampleBundle } from './sample-bundle.ts';
import { buildSampleStore, SampleStore, sampleStartMs, storeFilesOf } from './sample-store.ts';

const rounds = isDeep ? 1_000_000 : 10_000;
const firstSeed = Number(process.env['MINGJING_SEED'] ?? 20_261_103);
const timeLimitMs = isDeep ? 8 * 3_600_000 : 300_000;

const suites = rememberingSuites();

type Files = Map<string, Uint8Array>;
interface Change {
  readonly what: string;
  /** Files the change touched; a finding must name one of them (or, of a segment, its entry). */
  readonly touched: readonly string[];
}

/** The identity file is compared with the log's origin only; its other fields are no evidence. */
const isEvidence = (path: string): boolean => path !== 'mingjing-store.json';

function tamper(files: Files, random: () => number): Change {
  const paths = [...files.keys()].filter(isEvidence);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const path = pick(paths);
  const bytes = files.get(path)!;
  const at = Math.floor(random() * bytes.length);
  const kind = pick([
    'flip',
    'flip',
    'flip',
    'cut',
    'insert',
    'remove',
    'swap',
    'delete',
    'add',
    'overwrite',
  ] as const);
  switch (kind) {
    case 'flip': {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 1 << Math.floor(random() * 8);
      files.set(path, changed);
      break;
    }
    case 'cut':
      files.set(path, bytes.slice(0, at));
      break;
    case 'insert':
      files.set(
        path,
        concatBytes(bytes.subarray(0, at), Uint8Array.of(Math.floor(random() * 256)), bytes.subarray(at)),
      );
      break;
    case 'remove':
      files.set(path, concatBytes(bytes.subarray(0, at), bytes.subarray(at + 1)));
      break;
    case 'overwrite': {
      const changed = Uint8Array.from(bytes);
      const end = Math.min(bytes.length, at + 1 + Math.floor(random() * 40));
      for (let position = at; position < end; position++) changed[position]! ^= 0x55;
      files.set(path, changed);
      break;
    }
    case 'swap': {
      const other = pick(paths.filter((candidate) => differs(files.get(candidate)!, bytes)));
      files.set(path, files.get(other)!);
      files.set(other, bytes);
      return { what: `swap ${path} ${other}`, touched: [path, other] };
    }
    case 'delete':
      files.delete(path);
      break;
    case 'add': {
      const name = pick(['log/', 'footage/gate-1/', 'log/tile/0/', 'footage/']) + Math.floor(random() * 1e6);
      files.set(name, bytes);
      return { what: `add ${name}`, touched: [name] };
    }
  }
  return { what: `${kind} ${path} at ${at}`, touched: [path] };
}

function differs(left: Uint8Array, right: Uint8Array): boolean {
  return left.length !== right.length || left.some((byte, at) => byte !== right[at]);
}

/** Exactly the head of the journal is left: nothing unsigned is proven, so nothing proven is gone. */
const isTailGone = (files: Files): boolean => files.get('log/journal')?.length === 48;

/** A finding counts when it was not there before and names what was touched. */
function located(findings: readonly Finding[], baseline: readonly Finding[], change: Change): boolean {
  const before = new Set(baseline.map((finding) => JSON.stringify(finding)));
  return findings
    .filter((finding) => !before.has(JSON.stringify(finding)))
    .some(({ place }) =>
      change.touched.some((path) => place.file !== undefined && path.startsWith(place.file)),
    );
}

describe(`${rounds} random changes`, () => {
  it('to a store are all found and located', { timeout: timeLimitMs }, async () => {
    const store = buildSampleStore('sha256-ed25519', true, 0.03);
    store.checkpoint();
    store.addSealedSegment('gate-1', 3, 700);
    store.checkpoint();
    store.addAccess('s-2', ['gate-1'], formatTime(sampleStartMs), formatTime(sampleStartMs + 3_600_000));
    store.addSealedSegment('hall.2', 1, 200);
    store.writeJournal();
    const baseline = await verifyStore(suites, storeFilesOf(store.files));
    expect(baseline.isGood).toBe(true);
    const missed: string[] = [];
    for (let round = 0; round < rounds / 2; round++) {
      const seed = firstSeed + round;
      const files = new Map(store.files);
      const change = tamper(files, seededRandom(seed));
      const report = await verifyStore(suites, storeFilesOf(files));
      if (isTailGone(files)) {
        // A journal without records is that of a recorder which has just signed: the footage behind it shows as open.
        expect(report.findings.map(({ code }) => code)).toContain('segment-open');
        continue;
      }
      if (!located(report.findings, baseline.findings, change)) missed.push(`seed ${seed}: ${change.what}`);
    }
    expect(missed).toEqual([]);
  });

  it('to a bundle are all found and make it fail', { timeout: timeLimitMs }, async () => {
    // Of both sizes: with blocks that end inside a part, and with more structure than footage.
    const bundles = [(await buildSampleBundle({ scale: 0.02 })).bytes, (await buildSampleBundle()).bytes];
    const missed: string[] = [];
    for (let round = 0; round < rounds / 2; round++) {
      const seed = firstSeed + round;
      const random = seededRandom(seed);
      const bytes = bundles[round % 10 === 0 ? 1 : 0]!;
      const at = Math.floor(random() * bytes.length);
      const kind = Math.floor(random() * 5);
      const end = at + 1 + Math.floor(random() * 50);
      let changed = Uint8Array.from(bytes);
      if (kind === 0) changed = changed.slice(0, at);
      else if (kind === 1)
        changed = Uint8Array.from(concatBytes(changed.subarray(0, at), changed.subarray(at + 1)));
      else if (kind === 2)
        changed = Uint8Array.from(
          concatBytes(changed.subarray(0, at), Uint8Array.of(7), changed.subarray(at)),
        );
      else if (kind === 3)
        for (let position = at; position < end && position < bytes.length; position++)
          changed[position]! ^= 0xaa;
      else changed[at]! ^= 1 << Math.floor(random() * 8);
      const report = await verifyBundleArchive(suites, accessTo(changed), noTrust, { crc32 });
      const hasPlace = report.findings.some(
        ({ weight, place, code }) =>
          weight === 'broken' &&
          (place.file !== undefined || code === 'archive-truncated' || code === 'archive-not-a-zip'),
      );
      if (report.isGood || !hasPlace) missed.push(`seed ${seed}: kind ${kind} at ${at}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('the tail of a store', () => {
  it('cut off anywhere is told by a checkpoint kept elsewhere', async () => {
    const whole = buildSampleStore('sha256-ed25519', true, 0.03);
    const kept = {
      keys: [],
      checkpoint: { checkpoint: parseCheckpoint(whole.files.get('log/checkpoint')!)! },
    };
    expect((await verifyStore(suites, storeFilesOf(whole.files), kept)).isGood).toBe(true);
    // A shorter history with the same key, as whoever holds it could write it.
    for (let length = 1; length <= 4; length++) {
      const shorter = new SampleStore();
      shorter.add({ type: 'config', what: 'cameras', by: 'installer', after: 'two' });
      for (let at = 1; at < length; at++) shorter.addSegment('gate-1', 3, 600);
      shorter.checkpoint();
      const report = await verifyStore(suites, storeFilesOf(shorter.files), kept);
      expect(report.findings.map(({ code }) => code)).toContain('checkpoint-beyond-log');
    }
  });
});

describe('every byte', () => {
  it('of a store outside the footage is guarded', { timeout: timeLimitMs }, async () => {
    const store = buildSampleStore('sha256-ed25519', true, 0.01);
    const baseline = await verifyStore(suites, storeFilesOf(store.files));
    const missed: string[] = [];
    const step = isDeep ? 1 : 7;
    for (const [path, bytes] of store.files) {
      if (!isEvidence(path) || path.startsWith('footage/')) continue;
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        const files = new Map(store.files).set(path, changed);
        const report = await verifyStore(suites, storeFilesOf(files));
        const change = { what: '', touched: [path] };
        if (!located(report.findings, baseline.findings, change)) missed.push(`${path} at ${at}`);
      }
    }
    expect(missed).toEqual([]);
  });
});
