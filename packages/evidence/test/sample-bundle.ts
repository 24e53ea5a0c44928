// SPDX-License-Identifier: Apache-2.0
/** A bundle of the sample store: one camera or all, any range. */

import { BundleBuilder, type BundlePlan } from '../src/bundle/build-bundle.ts';
import { writeBundle } from '../src/bundle/write-bundle.ts';
import { encodeBase64Url } from '../src/bytes/base64.ts';
import { encodeCanonicalJson } from '../src/bytes/canonical-json.ts';
import { concatBytes, encodeUtf8 } from '../src/bytes/octets.ts';
import { formatTime, parseTime } from '../src/bytes/time.ts';
import { addSignatures, cosignCheckpoint, parseCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { encodeNote, type NoteSigner, parseSignatureLine } from '../src/checkpoint/note.ts';
import { createPolicy, encodePolicy } from '../src/checkpoint/policy.ts';
import { encodeVkey } from '../src/checkpoint/vkey.ts';
import { parseEntry } from '../src/entry/parse-entry.ts';
import { inclusionPath } from '../src/merkle/proofs.ts';
import { hashLeaf } from '../src/merkle/tree-hash.ts';
import { provePart } from '../src/proof/block-proof.ts';
import type { BundleStatement } from '../src/verdict/bundle-statement.ts';
import type { RandomAccess } from '../src/zip/read-zip.ts';
import { suites } from './node-crypto.ts';
import { SampleStore, sampleStartMs } from './sample-store.ts';

export interface SampleBundle {
  readonly store: SampleStore;
  readonly plan: BundlePlan;
  readonly bytes: Uint8Array;
  /** The newest checkpoint of the store, as on disk. */
  readonly checkpoint: Uint8Array;
}

export interface BundleWish {
  readonly suite?: 'sha256-ed25519' | 'sm3-sm2';
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly witness?: NoteSigner;
  /** Of the footage, 1 when absent: a smaller bundle is verified sooner and has a larger share of structure. */
  readonly scale?: number;
  /** Of the manifest, changed before it is signed. */
  readonly statement?: Partial<BundleStatement>;
}

/** Camera gate-1: two segments, a gap, a deleted segment in between, another initialization at the end. */
export async function buildSampleBundle(wish: BundleWish = {}): Promise<SampleBundle> {
  const store = new SampleStore(wish.suite);
  const scaled = (payloadBytes: number) => Math.ceil(payloadBytes * (wish.scale ?? 1));
  store.add({ type: 'config', what: 'cameras', by: 'installer', after: 'one' });
  store.addSegment('gate-1', 3, scaled(18_000));
  store.addGap('gate-1', 2500);
  store.addSegment('gate-1', 3, scaled(5000));
  store.checkpoint();
  const gone = store.addSegment('gate-1', 2, scaled(300));
  store.addSegment('gate-1', 2, scaled(33_000), 1);
  store.bury(gone);
  const fromMs = wish.fromMs ?? sampleStartMs;
  const toMs = wish.toMs ?? sampleStartMs + 12_500;
  store.addAccess('s-1', ['gate-1'], formatTime(fromMs), formatTime(toMs));
  const signed = store.checkpoint();
  const parsed = parseCheckpoint(signed)!;
  const line =
    wish.witness && parseSignatureLine(cosignCheckpoint(parsed, wish.witness, 1_793_700_000).trimEnd())!;
  const checkpoint = line ? encodeNote(addSignatures(parsed.note, [line])) : signed;

  const builder = new BundleBuilder(suites, store.algorithms);
  const leaves = store.entries.map((entry) => hashLeaf(store.algorithms, entry));
  store.entries.forEach((bytes, index) => {
    const parsedEntry = parseEntry(bytes);
    if (parsedEntry.kind !== 'entry' || parsedEntry.entry.type === 'config') return;
    if ('start' in parsedEntry.entry) {
      const { start, end } = parsedEntry.entry;
      if (parseTime(end)! <= fromMs || parseTime(start)! >= toMs) return;
    }
    builder.addEntry(index, bytes, inclusionPath(store.algorithms, leaves, index));
  });
  const parts = new Map<string, Uint8Array>();
  for (const segment of store.segments) {
    if (segment === gone) continue;
    const { camera, n, start } = segment.entry;
    const segmentStartMs = parseTime(start)!;
    const roots = segment.digest.parts.map(({ root }) => root);
    segment.parts.forEach((bytes, part) => {
      const partStart = segmentStartMs + (part - 1) * 1000;
      if (part > 0 && (partStart + 1000 <= fromMs || partStart >= toMs)) return;
      if (segmentStartMs + (segment.parts.length - 1) * 1000 <= fromMs || segmentStartMs >= toMs) return;
      const proof = provePart(store.algorithms, roots, part);
      builder.addPart({ camera, n, part, bytes, proof, segmentStartMs });
      parts.set(`${camera}/${n}/${part}`, bytes);
    });
  }
  for (const path of ['电子证明文件.pdf', 'form.pdf', 'README.txt'])
    builder.addPaper(path, encodeUtf8(`paper ${path}\n`));
  const witnesses = wish.witness ? [{ name: 'police', key: wish.witness.key }] : [];
  const plan = builder.finish({
    statement: {
      origin: store.origin,
      what: '公共安全视频图像',
      made: formatTime(sampleStartMs + 3_600_000),
      unit: '演示宾馆',
      cameras: [{ id: 'gate-1', name: '大门' }],
      from: formatTime(fromMs),
      to: formatTime(toMs),
      purpose: '调查取证',
      ground: 'd799/official-access',
      officers: [
        { name: '演示民警甲', unit: '演示派出所', id: '演示001' },
        { name: '演示民警乙', unit: '演示派出所', id: '演示002' },
      ],
      session: 's-1',
      person: { salt: encodeBase64Url(store.person.salt), record: store.person.record },
      ...wish.statement,
    },
    checkpoint,
    signer: store.signer,
    keys: encodeCanonicalJson({
      v: 1,
      keys: [
        { role: 'log', vkey: encodeVkey(store.signer.key), label: '演示宾馆' },
        ...(wish.witness ? [{ role: 'witness', vkey: encodeVkey(wish.witness.key) }] : []),
      ],
    }),
    policy: encodePolicy(createPolicy([store.signer.key], witnesses, witnesses.length)),
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of writeBundle(
    plan,
    async ({ camera, n, part }) => parts.get(`${camera}/${n}/${part}`)!,
  ))
    pieces.push(piece);
  return { store, plan, bytes: concatBytes(...pieces), checkpoint };
}

export function accessTo(bytes: Uint8Array): RandomAccess {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
