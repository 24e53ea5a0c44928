// SPDX-License-Identifier: Apache-2.0
/**
 * Hashing and signature checking come in as arguments, so that the same code runs on a server (node:crypto)
 * and in a browser. Everything is synchronous: a segment is hashed while it is written.
 */

/** 32 bytes: SHA-256 or SM3, by the suite of the log. */
export type Hash = Uint8Array;

/** Length of every hash of both suites, in bytes. */
export const hashSizeBytes = 32;

/** One running hash; `digest` ends it. */
export interface Hasher {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => Hash;
}

/** `sha256-ed25519` is the default and C2SP's; `sm3-sm2` is the national suite under an origin of its own. */
export type SuiteName = 'sha256-ed25519' | 'sm3-sm2';

/** The functions of one suite. */
export interface Algorithms {
  readonly suite: SuiteName;
  readonly createHasher: () => Hasher;
  /** H over the concatenation of the parts. */
  readonly hash: (...parts: readonly Uint8Array[]) => Hash;
  /**
   * Checks a signature; false for anything malformed, never throws.
   *
   * @param publicKey Ed25519: 32 bytes (RFC 8032); SM2: 65 bytes, 0x04 ‖ x ‖ y
   * @param signature Ed25519: 64 bytes; SM2: DER of r and s, identity `1234567812345678` (GB/T 32918.2)
   */
  readonly verifySignature: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** A verifier has both: the log may be SM3 while its witness signs Ed25519. */
export type AlgorithmSuites = Readonly<Record<SuiteName, Algorithms>>;

/** Where a log of the national suite ends its origin line. */
export const sm3OriginSuffix = '/sm3';

/** The suite that an origin line names: `mingjing/<id>/sm3` is SM3/SM2, all others SHA-256/Ed25519. */
export function suiteOfOrigin(origin: string): SuiteName {
  return origin.endsWith(sm3OriginSuffix) ? 'sm3-sm2' : 'sha256-ed25519';
}

/** The origin line of a recorder's log. */
export function originOfRecorder(recorderId: string, suite: SuiteName): string {
  return `mingjing/${recorderId}${suite === 'sm3-sm2' ? sm3OriginSuffix : ''}`;
}
