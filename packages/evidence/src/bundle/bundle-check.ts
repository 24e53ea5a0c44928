// SPDX-License-Identifier: Apache-2.0
/** What the steps of verifying a bundle share: its files, what was found, what is known so far. */
import type { AlgorithmSuites, Algorithms } from '../algorithms.ts';
import { encodeHex } from '../bytes/octets.ts';
import type { SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import type { VerifierKey } from '../checkpoint/vkey.ts';
import type { Entry, SegmentEntry } from '../entry/entry.ts';
import { createFinding, Findings } from '../verdict/finding.ts';
import type { Progress } from '../verdict/report.ts';
import type { SignerVerdict, Trust } from '../verdict/trust.ts';
import { type Crc32, crc32 as pureCrc32 } from '../zip/crc32.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { BundleManifest, ManifestFile } from './manifest.ts';
import type { ProofsFile } from './proofs-file.ts';

export interface VerifyBundleOptions {
  readonly progress?: Progress;
  /** A faster one than ours. */
  readonly crc32?: Crc32;
}

/** Files read as a whole must stay below this. */
const maxWholeBytes = 512 * 2 ** 20;
/** Large files are read in pieces of this size. */
export const readPieceBytes = 1 << 20;

export class BundleCheck {
  readonly suites: AlgorithmSuites;
  readonly files: BundleFiles;
  readonly trust: Trust;
  readonly findings = new Findings();
  readonly crc32: Crc32;
  readonly #progress: Progress | undefined;
  readonly #totalBytes: number;
  #doneBytes = 0;

  /** Filled in by the steps, in their order. */
  algorithms: Algorithms;
  manifest: BundleManifest | undefined;
  listed: ReadonlyMap<string, ManifestFile> = new Map();
  isManifestSigned = false;
  checkpoint: SignedCheckpoint | undefined;
  ownKeys: readonly VerifierKey[] = [];
  knownKeys: readonly VerifierKey[] = [];
  signer: SignerVerdict | undefined;
  /** Hand-over notes of the bundle's key ring. */
  handovers: readonly string[] = [];
  proofs: ProofsFile | undefined;
  /** Entries whose proof holds, by log index, in order. */
  readonly entries = new Map<number, Entry>();
  /** Segments whose bytes are gone, by log index. */
  readonly buried = new Map<number, number>();
  /** Files whose content was compared with the manifest. */
  readonly hashed = new Set<string>();
  checkedSegments = 0;

  constructor(suites: AlgorithmSuites, files: BundleFiles, trust: Trust, options: VerifyBundleOptions) {
    this.suites = suites;
    this.algorithms = suites['sha256-ed25519'];
    this.files = files;
    this.trust = trust;
    this.crc32 = options.crc32 ?? pureCrc32;
    this.#progress = options.progress;
    this.#totalBytes = [...files.files.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  get doneBytes(): number {
    return this.#doneBytes;
  }

  /** Segments in order of camera and number, with their log index. */
  segments(): readonly (readonly [number, SegmentEntry])[] {
    const found: [number, SegmentEntry][] = [];
    for (const [index, entry] of this.entries) if (entry.type === 'segment') found.push([index, entry]);
    return found;
  }

  /** A whole file, checked against the manifest if it is listed there; undefined when missing. */
  async readWhole(path: string): Promise<Uint8Array | undefined> {
    const file = this.files.files.get(path);
    if (!file) return undefined;
    if (file.sizeBytes > maxWholeBytes) {
      this.findings.add(
        createFinding(
          'file-size',
          { file: path },
          { expectedBytes: maxWholeBytes, foundBytes: file.sizeBytes },
        ),
      );
      return undefined;
    }
    const bytes = await this.files.read(path, 0, file.sizeBytes);
    this.advance(bytes.length);
    if (bytes.length !== file.sizeBytes) {
      this.findings.add(createFinding('file-unreadable', { file: path }));
      return undefined;
    }
    if (file.crc32 !== undefined && this.crc32(bytes) !== file.crc32) this.checksumDiffers(path);
    return bytes;
  }

  checksumDiffers(path: string): void {
    this.findings.add(createFinding('archive-checksum', { file: path }));
  }

  /** Compares a file's hash with the manifest; says so when it differs. */
  checkHash(path: string, bytes: Uint8Array): void {
    this.compareHash(path, encodeHex(this.algorithms.hash(bytes)));
  }

  compareHash(path: string, hash: string): void {
    const listed = this.listed.get(path);
    this.hashed.add(path);
    const expected = this.algorithms.suite === 'sm3-sm2' ? listed?.sm3 : listed?.sha256;
    if (listed && expected !== hash) this.findings.add(createFinding('file-altered', { file: path }));
  }

  advance(bytes: number): void {
    this.#doneBytes += bytes;
    this.#progress?.(Math.min(this.#doneBytes, this.#totalBytes), this.#totalBytes);
  }
}
