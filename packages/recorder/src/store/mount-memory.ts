// SPDX-License-Identifier: Apache-2.0
/**
 * Remembers, outside the data directory, which store lies where. When its disk is not mounted the directory is
 * missing or empty, and only this tells it from a place for a new store.
 *
 * One small file per data directory in `MINGJING_STATE_DIR`, systemd's `STATE_DIRECTORY`, or
 * `~/.local/state/mingjing/`. Where none of them can be written nothing is remembered.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { RecorderError } from '../errors.ts';

const Remembered = z.object({ directory: z.string(), storeId: z.string(), mountPoint: z.string() });
export type Remembered = z.infer<typeof Remembered>;

/** The file system a path lies on, by where it is mounted; undefined where the system does not say. */
export async function mountPointOf(path: string): Promise<string | undefined> {
  try {
    const table = await readFile('/proc/self/mountinfo', 'utf8');
    const real = await realpathOfExisting(resolve(path));
    const points = table.split('\n').flatMap((line) => {
      const point = line
        .split(' ')[4]
        ?.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
      return point !== undefined && (point === '/' || real === point || real.startsWith(`${point}/`))
        ? [point]
        : [];
    });
    return points.sort((a, b) => a.length - b.length).at(-1);
  } catch {
    return undefined;
  }
}

async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : await realpathOfExisting(parent);
  }
}

/** What was last known of a directory. */
export async function recallStore(directory: string): Promise<Remembered | undefined> {
  try {
    return Remembered.parse(JSON.parse(await readFile(fileOf(directory), 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Before a new store is made.
 *
 * @returns the store that was here and has been deleted, if one was; the disk is still the same
 * @throws RecorderError `recorder/store-gone` when another file system lies there now
 */
export async function checkNothingIsGone(directory: string): Promise<Remembered | undefined> {
  const known = await recallStore(directory);
  if (!known) return undefined;
  const mountPoint = await mountPointOf(directory);
  if (mountPoint === undefined || mountPoint === known.mountPoint) return known;
  throw new RecorderError('recorder/store-gone', {
    directory,
    storeId: known.storeId,
    mountPoint: known.mountPoint,
    file: fileOf(directory),
  });
}

export async function rememberStore(directory: string, storeId: string): Promise<void> {
  const mountPoint = await mountPointOf(directory);
  try {
    // The system's own disk cannot be away while this runs.
    if (mountPoint === undefined || mountPoint === '/') {
      await rm(fileOf(directory), { force: true });
      return;
    }
    await mkdir(stateDirectory(), { recursive: true, mode: 0o700 });
    const remembered: Remembered = { directory: resolve(directory), storeId, mountPoint };
    await writeFile(fileOf(directory), `${JSON.stringify(remembered)}\n`, { mode: 0o600 });
  } catch {
    // Nowhere to remember it: a store works without.
  }
}

function fileOf(directory: string): string {
  const name = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16);
  return join(stateDirectory(), `store-${name}.json`);
}

function stateDirectory(): string {
  const { MINGJING_STATE_DIR, STATE_DIRECTORY, XDG_STATE_HOME } = process.env;
  const systemd = STATE_DIRECTORY?.split(':')[0];
  return (
    MINGJING_STATE_DIR ||
    (systemd ? join(systemd, 'known-stores') : '') ||
    join(XDG_STATE_HOME || join(homedir(), '.local/state'), 'mingjing')
  );
}
