// SPDX-License-Identifier: Apache-2.0
/**
 * A start on a disk without room or names: gives up what the store can do without, so that it can open, say that the
 * disk is full, and free what the law allows. First the reserve; then hash sheets of the oldest footage, which follow
 * from their files (`docs/design/evidence.md`). Footage is not its matter.
 */
import { join } from 'node:path';
import { hashSheetSuffix } from '@mingjing/evidence';
import { LogReserve } from '../log/log-reserve.ts';
import { type Disk, isFull, listFiles } from '../store/disk.ts';
import { footageDirectory } from '../store/paths.ts';

/** What a start needs at least. */
const leastBytes = 512 << 10;
const leastFiles = 16;
const sheetsGivenUp = 200;

export async function isTight(disk: Disk, directory: string): Promise<boolean> {
  const { freeBytes, freeFiles = leastFiles } = await disk.space(directory);
  return freeBytes < leastBytes || freeFiles < leastFiles;
}

/** @returns what was given up, for a line in the log; empty when there was nothing */
export async function makeRoom(
  disk: Disk,
  directory: string,
  logDirectory: string,
): Promise<readonly string[]> {
  const given: string[] = [];
  if (await new LogReserve(disk, join(directory, logDirectory)).giveUp()) given.push('reserve');
  if (!(await isTight(disk, directory))) return given;
  for (const sheet of await oldestSheets(disk, directory)) {
    await disk.remove(join(directory, footageDirectory, sheet));
    given.push(sheet);
  }
  return given;
}

async function oldestSheets(disk: Disk, directory: string): Promise<readonly string[]> {
  const sheets = (await listFiles(disk, join(directory, footageDirectory))).filter((name) =>
    name.endsWith(hashSheetSuffix),
  );
  // `<camera>/<day>/<start>.mp4.hashes`: by day and start, whatever the camera.
  const ageOf = (name: string) => name.slice(name.indexOf('/'));
  return sheets.sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1)).slice(0, sheetsGivenUp);
}

/** Runs an opening; when the disk turns out to be full, once more after room was made. */
export async function withRoom<T>(
  place: { readonly disk: Disk; readonly directory: string; readonly logDirectory: string },
  say: (given: readonly string[]) => void,
  open: () => Promise<T>,
): Promise<T> {
  const { disk, directory, logDirectory } = place;
  const make = async (): Promise<void> => {
    const given = await makeRoom(disk, directory, logDirectory);
    if (given.length > 0) say(given);
  };
  if ((await disk.identity(directory)) !== undefined && (await isTight(disk, directory))) await make();
  try {
    return await open();
  } catch (error) {
    const wasFull = isFull(error) || (error as { code?: unknown }).code === 'recorder/store-full';
    // SQLite says only that it cannot open its file when no name is left.
    if (!wasFull && !(await isTight(disk, directory).catch(() => false))) throw error;
    await make();
    return await open();
  }
}
