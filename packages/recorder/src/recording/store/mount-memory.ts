// SPDX-License-Identifier: Apache-2.0
/**
 * Remembers, outside the data directory, which store lies where and how long its log was. When its disk is not mounted
 * the directory is missing or empty, and only this tells it from a place for a new store; when an older copy was put
 * back, only this (and a witness) tells that entries are gone.
 *
 * One small file per data directory in `MINGJING_STATE_DIR`, systemd's `STATE_DIRECTORY`, or
 * `~/.local/state/mingjing/`. Where none of them can be written nothing is remembered.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { RecorderError } from '../../errors.ts';

const Remembered = z.object({
  directory: z.string(),
  storeId: z.string(),
  mountPoint: z.string(),
  /** Entries under its newest checkpoint, when it was last told. */
  logSize: z.number().int().min(0).default(0),
});
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

/** What to do where a store was and none is: on the same disk a person may have wiped it on purpose. */
export type WhenGone = 'refuse' | 'make-anew';

/**
 * Before a new store is made.
 *
 * @returns the store that was here and has been deleted, if one was; the disk is still the same
 * @throws RecorderError `recorder/store-gone` when another file system lies there now, `recorder/store-removed` when it
 *   is the same one and `whenGone` is `refuse`
 */
export async function checkNothingIsGone(
  directory: string,
  whenGone: WhenGone,
): Promise<Remembered | undefined> {
  const known = await recallStore(directory);
  if (!known) return undefined;
  const mountPoint = await mountPointOf(directory);
  const { storeId } = known;
  if (mountPoint !== undefined && mountPoint !== known.mountPoint)
    throw new RecorderError('recorder/store-gone', {
      directory,
      storeId,
      mountPoint: known.mountPoint,
      file: fileOf(directory),
    });
  if (whenGone === 'refuse') throw new RecorderError('recorder/store-removed', { directory, storeId });
  return known;
}

/** @param logSize entries under its newest checkpoint */
export async function rememberStore(directory: string, storeId: string, logSize: number): Promise<void> {
  const mountPoint = await mountPointOf(directory);
  if (mountPoint === undefined) return;
  try {
    await mkdir(stateDirectory(), { recursive: true, mode: 0o700 });
    const remembered: Remembered = { directory: resolve(directory), storeId, mountPoint, logSize };
    const file = fileOf(directory);
    // As a whole: half a file would be remembered as nothing.
    await writeFile(`${file}.new`, `${JSON.stringify(remembered)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  } catch {
    // Nowhere to remember it: a store works without.
  }
}

function fileOf(directory: string): string {
  const name = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16);
  return join(stateDirectory(), `store-${name}.json`);
}

/** Where this program keeps what must not lie on the data disk. */
export function stateDirectory(): string {
  const { MINGJING_STATE_DIR, STATE_DIRECTORY, XDG_STATE_HOME } = process.env;
  const systemd = STATE_DIRECTORY?.split(':')[0];
  return (
    MINGJING_STATE_DIR ||
    (systemd ? join(systemd, 'known-stores') : '') ||
    join(XDG_STATE_HOME || join(homedir(), '.local/state'), 'mingjing')
  );
}
