// SPDX-License-Identifier: Apache-2.0
/** Archives, unpacked bundles and stores on disk, as the verifier reads them. */
import { type FileHandle, open, opendir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BundleFiles, RandomAccess, StoreFiles } from '@mingjing/evidence';

/** An open file of which any stretch can be read. */
export interface OpenArchive {
  readonly access: RandomAccess;
  readonly close: () => Promise<void>;
}

export async function openArchive(path: string): Promise<OpenArchive> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    access: { sizeBytes: size, read: (offset, length) => readAt(handle, offset, length) },
    close: () => handle.close(),
  };
}

/** A bundle that somebody unpacked. */
export async function openUnpackedBundle(directory: string): Promise<BundleFiles> {
  const files = new Map<string, { readonly sizeBytes: number }>();
  for await (const { path, sizeBytes } of listFiles(directory, directory)) files.set(path, { sizeBytes });
  return {
    files,
    read: async (path, offset, length) => {
      const file = await openFile(join(directory, path));
      if (!file) return new Uint8Array(0);
      try {
        return await readAt(file.handle, offset, length);
      } finally {
        await file.handle.close();
      }
    },
  };
}

export function openStoreFiles(directory: string): StoreFiles {
  return {
    list: (folder) => listFiles(directory, join(directory, folder)),
    size: async (path) => (await ifThere(stat(join(directory, path))))?.size,
    readWhole: async (path) => {
      const file = await openFile(join(directory, path));
      if (!file) return undefined;
      try {
        return file.size > mostReadWhole ? undefined : await readAt(file.handle, 0, file.size);
      } finally {
        await file.handle.close();
      }
    },
    open: async (path) => {
      const file = await openFile(join(directory, path));
      if (!file) return undefined;
      const { handle, size } = file;
      // One is hashed while the other is filled.
      const pieces = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)] as const;
      let reads = 0;
      return {
        sizeBytes: size,
        read: (offset, length) =>
          readAt(handle, offset, length, length <= pieceBytes ? pieces[reads++ & 1] : undefined),
        close: () => handle.close(),
      };
    },
  };
}

const pieceBytes = 1 << 20;
/** No file that is read whole comes near: a journal of a minute, a tile, a hash sheet. A larger one is none of them. */
const mostReadWhole = 1 << 29;

/** A plain file, or a link to one; a pipe or a device in a folder that somebody handed over would never end. */
async function openFile(path: string) {
  if (!(await ifThere(stat(path)))?.isFile()) return undefined;
  const handle = await ifThere(open(path, 'r'));
  return handle && { handle, size: (await handle.stat()).size };
}

async function readAt(
  handle: FileHandle,
  offset: number,
  length: number,
  into?: Buffer,
): Promise<Uint8Array> {
  const buffer = into ?? Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Files below a folder, with paths from `base` and forward slashes; nothing when there is no such folder. */
async function* listFiles(
  base: string,
  folder: string,
): AsyncGenerator<{ readonly path: string; readonly sizeBytes: number }> {
  const directory = await ifThere(opendir(folder, { bufferSize: 256 }));
  if (!directory) return;
  for await (const entry of directory) {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* listFiles(base, full);
      continue;
    }
    // A file that vanishes between listing and asking is no longer there.
    const found = await ifThere(stat(full));
    if (found) yield { path: relative(base, full).split(sep).join('/'), sizeBytes: found.size };
  }
}

/** Not there, or a link that leads nowhere. */
const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

async function ifThere<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.has(String(error.code))) return undefined;
    throw error;
  }
}
