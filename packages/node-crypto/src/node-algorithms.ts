// SPDX-License-Identifier: Apache-2.0
/** The two suites of the evidence package on node:crypto. */
import { createHash, createPublicKey, hash as hashOnce, verify } from 'node:crypto';
import type { AlgorithmSuites, Algorithms, SuiteName } from '@mingjing/evidence';
import { verifySm2 } from './sm2.ts';

/** Inputs up to this size, a block of footage with its prefix among them, are joined and hashed in one call: cheaper than a running hash. */
const oneCallBytes = 20 * 1024;

/** SubjectPublicKeyInfo of Ed25519 up to the 32 bytes of the key (RFC 8410). */
const ed25519SpkiHead = Buffer.from('302A300506032B6570032100', 'hex');

export const nodeAlgorithms: AlgorithmSuites = {
  'sha256-ed25519': createAlgorithms('sha256-ed25519', 'sha256', verifyEd25519),
  'sm3-sm2': createAlgorithms('sm3-sm2', 'sm3', verifySm2),
};

function createAlgorithms(
  suite: SuiteName,
  hashName: 'sha256' | 'sm3',
  verifySignature: Algorithms['verifySignature'],
): Algorithms {
  const scratch = Buffer.allocUnsafeSlow(oneCallBytes);
  return {
    suite,
    createHasher: () => {
      const hasher = createHash(hashName);
      return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() };
    },
    hash: (...parts) => {
      let length = 0;
      for (const part of parts) {
        if (length + part.length > oneCallBytes) {
          const hasher = createHash(hashName);
          for (const piece of parts) hasher.update(piece);
          return hasher.digest();
        }
        scratch.set(part, length);
        length += part.length;
      }
      return hashOnce(hashName, scratch.subarray(0, length), 'buffer');
    },
    verifySignature,
  };
}

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const spki = Buffer.concat([ed25519SpkiHead, publicKey]);
    return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}
