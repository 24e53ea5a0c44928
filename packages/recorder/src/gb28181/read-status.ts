// SPDX-License-Identifier: Apache-2.0
/** The state file of a recorder that runs, or ran, over a data directory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gb28181Status } from './gb28181-service.ts';
import { statusFileName } from './remembered-devices.ts';

export type ReadStatus = Gb28181Status & {
  /** The recorder that wrote it is alive. */
  readonly running: boolean;
};

/** @returns undefined when no recorder with GB/T 28181 has run over this directory */
export function readGb28181Status(dataDirectory: string): ReadStatus | undefined {
  let status: Gb28181Status;
  try {
    status = JSON.parse(readFileSync(join(dataDirectory, 'server', statusFileName), 'utf8')) as Gb28181Status;
  } catch {
    return undefined;
  }
  return { ...status, running: isAlive(status.pid) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
