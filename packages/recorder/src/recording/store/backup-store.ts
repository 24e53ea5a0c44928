// SPDX-License-Identifier: Apache-2.0
/**
 * A copy of everything a store cannot make anew, beside a running recorder: databases as of one moment, then the log in
 * the order in which a reader of a growing log goes (`store-parts.ts`). Restoring is copying back.
 */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { RecorderError } from '../../errors.ts';
import { nodeDisk } from './disk.ts';
import { readIdentity } from './identity.ts';
import { storeParts } from './store-parts.ts';

export type StoreBackup = { readonly storeId: string; readonly parts: readonly string[] };

/**
 * @param to made; must not exist or be empty. The copy holds private keys: mode 0700
 * @param footage copies footage too
 * @throws RecorderError `recorder/store-…`; `recorder/store-foreign` when `to` holds something
 */
export async function backUpStore(directory: string, to: string, footage: boolean): Promise<StoreBackup> {
  const { storeId } = await readIdentity(nodeDisk, directory);
  const there = await readdir(to).catch(() => []);
  if (there.length > 0) throw new RecorderError('recorder/store-foreign', { directory: to, name: there[0]! });
  await mkdir(to, { recursive: true, mode: 0o700 });
  // Half a backup must not look like one: it gets its name when it is whole.
  const part = join(to, 'unfinished');
  await mkdir(part, { mode: 0o700 });
  const parts: string[] = [];
  try {
    for (const { path, kind } of storeParts) {
      const isMeant = kind === 'whole' || kind === 'database' || (kind === 'footage' && footage);
      const from = join(directory, path);
      if (!isMeant || !existsSync(from)) continue;
      const target = join(part, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      if (kind === 'database') await copyDatabase(from, target);
      else await copyTree(from, target);
      parts.push(path);
    }
    for (const name of await readdir(part)) await rename(join(part, name), join(to, name));
    await rm(part, { recursive: true });
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
  return { storeId, parts };
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const database = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    await backup(database, to);
  } finally {
    database.close();
  }
  await chmod(to, 0o600);
}

/** A tile that is full by now takes the place of its unfinished one: what has gone meanwhile is not needed. */
async function copyTree(from: string, to: string): Promise<void> {
  const options = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true } as const;
  for (let tries = 0; ; tries++) {
    try {
      await cp(from, to, { ...options, filter: (path) => !path.endsWith('.tmp') });
      return;
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isGone || tries === 4) throw error;
    }
  }
}
