// SPDX-License-Identifier: Apache-2.0
/** Writing stored ZIP archives as a stream of bytes. */
import { EvidenceError } from '../errors.ts';
import { type Crc32, crc32 as pureCrc32 } from './crc32.ts';
import {
  encodeDirectoryHeader,
  encodeEnd,
  encodeLocalHeader,
  isSafePath,
  type ZipHeader,
} from './zip-format.ts';

/** A file whose size and checksum are known beforehand, and whose content can be read when its turn comes. */
export interface ZipFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  readonly content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A file held in memory. */
export function zipFileOf(path: string, bytes: Uint8Array, crc32: Crc32 = pureCrc32): ZipFile {
  return { path, sizeBytes: bytes.length, crc32: crc32(bytes), content: () => [bytes] };
}

/** Size of the archive, to the byte. */
export function sizeOfZip(files: readonly Pick<ZipFile, 'path' | 'sizeBytes'>[]): number {
  const headers = layOut(files.map((file) => ({ ...file, crc32: 0 })));
  const last = headers.at(-1);
  const directoryOffset = last ? endOf(last) : 0;
  const directoryBytes = headers.reduce((sum, header) => sum + encodeDirectoryHeader(header).length, 0);
  return directoryOffset + directoryBytes + encodeEnd(headers.length, directoryOffset, directoryBytes).length;
}

/**
 * The archive, in the order given.
 *
 * @throws EvidenceError `evidence/zip-name-invalid` (unsafe or repeated), `evidence/zip-size-mismatch` when a
 *   file's content is not as long, or not the same, as announced; what was yielded before is then no archive
 */
export async function* writeZip(
  files: readonly ZipFile[],
  crc32: Crc32 = pureCrc32,
): AsyncGenerator<Uint8Array, void, undefined> {
  const headers = layOut(files);
  for (const [at, file] of files.entries()) {
    yield encodeLocalHeader(headers[at]!);
    let sizeBytes = 0;
    let crc = 0;
    for await (const bytes of file.content()) {
      sizeBytes += bytes.length;
      crc = crc32(bytes, crc);
      yield bytes;
    }
    if (sizeBytes !== file.sizeBytes || crc !== file.crc32)
      throw new EvidenceError('evidence/zip-size-mismatch', { path: file.path, sizeBytes });
  }
  const last = headers.at(-1);
  const directoryOffset = last ? endOf(last) : 0;
  let directoryBytes = 0;
  for (const header of headers) {
    const bytes = encodeDirectoryHeader(header);
    directoryBytes += bytes.length;
    yield bytes;
  }
  yield encodeEnd(headers.length, directoryOffset, directoryBytes);
}

function layOut(files: readonly Omit<ZipHeader, 'offsetBytes'>[]): readonly ZipHeader[] {
  const names = new Set<string>();
  let offsetBytes = 0;
  return files.map((file) => {
    if (!isSafePath(file.path) || names.has(file.path))
      throw new EvidenceError('evidence/zip-name-invalid', { path: file.path });
    names.add(file.path);
    const header = { path: file.path, sizeBytes: file.sizeBytes, crc32: file.crc32, offsetBytes };
    offsetBytes = endOf(header);
    return header;
  });
}

/** Where the next local header starts. */
function endOf(header: ZipHeader): number {
  return header.offsetBytes + encodeLocalHeader(header).length + header.sizeBytes;
}
