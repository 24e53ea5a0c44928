// SPDX-License-Identifier: Apache-2.0
/** Bundles made by somebody without the log key: what they write must not pass under the recorder's name. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BundleFiles } from '../src/bundle/bundle-files.ts';
import { openBundleArchive } from '../src/bundle/bundle-files.ts';
import { signManifest } from '../src/bundle/manifest-note.ts';
import { verifyBundle } from '../src/bundle/verify-bundle.ts';
import { encodeCanonicalJson, type Json } from '../src/bytes/canonical-json.ts';
import { concatBytes, decodeUtf8, encodeUtf8 } from '../src/bytes/octets.ts';
import { parseCheckpoint, signCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { signHandover } from '../src/checkpoint/key-ring.ts';
import { encodeNote, type NoteSigner, signNoteText } from '../src/checkpoint/note.ts';
import { parsePolicy } from '../src/checkpoint/policy.ts';
import { encodeVkey, fingerprintOfKey } from '../src/checkpoint/vkey.ts';
import type { Trust } from '../src/verdict/trust.ts';
import { suites, testSigner } from './node-crypto.ts';
import { accessTo, buildSampleBundle } from './sample-bundle.ts';

type Files = Map<string, Uint8Array>;

const sample = await buildSampleBundle();
const { origin, signer, algorithms } = sample.store;
const thief = testSigner('ed25519', origin, 'thief');
const witness = testSigner('cosignature-v1', 'police.example/witness');
const known: Trust = { keys: [], fingerprints: [fingerprintOfKey(suites, signer.key)] };
const lies = { unit: '伪造的单位', approvedBy: 'nobody' };

async function unpacked(): Promise<Files> {
  const opened = await openBundleArchive(accessTo(sample.bytes));
  if (opened.kind !== 'bundle') throw new Error('refused');
  const files: Files = new Map();
  for (const [path, { sizeBytes }] of opened.files.files)
    files.set(path, Uint8Array.from(await opened.files.read(path, 0, sizeBytes)));
  return files;
}

function asBundle(files: Files): BundleFiles {
  return {
    files: new Map([...files].map(([path, bytes]) => [path, { sizeBytes: bytes.length }])),
    read: async (path, offset, length) => files.get(path)!.subarray(offset, offset + length),
  };
}

/** Lists the files anew; the note is made by these, kept as it was, or left out. */
function remanifest(files: Files, change: object, by: readonly NoteSigner[] | 'kept' | 'none'): Files {
  const old = JSON.parse(decodeUtf8(files.get('manifest.json')!)!) as { [key: string]: Json };
  const own = new Set(['manifest.json', 'manifest.note']);
  const listed = [...files]
    .filter(([path]) => !own.has(path))
    .map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sm3: createHash('sm3').update(bytes).digest('hex'),
    }));
  const { signed, ...rest } = { ...old, ...change, files: listed } as { [key: string]: Json };
  const manifest = encodeCanonicalJson((by === 'none' ? rest : { ...rest, signed: true }) as Json);
  const forged = new Map(files).set('manifest.json', manifest);
  if (by === 'none') forged.delete('manifest.note');
  else if (by !== 'kept') {
    const text = decodeUtf8(signManifest(algorithms, origin, manifest, by[0]!))!.split('\n\n')[0]!;
    const signatures = by.map((one) => signNoteText(`${text}\n`, one));
    forged.set('manifest.note', encodeNote({ text: `${text}\n`, signatures }));
  }
  return forged;
}

function addKey(files: Files, vkey: string, handovers: readonly string[] = []): Files {
  const ring = JSON.parse(decodeUtf8(files.get('keys.json')!)!) as { keys: object[] };
  const keys = [...ring.keys, { role: 'log', vkey }];
  return new Map(files).set(
    'keys.json',
    encodeCanonicalJson({ ...ring, keys, handovers } as unknown as Json),
  );
}

const judge = (files: Files, trust: Trust = known) => verifyBundle(suites, asBundle(files), trust);

async function expectRefused(files: Files, code: string, trust?: Trust): Promise<void> {
  const report = await judge(files, trust);
  expect(report.findings.filter(({ weight }) => weight === 'broken').map((one) => one.code)).toContain(code);
  expect(report.isGood).toBe(false);
  expect(report.rank).toBe('none');
  expect(JSON.stringify(report.sentence)).not.toContain(lies.unit);
  expect(report.statement).toBeUndefined();
}

describe('a manifest written without the log key', () => {
  it('is refused when signed by a key that the bundle itself brings in keys.json', async () => {
    const files = addKey(await unpacked(), encodeVkey(thief.key));
    await expectRefused(remanifest(files, lies, [thief]), 'manifest-signature-broken');
  });

  it('is refused when signed by a key that the bundle brings in policy.txt', async () => {
    const files = await unpacked();
    const policy = decodeUtf8(files.get('policy.txt')!)!;
    files.set('policy.txt', encodeUtf8(policy.replace('quorum', `log ${encodeVkey(thief.key)}\nquorum`)));
    await expectRefused(remanifest(files, lies, [thief]), 'manifest-signature-broken');
  });

  it('is refused when the forger also puts a second signature under the checkpoint', async () => {
    const files = addKey(await unpacked(), encodeVkey(thief.key));
    const { note, size, root } = parseCheckpoint(sample.checkpoint)!;
    const second = parseCheckpoint(signCheckpoint({ origin, size, root }, thief))!.note.signatures;
    files.set('checkpoint.txt', encodeNote({ text: note.text, signatures: [...note.signatures, ...second] }));
    for (const trust of [known, { keys: [] }])
      await expectRefused(remanifest(files, lies, [thief]), 'manifest-signature-broken', trust);
  });

  it('is refused when the forger claims that his key was handed over to the recorder', async () => {
    // Only the thief can sign for himself: the recorder's half is missing.
    const note = signHandover(origin, thief, thief);
    const files = addKey(await unpacked(), encodeVkey(thief.key), [note]);
    await expectRefused(remanifest(files, lies, [thief]), 'manifest-signature-broken');
  });

  it('is refused with the old note, and without any', async () => {
    await expectRefused(remanifest(await unpacked(), lies, 'kept'), 'manifest-signature-broken');
    await expectRefused(remanifest(await unpacked(), lies, 'none'), 'manifest-unsigned');
  });

  it('cannot bring a file of its own, a paper of its own, or drop the register entry', async () => {
    const added = (await unpacked()).set('点我核验.html', encodeUtf8('<h1>ok</h1>'));
    await expectRefused(remanifest(added, {}, 'none'), 'manifest-unsigned');
    expect((await judge(added)).findings[0]!.code).toBe('file-unlisted');
    const paper = (await unpacked()).set('电子证明文件.pdf', encodeUtf8('%PDF-1.4 forged'));
    await expectRefused(remanifest(paper, {}, 'none'), 'manifest-unsigned');
    const files = await unpacked();
    const entries = JSON.parse(decodeUtf8(files.get('entries.json')!)!) as { entry: { type: string } }[];
    const kept = entries.filter(({ entry }) => entry.type !== 'access');
    files.set('entries.json', encodeCanonicalJson(kept as unknown as Json));
    await expectRefused(remanifest(files, {}, 'none'), 'register-missing');
  });

  it('is good when a key signed it that the checkpoint’s own key handed over to', async () => {
    const next = testSigner('ed25519', origin, 'next');
    const files = addKey(await unpacked(), encodeVkey(next.key), [signHandover(origin, signer, next)]);
    const report = await judge(remanifest(files, {}, [next]));
    expect(report.findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect(report.rank).toBe('known-recorder');
  });
});

describe('a playable file, even under a good signature,', () => {
  it('must be the parts byte for byte, its container included', async () => {
    const files = await unpacked();
    const video = files.get('video/gate-1.mp4')!;
    const hidden = encodeUtf8('\0\0\0\x10freehide!!!!');
    files.set('video/gate-1.mp4', concatBytes(video, hidden));
    const report = await judge(remanifest(files, {}, [signer]));
    expect(report.findings.map(({ code }) => code)).toContain('video-differs');
    expect(report.isGood).toBe(false);
  });

  it('must belong to original bytes', async () => {
    const files = await unpacked();
    files.set('video/gate-2.mp4', files.get('video/gate-1.mp4')!);
    const report = await judge(remanifest(files, {}, [signer]));
    expect(report.findings[0]).toMatchObject({ code: 'video-unproven', place: { file: 'video/gate-2.mp4' } });
  });
});

describe('what the verifier brings along and finds no match for makes the answer no:', () => {
  const policyOf = (text: string) => {
    const parsed = parsePolicy(suites, encodeUtf8(text));
    if (parsed.kind !== 'policy') throw new Error('policy');
    return parsed.policy;
  };
  const log = `log ${encodeVkey(signer.key)}\n`;
  const foreign = `log ${encodeVkey(thief.key)}\n`;
  const watched = `witness w ${encodeVkey(witness.key)}\n`;

  it.each([
    ['a policy whose log it is not', { keys: [], policy: policyOf(`${foreign}quorum none\n`) }],
    ['a policy whose witness did not sign', { keys: [], policy: policyOf(`${log}${watched}quorum w\n`) }],
    ['the key of a witness that did not sign', { keys: [signer.key, witness.key] }],
    ['a fingerprint beside a right key', { keys: [signer.key], fingerprints: ['0000 1111'] }],
    ['a key beside a right fingerprint', { ...known, keys: [thief.key] }],
  ] as const)('%s', async (_, trust) => {
    const report = await judge(await unpacked(), trust as Trust);
    expect(report.isGood).toBe(false);
    expect(report.rank).toBe('none');
  });

  it('and a checkpoint that cannot be compared', async () => {
    const { size } = parseCheckpoint(sample.checkpoint)!;
    const other = parseCheckpoint(
      signCheckpoint({ origin, size: size + 1, root: algorithms.hash() }, signer),
    )!;
    const report = await judge(await unpacked(), { keys: [], checkpoint: { checkpoint: other } });
    expect(report.isGood).toBe(false);
  });
});
