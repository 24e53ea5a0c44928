// SPDX-License-Identifier: Apache-2.0
/** Whether the playable files of a camera are its parts joined; the file is read alongside the parts. */
import type { Hasher } from '../algorithms.ts';
import { encodeHex, firstDifference } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { createFinding } from '../verdict/finding.ts';
import { joinPart, VideoJoiner, videoPath } from '../video/join-video.ts';
import { type BundleCheck, readPieceBytes } from './bundle-check.ts';

interface OpenVideo {
  readonly path: string;
  readonly sizeBytes: number;
  readonly hasher: Hasher;
  crc: number;
  offsetBytes: number;
  /** First byte that differs from the joined parts. */
  differsAt: number | undefined;
}

export class CameraVideo {
  readonly #check: BundleCheck;
  readonly #camera: string;
  readonly #joiner = new VideoJoiner();
  readonly #videos: OpenVideo[] = [];
  /** A part is broken, so the comparison would only repeat that. */
  #isSpoilt = false;
  #cannotJoin = false;

  /** Playable files that were compared. */
  get paths(): readonly string[] {
    return this.#videos.map(({ path }) => path);
  }

  constructor(check: BundleCheck, camera: string) {
    this.#check = check;
    this.#camera = camera;
  }

  spoil(): void {
    this.#isSpoilt = true;
  }

  /** The next part of the camera. */
  async add(part: {
    readonly part: number;
    readonly bytes: Uint8Array;
    readonly segmentStartMs: number;
  }): Promise<void> {
    try {
      for (const piece of joinPart(this.#joiner, part)) await this.#compare(piece.file, piece.bytes);
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      // A part that cannot be joined leaves the playable file unproven, whatever the reason.
      this.#cannotJoin = true;
    }
  }

  /** Reads what is left of the files, compares their hashes, and says what does not fit. */
  async finish(): Promise<void> {
    for (const video of this.#videos) {
      if (video.offsetBytes < video.sizeBytes) video.differsAt ??= video.offsetBytes;
      await this.#readOn(video, video.sizeBytes - video.offsetBytes);
      const { crc32 } = this.#check.files.files.get(video.path) ?? {};
      if (crc32 !== undefined && crc32 !== video.crc) this.#check.checksumDiffers(video.path);
      this.#check.compareHash(video.path, encodeHex(video.hasher.digest()));
    }
    this.#judge();
  }

  /** Every byte, container included: what plays must be the parts and nothing else. */
  #judge(): void {
    const { findings, files } = this.#check;
    if (this.#isSpoilt) return;
    for (const { path, differsAt } of this.#videos)
      if (differsAt !== undefined)
        findings.add(
          createFinding('video-differs', { file: path, fromByte: differsAt, toByte: differsAt + 1 }),
        );
    if (this.#cannotJoin && files.files.has(videoPath(this.#camera, 0)))
      findings.add(createFinding('video-differs', { file: videoPath(this.#camera, 0) }));
  }

  async #compare(file: number, bytes: Uint8Array): Promise<void> {
    this.#videos[file] ??= this.#open(file);
    const video = this.#videos[file];
    const found = await this.#readOn(video, bytes.length);
    if (video.differsAt !== undefined) return;
    const at = firstDifference(bytes, found);
    const start = video.offsetBytes - found.length;
    if (at >= 0) video.differsAt = start + at;
    else if (found.length < bytes.length) video.differsAt = start + found.length;
  }

  #open(file: number): OpenVideo {
    const path = videoPath(this.#camera, file);
    const sizeBytes = this.#check.files.files.get(path)?.sizeBytes ?? 0;
    const hasher = this.#check.algorithms.createHasher();
    return { path, sizeBytes, hasher, crc: 0, offsetBytes: 0, differsAt: undefined };
  }

  /** Reads the next bytes into hash and checksum; answers them when they are few enough to compare. */
  async #readOn(video: OpenVideo, wanted: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let left = Math.min(wanted, video.sizeBytes - video.offsetBytes);
    while (left > 0) {
      const bytes = await this.#check.files.read(
        video.path,
        video.offsetBytes,
        Math.min(left, 16 * readPieceBytes),
      );
      if (bytes.length === 0) break;
      video.hasher.update(bytes);
      video.crc = this.#check.crc32(bytes, video.crc);
      video.offsetBytes += bytes.length;
      this.#check.advance(bytes.length);
      left -= bytes.length;
      pieces.push(bytes);
    }
    if (pieces.length <= 1) return pieces[0] ?? new Uint8Array(0);
    const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  }
}
