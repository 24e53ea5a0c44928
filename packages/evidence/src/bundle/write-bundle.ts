// SPDX-License-Identifier: Apache-2.0
/** Second pass of making a bundle: the planned archive as a stream of bytes. */
import { joinPart, VideoJoiner } from '../video/join-video.ts';
import { type Crc32, crc32 as pureCrc32 } from '../zip/crc32.ts';
import { writeZip, type ZipFile } from '../zip/write-zip.ts';
import type { BundlePlan, PartName } from './build-bundle.ts';

/** Reads a part again. */
export type ReadPart = (name: PartName) => Promise<Uint8Array>;

/**
 * The archive as a stream.
 *
 * @param readPart answers the same bytes as in the first pass
 * @throws EvidenceError `evidence/zip-size-mismatch` when it does not
 */
export async function* writeBundle(
  plan: BundlePlan,
  readPart: ReadPart,
  crc32: Crc32 = pureCrc32,
): AsyncGenerator<Uint8Array, void, undefined> {
  const files = plan.files.map((file): ZipFile => {
    const { source, path, sizeBytes, crc32: checksum } = file;
    const content = (): AsyncIterable<Uint8Array> | Iterable<Uint8Array> => {
      if (source.kind === 'memory') return [source.bytes];
      if (source.kind === 'part') return once(() => readPart(source.name));
      return joinedVideo(plan, source, readPart);
    };
    return { path, sizeBytes, crc32: checksum, content };
  });
  yield* writeZip(files, crc32);
}

async function* once(read: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield await read();
}

async function* joinedVideo(
  plan: BundlePlan,
  video: { readonly camera: string; readonly file: number },
  readPart: ReadPart,
): AsyncGenerator<Uint8Array, void, undefined> {
  const joiner = new VideoJoiner();
  for (const { source } of plan.files) {
    if (source.kind !== 'part' || source.name.camera !== video.camera) continue;
    const { name, segmentStartMs } = source;
    const bytes = await readPart(name);
    for (const piece of joinPart(joiner, { part: name.part, bytes, segmentStartMs })) {
      if (piece.file > video.file) return;
      if (piece.file === video.file) yield piece.bytes;
    }
  }
}
