// SPDX-License-Identifier: Apache-2.0
/**
 * One process per data directory. The lock is SQLite's own file lock on an otherwise empty database: the
 * kernel gives it back when the process dies, however it dies, so there is no stale lock to argue about.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RecorderError } from '../../errors.ts';
import { asStoreRefusal } from './identity.ts';

export interface StoreLock {
  release(): void;
}

/** @throws RecorderError `recorder/store-in-use`, `recorder/store-read-only`, `recorder/store-full` */
export function lockStore(directory: string): StoreLock {
  const lock = tryLockStore(directory);
  if (lock) return lock;
  throw new RecorderError('recorder/store-in-use', { directory, pid: readPid(directory) });
}

/** @returns undefined while another process (or another core in this one) has it */
export function tryLockStore(directory: string): StoreLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    // Proves first that the directory can be written: SQLite would only say "unable to open database file".
    const pidPath = join(directory, 'lock.pid');
    writeFileSync(pidPath, '', { flag: 'a', mode: 0o600 });
    database = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw asStoreRefusal(error, directory);
  }
  const held = database;
  let released = false;
  return {
    release: () => {
      if (released) return;
      released = true;
      held.exec('ROLLBACK');
      held.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
  );
}

function readPid(directory: string): string {
  try {
    return readFileSync(join(directory, 'lock.pid'), 'utf8').trim() || '?';
  } catch {
    return '?';
  }
}
