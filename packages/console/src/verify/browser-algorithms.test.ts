// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { browserAlgorithms } from './browser-algorithms.ts';
import { Sm3 } from './sm3.ts';

const bytesOf = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 255);

describe('the algorithms of the verifier page', () => {
  it('hash as node:crypto does, whole and in pieces', () => {
    for (let length = 0; length < 300; length += 7) {
      const bytes = bytesOf(length);
      const cut = length >> 1;
      for (const [suite, name] of [
        ['sha256-ed25519', 'sha256'],
        ['sm3-sm2', 'sm3'],
      ] as const) {
        const expected = createHash(name).update(bytes).digest('hex');
        const { hash } = browserAlgorithms[suite];
        expect(Buffer.from(hash(bytes)).toString('hex')).toBe(expected);
        expect(Buffer.from(hash(bytes.subarray(0, cut), bytes.subarray(cut))).toString('hex')).toBe(expected);
      }
    }
  });

  it('have the published SM3 of "abc" (GB/T 32905, A.1)', () => {
    const hasher = new Sm3();
    hasher.update(new TextEncoder().encode('abc'));
    expect(Buffer.from(hasher.digest()).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });

  it('accept Ed25519 signatures of node:crypto and nothing else', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const message = bytesOf(100);
    const signature = new Uint8Array(sign(null, message, privateKey));
    const { verifySignature } = browserAlgorithms['sha256-ed25519'];
    expect(verifySignature(raw, message, signature)).toBe(true);
    expect(verifySignature(raw, bytesOf(99), signature)).toBe(false);
    expect(verifySignature(raw, message, signature.slice(1))).toBe(false);
    expect(verifySignature(new Uint8Array(5), message, signature)).toBe(false);
  });

  it('accept the SM2 signature published in GB/T 32918.5 under the identity of the standard', () => {
    const publicKey = Buffer.from(
      '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
      'hex',
    );
    const r = 'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3';
    const s = 'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA';
    const signature = Buffer.from(`3046022100${r}022100${s}`, 'hex');
    const { verifySignature } = browserAlgorithms['sm3-sm2'];
    const message = new TextEncoder().encode('message digest');
    expect(verifySignature(new Uint8Array(publicKey), message, new Uint8Array(signature))).toBe(true);
    expect(verifySignature(new Uint8Array(publicKey), bytesOf(3), new Uint8Array(signature))).toBe(false);
  });
});
