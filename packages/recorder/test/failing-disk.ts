// SPDX-License-Identifier: Apache-2.0
/** Disks that fail as disks do: one file of them, or all that is asked for a while. */
import { type Disk, type DiskFile, nodeDisk } from '../src/recording/store/disk.ts';

/** A disk whose files are wrapped. */
export const diskWith = (wrap: (file: DiskFile, path: string) => DiskFile): Disk => ({
  ...bound(nodeDisk),
  create: async (path) => wrap(await nodeDisk.create(path), path),
});
const bound = (disk: Disk): Disk => ({
  create: (path) => disk.create(path),
  openToRead: (path) => disk.openToRead(path),
  openToWrite: (path) => disk.openToWrite(path),
  makeDirectory: (path) => disk.makeDirectory(path),
  syncDirectory: (path) => disk.syncDirectory(path),
  list: (path) => disk.list(path),
  rename: (from, to) => disk.rename(from, to),
  remove: (path) => disk.remove(path),
  removeTree: (path) => disk.removeTree(path),
  space: (path) => disk.space(path),
  identity: (path) => disk.identity(path),
});
export const changed = (file: DiskFile, change: Partial<DiskFile>): DiskFile => ({
  write: (pieces, offset) => file.write(pieces, offset),
  read: (offset, size) => file.read(offset, size),
  syncContent: () => file.syncContent(),
  sync: () => file.sync(),
  truncate: (size) => file.truncate(size),
  sizeBytes: () => file.sizeBytes(),
  close: () => file.close(),
  ...change,
});

/** While `broken.is`, everything is answered with an error. */
export function breakableDisk(): { readonly disk: Disk; readonly broken: { is: boolean } } {
  const broken = { is: false };
  const whole = bound(nodeDisk);
  const checked =
    <Arguments extends readonly unknown[], Result>(work: (...args: Arguments) => Promise<Result>) =>
    (...args: Arguments): Promise<Result> =>
      broken.is ? Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })) : work(...args);
  const wrapped = (file: DiskFile): DiskFile =>
    changed(file, {
      write: checked((pieces, offset) => file.write(pieces, offset)),
      syncContent: checked(() => file.syncContent()),
      sync: checked(() => file.sync()),
      read: checked((offset, size) => file.read(offset, size)),
    });
  const disk: Disk = {
    create: checked(async (path) => wrapped(await whole.create(path))),
    openToRead: checked(async (path) => wrapped(await whole.openToRead(path))),
    openToWrite: checked(async (path) => wrapped(await whole.openToWrite(path))),
    makeDirectory: checked((path) => whole.makeDirectory(path)),
    syncDirectory: checked((path) => whole.syncDirectory(path)),
    list: checked((path) => whole.list(path)),
    rename: checked((from, to) => whole.rename(from, to)),
    remove: checked((path) => whole.remove(path)),
    removeTree: checked((path) => whole.removeTree(path)),
    space: checked((path) => whole.space(path)),
    identity: checked((path) => whole.identity(path)),
  };
  return { disk, broken };
}
