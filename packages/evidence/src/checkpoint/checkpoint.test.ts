// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sha256, suites, testOrigin, testSigner } from '../../test/node-crypto.ts';
import { originOfRecorder } from '../algorithms.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import {
  addSignatures,
  cosignCheckpoint,
  encodeCheckpointText,
  parseCheckpoint,
  parseCheckpointText,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpoint.ts';
import { checkSignatures, encodeNote, parseNote, parseSignatureLine } from './note.ts';
import { encodeVkey, fingerprintOfKey, parseVkey } from './vkey.ts';

/** The example of Go's golang.org/x/mod/sumdb/note, whose format C2SP signed-note describes. */
const peter = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`,
};

/** The checkpoint shown in C2SP tlog-cosignature and tlog-witness, with the keys of its example. */
const sofa = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

describe('a signed note', () => {
  it('of the Go implementation verifies with its key', () => {
    const key = parseVkey(suites, peter.vkey)!;
    const note = parseNote(encodeUtf8(peter.note))!;
    expect(key.id).toBe('c74f20a3');
    expect(encodeVkey(key)).toBe(peter.vkey);
    expect(checkSignatures(suites, note, [key])).toEqual([{ key, isValid: true }]);
    expect(decodeUtf8(encodeNote(note))).toBe(peter.note);
    const altered = parseNote(encodeUtf8(peter.note.replace('answer', 'Answer')))!;
    expect(checkSignatures(suites, altered, [key])).toEqual([{ key, isValid: false }]);
  });

  it('of C2SP is read with its co-signature and time', () => {
    const checkpoint = parseCheckpoint(encodeUtf8(sofa))!;
    expect(checkpoint.origin).toBe('example.com/behind-the-sofa');
    expect(checkpoint.size).toBe(20852163);
    expect(checkpoint.root).toEqual(decodeBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='));
    const witness = checkpoint.note.signatures[1]!;
    expect(witness.id).toBe('8d66cf3f');
    // The document's own message shows `time 1679315147`.
    expect(Number(new DataView(witness.signature.slice(0, 8).buffer).getBigUint64(0))).toBe(1679315147);
  });

  it('is refused when it is none', () => {
    const body = 'text\n\n— name AAAAAAA=\n';
    expect(parseNote(encodeUtf8(body))).toBeDefined();
    for (const broken of [
      '',
      'text\n',
      'text\n\n',
      body.slice(0, -1),
      body.replace('—', '-'),
      body.replace(' name', '  name'),
      body.replace('name', 'na+me'),
      body.replace('AAAAAAA=', 'AAAAAAB='),
      body.replace('AAAAAAA=', 'AAAA'),
      body.replace('text', 'te\u0001xt'),
      body.replace('text', 'te\rxt'),
      `text\n\n${'— name AAAAAAA=\n'.repeat(65)}`,
    ])
      expect(parseNote(encodeUtf8(broken)), JSON.stringify(broken)).toBeUndefined();
    expect(parseNote(Uint8Array.of(0xff, 0x0a, 0x0a))).toBeUndefined();
  });
});

describe('a verifier key', () => {
  it('is refused when its id, kind or length does not fit', () => {
    expect(parseVkey(suites, peter.vkey.replace('c74f20a3', 'c74f20a4'))).toBeUndefined();
    expect(parseVkey(suites, peter.vkey.replace('Peter', 'Pater'))).toBeUndefined();
    expect(parseVkey(suites, peter.vkey.slice(0, -4))).toBeUndefined();
    expect(parseVkey(suites, 'rubbish')).toBeUndefined();
  });

  it('has its own id per kind, and a fingerprint that does not depend on its name', () => {
    const log = testSigner('ed25519', 'a', 'same').key;
    const other = testSigner('ed25519', 'b', 'same').key;
    const witness = testSigner('cosignature-v1', 'a', 'same').key;
    expect(log.id).not.toBe(witness.id);
    expect(fingerprintOfKey(suites, log)).toBe(fingerprintOfKey(suites, other));
    expect(fingerprintOfKey(suites, log)).not.toBe(fingerprintOfKey(suites, witness));
    expect(fingerprintOfKey(suites, log)).toMatch(/^(?:[0-9A-F]{4} ){7}[0-9A-F]{4}$/);
  });
});

describe('a checkpoint', () => {
  const log = testSigner('ed25519', testOrigin);
  const witness = testSigner('cosignature-v1', 'police.example/witness');
  const root = sha256.hash(encodeUtf8('root'));
  const signed = parseCheckpoint(signCheckpoint({ origin: testOrigin, size: 7, root }, log))!;

  it('is signed by the log and witnessed at a time', () => {
    const line = parseSignatureLine(cosignCheckpoint(signed, witness, 1_700_000_000).trimEnd())!;
    const witnessed = { ...signed, note: addSignatures(signed.note, [line, line]) };
    expect(witnessed.note.signatures).toHaveLength(2);
    expect(verifyCheckpoint(suites, witnessed, [log.key, witness.key])).toEqual({
      kind: 'signed',
      by: [log.key],
      witnesses: [{ key: witness.key, timeS: 1_700_000_000 }],
    });
    expect(verifyCheckpoint(suites, witnessed, [log.key])).toMatchObject({ kind: 'signed', witnesses: [] });
  });

  it('of another key, another origin or with an altered text is not accepted', () => {
    expect(verifyCheckpoint(suites, signed, [testSigner('ed25519', testOrigin, 'other').key])).toEqual({
      kind: 'unknown-key',
    });
    expect(verifyCheckpoint(suites, signed, [testSigner('ed25519', 'elsewhere', testOrigin).key])).toEqual({
      kind: 'unknown-key',
    });
    const text = encodeCheckpointText({ origin: testOrigin, size: 8, root });
    const altered = { ...parseCheckpointText(text)!, note: { ...signed.note, text } };
    expect(verifyCheckpoint(suites, altered, [log.key])).toEqual({ kind: 'signature-broken', key: log.key });
  });

  it('of the national suite is signed SM2 over its own origin', () => {
    const origin = originOfRecorder('test', 'sm3-sm2');
    expect(origin).toBe('mingjing/test/sm3');
    const signer = testSigner('sm2sm3-v1', origin);
    const checkpoint = parseCheckpoint(signCheckpoint({ origin, size: 7, root }, signer))!;
    expect(verifyCheckpoint(suites, checkpoint, [signer.key])).toMatchObject({ kind: 'signed' });
    expect(parseVkey(suites, encodeVkey(signer.key))).toEqual(signer.key);
    const wrong = {
      ...checkpoint,
      note: { ...checkpoint.note, text: checkpoint.note.text.replace('7', '8') },
    };
    expect(verifyCheckpoint(suites, wrong, [signer.key]).kind).toBe('signature-broken');
  });

  it('is refused when its text is no checkpoint', () => {
    const good = encodeCheckpointText({ origin: testOrigin, size: 7, root });
    expect(parseCheckpointText(good)?.size).toBe(7);
    for (const broken of [
      good.slice(0, -1),
      good.replace('7', '07'),
      good.replace('7', '-7'),
      good.replace('7', '9007199254740993'),
      good.replace('7', '7.0'),
      good.replace('=', ''),
      `\n${good}`,
      `${good}\n`,
      'origin\n7\n',
    ])
      expect(parseCheckpointText(broken), JSON.stringify(broken)).toBeUndefined();
    expect(parseCheckpointText(`${good}extension\n`)?.extensions).toEqual(['extension']);
  });
});
