// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { BundleFiles } from '../src/bundle/bundle-files.ts';
import { openBundleArchive } from '../src/bundle/bundle-files.ts';
import { verifyBundle, verifyBundleArchive } from '../src/bundle/verify-bundle.ts';
import { decodeUtf8, encodeUtf8 } from '../src/bytes/octets.ts';
import { formatTime } from '../src/bytes/time.ts';
import { parseCheckpoint, signCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { fingerprintOfKey } from '../src/checkpoint/vkey.ts';
import type { Trust } from '../src/verdict/trust.ts';
import { parseBoxes } from '../src/video/boxes.ts';
import { suites, testSigner } from './node-crypto.ts';
import { accessTo, buildSampleBundle } from './sample-bundle.ts';
import { sampleStartMs } from './sample-store.ts';

const witness = testSigner('cosignature-v1', 'police.example/witness');
const sample = await buildSampleBundle();

const verify = (bytes: Uint8Array, trust?: Trust) => verifyBundleArchive(suites, accessTo(bytes), trust);

/** The bundle unpacked, so that single files can be exchanged. */
async function unpacked(bytes = sample.bytes): Promise<Map<string, Uint8Array>> {
  const opened = await openBundleArchive(accessTo(bytes));
  if (opened.kind !== 'bundle') throw new Error('refused');
  const files = new Map<string, Uint8Array>();
  for (const [path, { sizeBytes }] of opened.files.files)
    files.set(path, Uint8Array.from(await opened.files.read(path, 0, sizeBytes)));
  return files;
}

function asBundle(files: ReadonlyMap<string, Uint8Array>): BundleFiles {
  return {
    files: new Map([...files].map(([path, bytes]) => [path, { sizeBytes: bytes.length }])),
    read: async (path, offset, length) => files.get(path)!.subarray(offset, offset + length),
  };
}

const brokenCodes = async (files: ReadonlyMap<string, Uint8Array>, trust?: Trust): Promise<string[]> => {
  const report = await verifyBundle(suites, asBundle(files), trust);
  return report.findings.filter(({ weight }) => weight === 'broken').map(({ code }) => code);
};

describe('a bundle', () => {
  it('has the files of the contract in their order and is the same every time', async () => {
    expect((await buildSampleBundle()).bytes).toEqual(sample.bytes);
    const names = sample.plan.files.map(({ path }) => path);
    expect(names.slice(0, 5)).toEqual([
      'manifest.json',
      'manifest.note',
      'video/gate-1.mp4',
      'video/gate-1~2.mp4',
      'parts/gate-1/1-0',
    ]);
    expect(names).toEqual(
      expect.arrayContaining([
        'entries.json',
        'proofs.json',
        'proofs/gate-1-1.tlog-proof',
        'policy.txt',
        'checkpoint.txt',
        'keys.json',
        '电子证明文件.pdf',
        'form.pdf',
        'README.txt',
      ]),
    );
    expect(sample.plan.sizeBytes).toBe(sample.bytes.length);
  });

  it('plays from zero, without a jump where segments meet, with the gap where there was one', async () => {
    const video = (await unpacked()).get('video/gate-1.mp4')!;
    const starts = parseBoxes(video)!
      .filter(({ type }) => type === 'moof')
      .map(({ offsetBytes }) => {
        // moof(8) mfhd(16) traf(8) tfhd(16) tfdt: header and flags, then the time.
        const view = new DataView(video.buffer, video.byteOffset);
        return Number(view.getBigUint64(offsetBytes + 8 + 16 + 8 + 16 + 12)) / 90_000;
      });
    expect(starts).toEqual([0, 1, 2, 5.5, 6.5, 7.5]);
  });

  it('rises through the three ranks with what the verifier brings along', async () => {
    const own = await verify(sample.bytes);
    expect(own.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect(own.rank).toBe('self-consistent');
    expect(own.sentence.zh).toContain('公钥只来自材料本身');
    const key = sample.store.signer.key;
    expect((await verify(sample.bytes, { keys: [key] })).rank).toBe('known-recorder');
    const fingerprints = [fingerprintOfKey(suites, key).toLowerCase()];
    expect((await verify(sample.bytes, { keys: [], fingerprints })).rank).toBe('known-recorder');
    const outside = { checkpoint: parseCheckpoint(sample.checkpoint)! };
    expect((await verify(sample.bytes, { keys: [], checkpoint: outside })).rank).toBe('known-recorder');

    const witnessed = await buildSampleBundle({ witness });
    expect((await verify(witnessed.bytes)).rank).toBe('self-consistent');
    const report = await verify(witnessed.bytes, { keys: [key, witness.key] });
    expect(report.rank).toBe('witnessed');
    expect(report.sentence.en).toContain('Witnessed by police.example/witness at ');
    expect(report.sentence.zh).toContain('演示宾馆');
  });

  it('of the national algorithms verifies the same way', async () => {
    const national = await buildSampleBundle({ suite: 'sm3-sm2' });
    const report = await verify(national.bytes, { keys: [national.store.signer.key] });
    expect(report.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect(report.rank).toBe('known-recorder');
  });

  it('cut to a few fragments is complete for what it claims', async () => {
    const part = await buildSampleBundle({ fromMs: sampleStartMs + 1200, toMs: sampleStartMs + 6800 });
    const names = part.plan.files.map(({ path }) => path).filter((path) => path.startsWith('parts/'));
    expect(names).toEqual(['1-0', '1-2', '1-3', '3-0', '3-1', '3-2'].map((name) => `parts/gate-1/${name}`));
    const report = await verify(part.bytes);
    expect(report.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect(report.isGood).toBe(true);
  });
});

describe('a range that begins before the camera', () => {
  const earlier = sampleStartMs - 5000;
  it('is complete from its first entry on, and says where that is', async () => {
    const report = await verify((await buildSampleBundle({ fromMs: earlier })).bytes);
    expect(report.isGood).toBe(true);
    expect(report.findings.find(({ code }) => code === 'recording-began')?.weight).toBe('note');
  });

  it('is not complete when the first entry is left out', async () => {
    const report = await verify(
      (await buildSampleBundle({ fromMs: sampleStartMs + 4000, statement: { from: formatTime(earlier) } }))
        .bytes,
    );
    expect(report.findings.map(({ code }) => code)).toContain('range-not-covered');
  });
});

describe('each failure has its own verdict:', () => {
  it('wrong key', async () => {
    const other = testSigner('ed25519', sample.store.origin, 'other').key;
    const report = await verify(sample.bytes, { keys: [other] });
    expect(report.findings[0]!.code).toBe('checkpoint-wrong-key');
    expect((await verify(sample.bytes, { keys: [], fingerprints: ['0000 1111'] })).findings[0]!.code).toBe(
      'checkpoint-wrong-key',
    );
  });

  it('truncated ZIP', async () => {
    for (const length of [sample.bytes.length - 1, sample.bytes.length >> 1, 100])
      expect((await verify(sample.bytes.subarray(0, length))).findings[0]!.code).toBe('archive-truncated');
  });

  it('swapped files', async () => {
    const files = await unpacked();
    const one = files.get('parts/gate-1/1-1')!;
    files.set('parts/gate-1/1-1', files.get('parts/gate-1/1-2')!);
    files.set('parts/gate-1/1-2', one);
    const codes = await brokenCodes(files);
    expect(codes.filter((code) => code === 'part-altered')).toHaveLength(2);
  });

  it('altered register entry', async () => {
    const files = await unpacked();
    const text = decodeUtf8(files.get('entries.json')!)!;
    files.set('entries.json', encodeUtf8(text.replace('"purpose":"调查取证"', '"purpose":"调查取正"')));
    const report = await verifyBundle(suites, asBundle(files));
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'entry-altered',
        place: { file: 'entries.json', index: 7 },
        facts: { type: 'access' },
      }),
    );
  });

  it('a manifest whose words differ from the register', async () => {
    const lying = await buildSampleBundle({ statement: { purpose: '别的目的' } });
    expect((await verify(lying.bytes)).findings[0]).toMatchObject({
      code: 'register-differs',
      facts: { field: 'purpose' },
    });
    const person = { salt: 'AAAAAAAAAAAAAAAAAAAAAA', record: { name: '另一人' } };
    const other = await buildSampleBundle({ statement: { person } });
    expect((await verify(other.bytes)).findings[0]).toMatchObject({ facts: { field: 'person' } });
  });

  it('missing part', async () => {
    const files = await unpacked();
    files.delete('parts/gate-1/3-2');
    const codes = await brokenCodes(files);
    expect(codes).toContain('file-missing');
    expect(codes).toContain('part-missing');
  });

  it('reordered entries', async () => {
    const files = await unpacked();
    const entries = JSON.parse(decodeUtf8(files.get('entries.json')!)!) as unknown[];
    files.set('entries.json', encodeUtf8(JSON.stringify([entries[1], entries[0], ...entries.slice(2)])));
    expect(await brokenCodes(files)).toContain('entries-reordered');
  });

  it('a later checkpoint that is not consistent', async () => {
    const { origin, signer, algorithms } = sample.store;
    const inside = parseCheckpoint(sample.checkpoint)!;
    const forked = parseCheckpoint(
      signCheckpoint({ origin, size: inside.size + 1, root: algorithms.hash() }, signer),
    )!;
    const trust = {
      keys: [],
      checkpoint: { checkpoint: forked, oldSize: inside.size, path: [algorithms.hash()] },
    };
    expect((await verify(sample.bytes, trust)).findings[0]!.code).toBe('outside-checkpoint-inconsistent');
    const same = parseCheckpoint(
      signCheckpoint({ origin, size: inside.size, root: algorithms.hash() }, signer),
    )!;
    expect(
      (await verify(sample.bytes, { keys: [], checkpoint: { checkpoint: same } })).findings[0]!.code,
    ).toBe('outside-checkpoint-inconsistent');
    const unknown = await verify(sample.bytes, { keys: [], checkpoint: { checkpoint: forked } });
    expect(unknown.findings.map(({ code }) => code)).toContain('outside-checkpoint-not-comparable');
  });

  it('a playable file that is not made of the parts', async () => {
    const files = await unpacked();
    const video = files.get('video/gate-1.mp4')!;
    video[video.length - 3]! ^= 1;
    expect((await brokenCodes(files)).sort()).toEqual(['file-altered', 'video-differs']);
  });

  it('signed anew by somebody else', async () => {
    const files = await unpacked();
    const thief = testSigner('ed25519', sample.store.origin, 'thief');
    const { origin, size, root } = parseCheckpoint(sample.checkpoint)!;
    files.set('checkpoint.txt', signCheckpoint({ origin, size, root }, thief));
    expect(await brokenCodes(files)).toContain('checkpoint-unknown-key');
  });

  it('a policy, keys or proofs that make no sense', async () => {
    for (const [path, code] of [
      ['policy.txt', 'policy-malformed'],
      ['keys.json', 'keys-malformed'],
      ['proofs.json', 'proofs-malformed'],
      ['entries.json', 'entries-malformed'],
      ['checkpoint.txt', 'checkpoint-malformed'],
      ['manifest.json', 'manifest-malformed'],
    ] as const) {
      const files = await unpacked();
      files.set(path, encodeUtf8('{"rubbish":[['));
      expect(await brokenCodes(files), path).toContain(code);
    }
  });

  it('no file at all, or another kind of file', async () => {
    expect((await verify(new Uint8Array(0))).findings[0]!.code).toBe('archive-not-a-zip');
    expect((await verify(encodeUtf8('%PDF-1.7'))).findings[0]!.code).toBe('archive-not-a-zip');
  });
});
