// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import {
  encodeVkey,
  fingerprintOfKey,
  type RecorderFacts,
  readRecorderFacts,
  signHandover,
  signRecorderFacts,
} from '../src/index.ts';
import { suites, testSigner } from './node-crypto.ts';

const origin = 'mingjing/facts';
const algorithms = suites['sha256-ed25519'];
const signer = testSigner('ed25519', origin);
const facts: RecorderFacts = {
  v: 1,
  origin,
  recorderId: 'facts',
  at: '2026-11-20T02:00:00.000Z',
  unit: { name: '演示宾馆', creditCode: '' },
  cameras: [{ id: 'c1', name: '门厅', codec: 'avc1.640028', width: 1280, height: 720, oldest: null }],
  requiredDays: 30,
};
const ring = { v: 1, keys: [{ role: 'log', vkey: encodeVkey(signer.key) }] } as const;

it('are read with the fingerprint of the key that signed them, also after a hand-over', () => {
  const bytes = signRecorderFacts(algorithms, facts, signer, ring);
  expect(readRecorderFacts(suites, bytes)).toEqual({
    kind: 'signed',
    facts,
    fingerprint: fingerprintOfKey(suites, signer.key),
  });
  const next = testSigner('ed25519', origin, 'next');
  const handed = { ...ring, handovers: [signHandover(origin, signer, next)] };
  expect(readRecorderFacts(suites, signRecorderFacts(algorithms, facts, next, handed)).kind).toBe('signed');
});

it('are refused with any byte changed, another key, or something else in the file', () => {
  const bytes = signRecorderFacts(algorithms, facts, signer, ring);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Uint8Array.from(bytes);
    changed[at]! ^= 1;
    expect([at, readRecorderFacts(suites, changed).kind]).not.toEqual([at, 'signed']);
  }
  const stranger = testSigner('ed25519', origin, 'stranger');
  const other = signRecorderFacts(algorithms, facts, stranger, ring);
  expect(readRecorderFacts(suites, other).kind).toBe('signature-broken');
  for (const text of ['', '{}', 'null', '[]', '{"facts":{},"note":"","keys":{}}'])
    expect(readRecorderFacts(suites, new TextEncoder().encode(text)).kind).toBe('malformed');
});
