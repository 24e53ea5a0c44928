// SPDX-License-Identifier: Apache-2.0
/** A database server that outlived the program that started it (kill -9): stopped before the next start. */
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors.ts';
import { processRuns } from './directory-lock.ts';

/**
 * Stops the server that still works in the directory, if any. The caller holds the directory lock, so it
 * belongs to nobody.
 *
 * Fast shutdown first (SIGINT), immediate after 20 s (SIGQUIT: the next start replays the log). A pid that is
 * not a server of this directory is left alone and its stale file removed.
 *
 * @throws PlatformError `platform/directory-taken` if it does not stop
 */
export async function stopStalePostmaster(postgresDirectory: string): Promise<boolean> {
  const file = join(postgresDirectory, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !worksIn(pid, postgresDirectory)) {
    rmSync(file, { force: true });
    return false;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (processRuns(pid)) process.kill(pid, signal);
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 50) {
      if (!processRuns(pid) || !existsSync(file)) return true;
      await sleep(50);
    }
  }
  throw new PlatformError('platform/directory-taken', { directory: postgresDirectory, pid });
}

/** On Linux the kernel says where the process works; elsewhere a live pid is believed. */
function worksIn(pid: number, directory: string): boolean {
  if (!processRuns(pid)) return false;
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return realpathSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return false;
  }
}
