// SPDX-License-Identifier: Apache-2.0
/** What is kept of the data before a newer program touches it, and how it comes back if that program fails. */
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storeParts, tryLockStore } from '@mingjing/recorder/server';
import { UsageError } from '../command.ts';
import type { Program } from '../service/unit-file.ts';
import { type Account, ownerOf, runRelease } from './trial.ts';

/** What a newer program may rewrite; the log and the footage only grow, in a format with a number of its own. */
const recorderDatabases: readonly string[] = storeParts
  .map(({ path }) => path)
  .filter((path) => path.endsWith('.sqlite'));

export interface Kept {
  readonly program: Program;
  readonly data: string;
  /** Folder with the copy. */
  readonly at: string;
}

/**
 * The program must be stopped.
 *
 * @param folder release in use: the platform's own backup is made by the program that wrote the data
 * @throws UsageError when it cannot be made: nothing has been touched then
 */
export async function keepData(folder: string, program: Program, data: string, at: string): Promise<Kept> {
  mkdirSync(dirname(at), { recursive: true });
  if (program === 'platform') {
    mkdirSync(at, { recursive: true, mode: 0o700 });
    handTo(ownerOf(data), at);
    const { status, said } = await runRelease(
      folder,
      ['platform', 'backup', '--data', data, '--out', at],
      data,
    );
    if (status !== 0) throw new UsageError(`备份失败，未作改动 · no backup, nothing was changed: ${said}`);
    return { program, data, at };
  }
  // A witness that forgot what it signed could sign the contrary: its data never goes back.
  if (program === 'witness') return { program, data, at: data };
  const lock = tryLockStore(data);
  if (!lock)
    throw new UsageError(
      `录像机还在运行，未作改动 · the recorder is still running, nothing was changed: ${data}`,
    );
  try {
    mkdirSync(at, { recursive: true, mode: 0o700 });
    for (const file of recorderDatabases.flatMap(withItsLog))
      if (existsSync(join(data, file)))
        cpSync(join(data, file), join(at, file), { preserveTimestamps: true });
  } finally {
    lock.release();
    // The lock's files may have been made by taking it.
    for (const name of readdirSync(data).filter((one) => one.startsWith('lock.')))
      handTo(ownerOf(data), join(data, name));
  }
  return { program, data, at };
}

/** @param folder release whose program reads the copy */
export async function bringBack(folder: string, { program, data, at }: Kept): Promise<void> {
  if (program === 'platform') {
    const failed = `${data}.failed`;
    rmSync(failed, { recursive: true, force: true });
    renameSync(data, failed);
    const { status, said } = await runRelease(
      folder,
      ['platform', 'restore', '--data', data, '--from', at],
      failed,
    );
    if (status !== 0)
      throw new UsageError(`恢复失败 · not restored: ${said}（备份 backup: ${at}；原数据 data: ${failed}）`);
    return;
  }
  if (program === 'witness') return;
  for (const file of recorderDatabases.flatMap(withItsLog)) {
    rmSync(join(data, file), { force: true });
    if (!existsSync(join(at, file))) continue;
    cpSync(join(at, file), join(data, file), { preserveTimestamps: true });
    handTo(ownerOf(data), join(data, file));
  }
}

function handTo(owner: Account | undefined, path: string): void {
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** A database that was not closed has its last changes beside it. */
const withItsLog = (file: string): readonly string[] => [file, `${file}-wal`, `${file}-shm`];
