// SPDX-License-Identifier: Apache-2.0
/**
 * A cold copy of the whole data directory (database, keys, secrets) with a manifest of hashes. The platform must be
 * stopped: the lock is taken for as long as it lasts. A database elsewhere is backed up with its own tools.
 */
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, lchownSync, readdirSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { lockDirectory } from '../database/directory-lock.ts';
import { databaseAccount } from '../database/unprivileged-user.ts';
import { PlatformError } from '../errors.ts';

interface Manifest {
  readonly format: 1;
  /** Path below `data/` → SHA-256, hex. */
  readonly files: Readonly<Record<string, string>>;
}

/** What belongs to a running server and not to a copy. */
const fleeting = /(^|\/)(postmaster\.pid|postmaster\.opts|lock|\.s\.PGSQL\..*)$/;

/**
 * @param out must not exist or be empty
 * @throws PlatformError `platform/directory-taken` while a platform runs, `platform/restore-target-not-empty`
 */
export async function backUp({ directory }: { readonly directory: string }, out: string): Promise<void> {
  if (!existsSync(join(directory, 'database')))
    throw new PlatformError('platform/directory-unusable', { directory, reason: 'ENOENT' });
  refuseFilled(out);
  const lock = lockDirectory(join(directory, 'database'));
  try {
    await mkdir(out, { recursive: true, mode: 0o700 });
    await chmod(out, 0o700);
    await copyTree(directory, join(out, 'data'));
    const manifest: Manifest = { format: 1, files: await hashesOf(join(out, 'data')) };
    await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest)}\n`, { mode: 0o600 });
  } finally {
    lock.release();
  }
}

/**
 * @param from a folder made by `backUp`
 * @throws PlatformError `platform/backup-damaged` with the file, `platform/restore-target-not-empty`
 */
export async function restore({ directory }: { readonly directory: string }, from: string): Promise<void> {
  refuseFilled(directory);
  const manifest = await readManifest(from);
  const found = await hashesOf(join(from, 'data'));
  for (const file of new Set([...Object.keys(manifest.files), ...Object.keys(found)]))
    if (manifest.files[file] !== found[file]) throw new PlatformError('platform/backup-damaged', { file });
  const making = `${directory}.restoring`;
  await copyTree(join(from, 'data'), making);
  handToDatabase(join(making, 'database', 'postgres'));
  await mkdir(join(directory, '..'), { recursive: true });
  await rename(making, directory);
}

/** PostgreSQL wants its folders to itself, and as root it runs as another account. */
function handToDatabase(directory: string): void {
  if (!existsSync(directory)) return;
  const { uid, gid } = databaseAccount(directory);
  const folders = [directory];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) folders.push(path);
    if (uid !== undefined && gid !== undefined) lchownSync(path, uid, gid);
  }
  for (const folder of folders) chmodSync(folder, 0o700);
  if (uid !== undefined && gid !== undefined) lchownSync(directory, uid, gid);
}

function refuseFilled(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new PlatformError('platform/restore-target-not-empty', { directory });
}

async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    filter: (source) => !fleeting.test(relative(from, source)),
  });
}

async function hashesOf(root: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    found[relative(root, path)] = hash.digest('hex');
  }
  return found;
}

async function readManifest(from: string): Promise<Manifest> {
  try {
    const manifest = JSON.parse(await readFile(join(from, 'manifest.json'), 'utf8')) as Manifest;
    if (manifest.format === 1 && typeof manifest.files === 'object') return manifest;
  } catch (error) {
    throw new PlatformError('platform/backup-damaged', { file: 'manifest.json' }, error);
  }
  throw new PlatformError('platform/backup-damaged', { file: 'manifest.json' });
}
