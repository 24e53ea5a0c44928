// SPDX-License-Identifier: Apache-2.0
/**
 * A store's disk that writes only while the store is there: when its disk is unplugged or unmounted, what lies
 * beneath must not be taken for it. The identity file's device and inode are looked at before anything is made,
 * renamed or removed; files that are open stay with their own disk anyway.
 */
import { join } from 'node:path';
import { RecorderError } from '../../errors.ts';
import type { Disk } from './disk.ts';
import { identityFileName } from './identity.ts';

export interface GuardedDisk extends Disk {
  /** Another disk, or none, lies where the store was. */
  isLost(): Promise<boolean>;
}

/** Device and inode of the store's identity file, as it is now; undefined when it is not there. */
export function mountOf(disk: Disk, directory: string): Promise<string | undefined> {
  // A disk that is torn out answers with an error of its own: not there either.
  return disk.identity(join(directory, identityFileName)).catch(() => undefined);
}

/** @param mount what `mountOf` said when the store was opened */
export function guardedDisk(disk: Disk, directory: string, mount: string): GuardedDisk {
  const isLost = async (): Promise<boolean> => (await mountOf(disk, directory)) !== mount;
  const guarded =
    <Arguments extends readonly unknown[], Result>(work: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      if (await isLost()) throw new RecorderError('recorder/store-lost', { directory });
      return await work(...args);
    };
  return {
    isLost,
    create: guarded((path: string) => disk.create(path)),
    openToWrite: guarded((path: string) => disk.openToWrite(path)),
    makeDirectory: guarded((path: string) => disk.makeDirectory(path)),
    rename: guarded((from: string, to: string) => disk.rename(from, to)),
    remove: guarded((path: string) => disk.remove(path)),
    removeTree: guarded((path: string) => disk.removeTree(path)),
    openToRead: (path) => disk.openToRead(path),
    syncDirectory: (path) => disk.syncDirectory(path),
    list: (path) => disk.list(path),
    space: (path) => disk.space(path),
    identity: (path) => disk.identity(path),
  };
}
