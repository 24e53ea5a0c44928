// SPDX-License-Identifier: Apache-2.0
/**
 * Making a bundle in two passes over the footage. First pass: every part is handed in, hashed and joined in
 * thought, only digests are kept. Second pass: `writeBundle` asks for the same parts again and writes the archive.
 * The result depends on its input alone: order, times and headers are fixed.
 */
import type { AlgorithmSuites, Algorithms, Hash } from '../algorithms.ts';
import { encodeCanonicalJson } from '../bytes/canonical-json.ts';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import type { NoteSigner } from '../checkpoint/note.ts';
import { encodeTlogProof } from '../checkpoint/tlog-proof.ts';
import { parseEntry } from '../entry/parse-entry.ts';
import { EvidenceError } from '../errors.ts';
import type { PartProof } from '../proof/block-proof.ts';
import type { BundleStatement } from '../verdict/bundle-statement.ts';
import { joinPart, VideoJoiner, videoPath } from '../video/join-video.ts';
import { type Crc32, crc32 as pureCrc32 } from '../zip/crc32.ts';
import { sizeOfZip, type ZipFile, zipFileOf } from '../zip/write-zip.ts';
import { type FileDigest, FileDigester, manifestFileOf } from './file-digest.ts';
import { type BundleManifest, bundleNames, type ManifestFile, partPath, tlogProofPath } from './manifest.ts';
import { signManifest } from './manifest-note.ts';
import { type BundledEntry, type EarlierTree, encodeEntriesFile, encodeProofsFile } from './proofs-file.ts';

/** One original part, in the order camera, n, part. */
export interface PartToBundle {
  readonly camera: string;
  readonly n: number;
  /** 0 the initialization, which must come first for each segment. */
  readonly part: number;
  readonly bytes: Uint8Array;
  /** From `provePart` over all part roots of the segment. */
  readonly proof: PartProof;
  /** `start` of the segment's entry, epoch milliseconds. */
  readonly segmentStartMs: number;
}

export type PartName = Pick<PartToBundle, 'camera' | 'n' | 'part'>;

export interface BundleEnd {
  readonly statement: BundleStatement;
  /** The signed note all entry paths lead to. */
  readonly checkpoint: Uint8Array;
  /** The log key: signs the manifest. */
  readonly signer: NoteSigner;
  /** `keys.json` and `policy.txt`, ready to write. */
  readonly keys: Uint8Array;
  readonly policy: Uint8Array;
  /** Witnessed or otherwise known earlier trees, with their consistency proofs. */
  readonly earlier?: readonly EarlierTree[];
}

export interface BundlePlan {
  readonly manifest: BundleManifest;
  /** Size of the archive in bytes. */
  readonly sizeBytes: number;
  readonly files: readonly PlannedFile[];
}

export type PlannedFile = Omit<ZipFile, 'content'> & {
  readonly source:
    | { readonly kind: 'memory'; readonly bytes: Uint8Array }
    | { readonly kind: 'part'; readonly name: PartName; readonly segmentStartMs: number }
    | { readonly kind: 'video'; readonly camera: string; readonly file: number };
};

interface DigestedFile {
  readonly path: string;
  readonly digest: FileDigest;
  readonly source: PlannedFile['source'];
}

interface KnownPart {
  readonly name: PartName;
  readonly proof: PartProof;
  readonly segmentStartMs: number;
  readonly digest: FileDigest;
}

export class BundleBuilder {
  readonly #suites: AlgorithmSuites;
  readonly #algorithms: Algorithms;
  readonly #crc32: Crc32;
  readonly #entries = new Map<number, BundledEntry>();
  readonly #parts: KnownPart[] = [];
  readonly #joiners = new Map<string, VideoJoiner>();
  readonly #videos = new Map<string, { camera: string; file: number; digester: FileDigester }>();
  readonly #papers = new Map<string, Uint8Array>();
  #footageFiles: readonly DigestedFile[] | undefined;

  constructor(suites: AlgorithmSuites, algorithms: Algorithms, crc32: Crc32 = pureCrc32) {
    this.#suites = suites;
    this.#algorithms = algorithms;
    this.#crc32 = crc32;
  }

  /** A log entry to include: spans and tombstones of the range, and the register entry of the export. */
  addEntry(index: number, bytes: Uint8Array, path: readonly Hash[]): void {
    this.#entries.set(index, { index, bytes, path });
  }

  /** @throws EvidenceError `evidence/segment-structure`, `evidence/zip-order` when parts come out of order */
  addPart(part: PartToBundle): void {
    const { camera, n, part: number, bytes } = part;
    const before = this.#parts.at(-1)?.name;
    if (before && compareParts(before, part) >= 0)
      throw new EvidenceError('evidence/zip-order', { camera, n, part: number });
    const digester = this.#digester();
    digester.update(bytes);
    const name = { camera, n, part: number };
    this.#parts.push({
      name,
      proof: part.proof,
      segmentStartMs: part.segmentStartMs,
      digest: digester.digest(),
    });
    for (const piece of this.#join(part)) {
      const path = videoPath(camera, piece.file);
      let video = this.#videos.get(path);
      if (!video) {
        video = { camera, file: piece.file, digester: this.#digester() };
        this.#videos.set(path, video);
      }
      video.digester.update(piece.bytes);
    }
  }

  /** The papers: 电子证明文件.pdf, form.pdf, README.txt, and whatever else goes along. */
  addPaper(path: string, bytes: Uint8Array): void {
    this.#papers.set(path, bytes);
  }

  /** Digests of video and parts so far, for the paper that lists them. Call once, after the last part. */
  footageDigests(): readonly ManifestFile[] {
    return this.#footage().map(({ path, digest }) => manifestFileOf(path, digest));
  }

  /** @throws EvidenceError `evidence/note-invalid` when the checkpoint is none */
  finish(end: BundleEnd): BundlePlan {
    const checkpoint = parseCheckpoint(end.checkpoint);
    if (!checkpoint) throw new EvidenceError('evidence/note-invalid', { reason: 'checkpoint' });
    const entries = [...this.#entries.values()].sort((left, right) => left.index - right.index);
    const parts = this.#parts.map(({ name, proof }) => ({ camera: name.camera, n: name.n, proof }));
    const small: [string, Uint8Array][] = [
      [bundleNames.entries, encodeEntriesFile(entries)],
      [bundleNames.proofs, encodeProofsFile(entries, parts, end.earlier ?? [])],
    ];
    for (const { index, bytes, path } of entries) {
      const parsed = parseEntry(bytes);
      if (parsed.kind !== 'entry' || parsed.entry.type !== 'segment') continue;
      const proof = encodeTlogProof({ index, path, checkpoint });
      small.push([tlogProofPath(parsed.entry.camera, parsed.entry.n), proof]);
    }
    small.push(
      [bundleNames.policy, end.policy],
      [bundleNames.checkpoint, end.checkpoint],
      [bundleNames.keys, end.keys],
      ...[...this.#papers].sort(([left], [right]) => compareTexts(left, right)),
    );
    const described = small.map(([path, bytes]) => {
      const digester = this.#digester();
      digester.update(bytes);
      return { path, digest: digester.digest(), source: { kind: 'memory', bytes } as const };
    });
    const listed = [...this.#footage(), ...described];
    const manifest: BundleManifest = {
      v: 1,
      kind: 'mingjing-bundle',
      ...end.statement,
      signed: true,
      files: listed.map(({ path, digest }) => manifestFileOf(path, digest)),
    };
    const manifestBytes = encodeCanonicalJson(manifest);
    const note = signManifest(this.#algorithms, checkpoint.origin, manifestBytes, end.signer);
    const head = [
      zipFileOf(bundleNames.manifest, manifestBytes, this.#crc32),
      zipFileOf(bundleNames.manifestNote, note, this.#crc32),
    ];
    const files: PlannedFile[] = [
      ...head.map(({ path, sizeBytes, crc32 }, at) => {
        const bytes = at === 0 ? manifestBytes : note;
        return { path, sizeBytes, crc32, source: { kind: 'memory', bytes } as const };
      }),
      ...listed.map(({ path, digest, source }) => ({
        path,
        sizeBytes: digest.bytes,
        crc32: digest.crc32,
        source,
      })),
    ];
    return { manifest, files, sizeBytes: sizeOfZip(files) };
  }

  #digester(): FileDigester {
    return new FileDigester(this.#suites, true, this.#crc32);
  }

  #join(part: PartToBundle): ReturnType<VideoJoiner['addFragment']> {
    let joiner = this.#joiners.get(part.camera);
    if (!joiner) {
      joiner = new VideoJoiner();
      this.#joiners.set(part.camera, joiner);
    }
    return joinPart(joiner, part);
  }

  #footage(): readonly DigestedFile[] {
    this.#footageFiles ??= [
      ...[...this.#videos].map(([path, { camera, file, digester }]) => ({
        path,
        digest: digester.digest(),
        source: { kind: 'video', camera, file } as const,
      })),
      ...this.#parts.map(({ name, segmentStartMs, digest }) => ({
        path: partPath(name.camera, name.n, name.part),
        digest,
        source: { kind: 'part', name, segmentStartMs } as const,
      })),
    ];
    return this.#footageFiles;
  }
}

function compareParts(left: PartName, right: PartName): number {
  return compareTexts(left.camera, right.camera) || left.n - right.n || left.part - right.part;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
