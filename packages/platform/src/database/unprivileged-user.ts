// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL refuses to run as root: whom it runs as instead. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { PlatformError } from '../errors.ts';

/** What `child_process.spawn` takes; empty when we are not root and simply run as ourselves. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The account the database runs as.
 *
 * Root picks, in this order: the owner of an existing data directory, `postgres`, `nobody`. The account must
 * have a name, because `initdb` asks for it. Anybody else runs it as themselves.
 */
export function databaseAccount(dataDirectory: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(dataDirectory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const found = lookUp(name);
    if (found) return found;
  }
  throw new PlatformError('platform/database-start-failed', {
    reason: 'root needs an account named postgres or nobody to run the database',
    log: '/etc/passwd',
  });
}

function lookUp(name: string): RunAs | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}
