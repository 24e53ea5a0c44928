// SPDX-License-Identifier: Apache-2.0
/** One platform per data directory. A lock left by a killed process does not hold. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../errors.ts';

export interface DirectoryLock {
  readonly release: () => void;
}

interface Holder {
  readonly pid: number;
  /** Start of the process in clock ticks since boot, so that a reused pid is not mistaken for the holder. */
  readonly startTicks: string;
}

/**
 * Takes the directory for this process.
 *
 * @throws PlatformError `platform/directory-taken` with the holder's pid
 */
export function lockDirectory(directory: string): DirectoryLock {
  const file = join(directory, 'in-use.json');
  const mine: Holder = { pid: process.pid, startTicks: startTicks(process.pid) };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
        throw new PlatformError('platform/directory-unusable', { directory, reason }, error);
      }
      const holder = readHolder(file);
      if (attempt > 2 || (holder && isAlive(holder)))
        throw new PlatformError('platform/directory-taken', { directory, pid: holder?.pid ?? 0 });
      rmSync(file, { force: true });
    }
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  return processRuns(holder.pid) && startTicks(holder.pid) === holder.startTicks;
}

/** Whether a process of that id exists, ours or not. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat; empty where there is no /proc. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
