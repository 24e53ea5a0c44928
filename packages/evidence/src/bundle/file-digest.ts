// SPDX-License-Identifier: Apache-2.0
/** Size, checksum and hashes of one file of a bundle, taken while its bytes pass by. */
import type { AlgorithmSuites, Hasher } from '../algorithms.ts';
import { encodeHex } from '../bytes/octets.ts';
import { type Crc32, crc32 as pureCrc32 } from '../zip/crc32.ts';
import type { ManifestFile } from './manifest.ts';

export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
  readonly sm3?: string;
  readonly crc32: number;
}

export class FileDigester {
  readonly #sha256: Hasher;
  readonly #sm3: Hasher | undefined;
  readonly #crc32: Crc32;
  #bytes = 0;
  #crc = 0;

  /** @param withSm3 also take SM3: for the paper, and whenever the log is of the national suite */
  constructor(suites: AlgorithmSuites, withSm3: boolean, crc32: Crc32 = pureCrc32) {
    this.#sha256 = suites['sha256-ed25519'].createHasher();
    this.#sm3 = withSm3 ? suites['sm3-sm2'].createHasher() : undefined;
    this.#crc32 = crc32;
  }

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#sha256.update(bytes);
    this.#sm3?.update(bytes);
    this.#crc = this.#crc32(bytes, this.#crc);
  }

  digest(): FileDigest {
    return {
      bytes: this.#bytes,
      sha256: encodeHex(this.#sha256.digest()),
      ...(this.#sm3 && { sm3: encodeHex(this.#sm3.digest()) }),
      crc32: this.#crc,
    };
  }
}

/** As the manifest lists it. */
export function manifestFileOf(path: string, digest: FileDigest): ManifestFile {
  const { bytes, sha256, sm3 } = digest;
  return { path, bytes, sha256, ...(sm3 !== undefined && { sm3 }) };
}
