// SPDX-License-Identifier: Apache-2.0
/** The two suites of the evidence package in a browser: noble for SHA-256 and Ed25519, sm-crypto-v2 for SM2. */
import type { AlgorithmSuites, Algorithms, Hasher } from '@mingjing/evidence';
import { encodeHex } from '@mingjing/evidence';
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { sm2 } from 'sm-crypto-v2';
import { Sm3 } from './sm3.ts';

export const browserAlgorithms: AlgorithmSuites = {
  'sha256-ed25519': createAlgorithms('sha256-ed25519', createSha256, (publicKey, message, signature) =>
    ed25519.verify(signature, message, publicKey, { zip215: false }),
  ),
  'sm3-sm2': createAlgorithms(
    'sm3-sm2',
    () => new Sm3(),
    (publicKey, message, signature) =>
      sm2.doVerifySignature(message, encodeHex(signature), encodeHex(publicKey), {
        hash: true,
        der: true,
        userId: '1234567812345678',
      }),
  ),
};

function createSha256(): Hasher {
  const hasher = sha256.create();
  return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() };
}

function createAlgorithms(
  suite: Algorithms['suite'],
  createHasher: () => Hasher,
  verify: Algorithms['verifySignature'],
): Algorithms {
  return {
    suite,
    createHasher,
    hash: (...parts) => {
      const hasher = createHasher();
      for (const part of parts) hasher.update(part);
      return hasher.digest();
    },
    verifySignature: (...given) => {
      try {
        return verify(...given);
      } catch {
        // The libraries throw for malformed points and lengths.
        return false;
      }
    },
  };
}
