// SPDX-License-Identifier: Apache-2.0
/** Hashes and signatures for the tests: node:crypto for SHA-256, SM3 and Ed25519, sm-crypto-v2 for SM2. */
import { createHash, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import {
  type AlgorithmSuites,
  type Algorithms,
  originOfRecorder,
  type SuiteName,
} from '../src/algorithms.ts';
import type { NoteSigner } from '../src/checkpoint/note.ts';
import { createVerifierKey, type KeyKind } from '../src/checkpoint/vkey.ts';

const spkiHead = Buffer.from('302A300506032B6570032100', 'hex');
const pkcs8Head = Buffer.from('302E020100300506032B657004220420', 'hex');
const sm2Options = { hash: true, der: true, userId: '1234567812345678' } as const;

function algorithmsOf(
  suite: SuiteName,
  name: 'sha256' | 'sm3',
  check: Algorithms['verifySignature'],
): Algorithms {
  return {
    suite,
    createHasher: () => {
      const hasher = createHash(name);
      return { update: (bytes) => void hasher.update(bytes), digest: () => hasher.digest() };
    },
    hash: (...parts) => hash(name, parts.length === 1 ? parts[0]! : Buffer.concat(parts), 'buffer'),
    verifySignature: (...args) => {
      try {
        return check(...args);
      } catch {
        return false;
      }
    },
  };
}

export const suites: AlgorithmSuites = {
  'sha256-ed25519': algorithmsOf('sha256-ed25519', 'sha256', (publicKey, message, signature) =>
    verify(
      null,
      message,
      createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' }),
      signature,
    ),
  ),
  'sm3-sm2': algorithmsOf('sm3-sm2', 'sm3', (publicKey, message, signature) =>
    sm2.doVerifySignature(
      new Uint8Array(message),
      Buffer.from(signature).toString('hex'),
      Buffer.from(publicKey).toString('hex'),
      sm2Options,
    ),
  ),
};

/** The same, but a signature that was checked before is not checked again: for campaigns that change one byte of many. */
export function rememberingSuites(): AlgorithmSuites {
  const known = new Map<string, boolean>();
  const remembering = (algorithms: Algorithms): Algorithms => ({
    ...algorithms,
    verifySignature: (...args) => {
      const about = hash('sha256', Buffer.concat(args.map((part) => hash('sha256', part, 'buffer'))), 'hex');
      const before = known.get(about);
      if (before !== undefined) return before;
      const isGood = algorithms.verifySignature(...args);
      if (known.size < 100_000) known.set(about, isGood);
      return isGood;
    },
  });
  return {
    'sha256-ed25519': remembering(suites['sha256-ed25519']),
    'sm3-sm2': remembering(suites['sm3-sm2']),
  };
}

export const sha256 = suites['sha256-ed25519'];
export const sm3 = suites['sm3-sm2'];

/** A signer whose private key is derived from a word, so that tests are the same on every run. */
export function testSigner(kind: KeyKind, name: string, word = name): NoteSigner {
  const seed = createHash('sha256').update(`test key ${word}`).digest();
  if (kind === 'sm2sm3-v1') {
    const secret = seed.toString('hex');
    const publicKey = new Uint8Array(Buffer.from(sm2.getPublicKeyFromPrivateKey(secret), 'hex'));
    return {
      key: createVerifierKey(suites, kind, name, publicKey),
      sign: (message) =>
        new Uint8Array(Buffer.from(sm2.doSignature(new Uint8Array(message), secret, sm2Options), 'hex')),
    };
  }
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    key: createVerifierKey(suites, kind, name, new Uint8Array(spki.subarray(-32))),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

export const testOrigin = originOfRecorder('test', 'sha256-ed25519');

/** The same numbers on every run: splitmix32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Bytes that depend on the seed alone. */
export function seededBytes(seed: number, length: number): Uint8Array {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** Property tests run longer when MINGJING_DEEP is set. */
export const isDeep = process.env['MINGJING_DEEP'] === '1';
