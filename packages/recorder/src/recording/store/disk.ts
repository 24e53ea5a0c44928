// SPDX-License-Identifier: Apache-2.0
/**
 * What the store asks of a disk. The program passes `nodeDisk`; tests pass one that fails, fills or dawdles.
 * Everything is asynchronous: nothing here may hold up a thread that reads sockets.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface DiskFile {
  /** Writes all of `pieces` at `offsetBytes`; a short write is continued until an error or the end. */
  write(pieces: readonly Uint8Array[], offsetBytes: number): Promise<void>;
  read(offsetBytes: number, sizeBytes: number): Promise<Uint8Array>;
  /** fdatasync: content, and the size if it changed. */
  syncContent(): Promise<void>;
  /** fsync. */
  sync(): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  sizeBytes(): Promise<number>;
  close(): Promise<void>;
}

export type DiskSpace = {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Files that can still be made, of how many; absent where the file system makes room for names as needed. */
  readonly freeFiles?: number;
  readonly totalFiles?: number;
};

export interface Disk {
  /** O_CREAT | O_EXCL | O_RDWR, mode 0600. */
  create(path: string): Promise<DiskFile>;
  openToRead(path: string): Promise<DiskFile>;
  openToWrite(path: string): Promise<DiskFile>;
  /** Makes the directory and its parents, and syncs each parent in which one was made. */
  makeDirectory(path: string): Promise<void>;
  /** fsync of a directory: names in it are durable. */
  syncDirectory(path: string): Promise<void>;
  list(path: string): Promise<readonly { readonly name: string; readonly directory: boolean }[]>;
  rename(from: string, to: string): Promise<void>;
  /** Absent files are no error. */
  remove(path: string): Promise<void>;
  /** A directory and all in it; absent is no error. Only for partial tiles whose full tile is written. */
  removeTree(path: string): Promise<void>;
  space(path: string): Promise<DiskSpace>;
  /** Device and inode: changes when another disk is mounted there. Undefined when the path is gone. */
  identity(path: string): Promise<string | undefined>;
}

class NodeFile implements DiskFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(pieces: readonly Uint8Array[], offsetBytes: number): Promise<void> {
    let rest: Uint8Array[] = [...pieces];
    let at = offsetBytes;
    while (rest.length > 0) {
      // IOV_MAX is 1024 on Linux; one picture can have many slices.
      const batch = rest.slice(0, 1024);
      const { bytesWritten } = await this.#handle.writev(batch, at);
      at += bytesWritten;
      rest = dropBytes(rest, bytesWritten);
    }
  }

  async read(offsetBytes: number, sizeBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(sizeBytes);
    let done = 0;
    while (done < sizeBytes) {
      const { bytesRead } = await this.#handle.read(bytes, done, sizeBytes - done, offsetBytes + done);
      if (bytesRead === 0) return bytes.subarray(0, done);
      done += bytesRead;
    }
    return bytes;
  }

  syncContent(): Promise<void> {
    return this.#handle.datasync();
  }

  sync(): Promise<void> {
    return this.#handle.sync();
  }

  truncate(sizeBytes: number): Promise<void> {
    return this.#handle.truncate(sizeBytes);
  }

  async sizeBytes(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function dropBytes(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
  let left = count;
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    if (left < piece.length) return [piece.subarray(left), ...pieces.slice(index + 1)];
    left -= piece.length;
  }
  return [];
}

/** The operating system's files. */
export const nodeDisk: Disk = {
  create: async (path) =>
    new NodeFile(await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600)),
  openToRead: async (path) => new NodeFile(await open(path, 'r')),
  openToWrite: async (path) => new NodeFile(await open(path, 'r+')),
  makeDirectory: async (path) => {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) {
      await syncDirectory(dirname(made));
    }
  },
  syncDirectory,
  list: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({
      name: entry.name,
      directory: entry.isDirectory(),
    })),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  removeTree: (path) => rm(path, { force: true, recursive: true }),
  space: async (path) => {
    const { bavail, blocks, bsize, ffree, files } = await statfs(path);
    return {
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      ...(files > 0 && { freeFiles: ffree, totalFiles: files }),
    };
  },
  identity: async (path) => {
    try {
      const { dev, ino } = await stat(path);
      return `${dev}:${ino}`;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
};

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The operating system's code of an error (`ENOSPC`, `EIO` …), or an empty string. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** No room, or no name left: of a file, or as SQLite says it (`SQLITE_FULL`). */
export function isFull(error: unknown): boolean {
  if (['ENOSPC', 'EDQUOT'].includes(errorCode(error))) return true;
  return typeof error === 'object' && error !== null && 'errcode' in error && Number(error.errcode) === 13;
}

/**
 * Replaces a small file as a whole: after a crash either the old or the new content stands there.
 * Temporary file → fsync → rename → fsync of the directory.
 */
export async function replaceFile(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await disk.create(temporary);
    try {
      await file.write([content], 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, path);
  } catch (error) {
    // What a full disk took of it would be missing elsewhere.
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  await disk.syncDirectory(dirname(path));
}

/** Whole content of a small file; undefined when it is not there. */
export async function readWhole(disk: Disk, path: string): Promise<Uint8Array | undefined> {
  let file: DiskFile;
  try {
    file = await disk.openToRead(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return await file.read(0, await file.sizeBytes());
  } finally {
    await file.close();
  }
}

/** Files below a directory, relative to it, `/` between names; nothing when it is not there. */
export async function listFiles(disk: Disk, directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (relative: string): Promise<void> => {
    for (const entry of await disk.list(join(directory, relative))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.directory) await walk(name);
      else found.push(name);
    }
  };
  try {
    await walk('');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return found.sort();
}
