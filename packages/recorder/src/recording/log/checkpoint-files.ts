// SPDX-License-Identifier: Apache-2.0
/** Checkpoints on disk: the one in force, and every one that was ever signed, by its size. */
import { join } from 'node:path';
import { type SignedCheckpoint as ParsedCheckpoint, parseCheckpoint } from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import { type Disk, listFiles, readWhole } from '../store/disk.ts';

export type SignedCheckpoint = { readonly size: number; readonly note: string };

/** In the log's directory. */
export const historyDirectory = 'checkpoints';

export type CheckpointPlace = {
  readonly disk: Disk;
  /** The log's directory. */
  readonly directory: string;
  /** Whether a checkpoint found on disk is ours: signed by our key, or by one that handed over to it. */
  readonly isOurs: (checkpoint: ParsedCheckpoint) => boolean;
};

export type CheckpointOnDisk = SignedCheckpoint & { readonly root: Uint8Array };

/**
 * The newest checkpoint that was ever signed here. `log/checkpoint` says which; one that is older than what is kept
 * beside it was put back, or lost, and counts no more than a missing one.
 *
 * @throws RecorderError `recorder/log-damaged` when it is not one of ours: nothing is signed on top of it
 */
export async function readCheckpoint({
  disk,
  directory,
  isOurs,
}: CheckpointPlace): Promise<CheckpointOnDisk | undefined> {
  const read = async (name: string): Promise<CheckpointOnDisk | 'other' | undefined> => {
    const bytes = await readWhole(disk, join(directory, name));
    const parsed = bytes && parseCheckpoint(bytes);
    if (!bytes) return undefined;
    if (!parsed || !isOurs(parsed)) return 'other';
    return { size: parsed.size, root: parsed.root, note: new TextDecoder().decode(bytes) };
  };
  const inForce = await read('checkpoint');
  if (inForce === 'other')
    throw new RecorderError('recorder/log-damaged', {
      index: 0,
      reason: 'log/checkpoint is not signed by this recorder’s key',
    });
  const kept = (await listFiles(disk, join(directory, historyDirectory)))
    .filter((name) => /^\d+$/.test(name) && Number(name) > (inForce?.size ?? 0))
    .map(Number)
    .sort((a, b) => b - a);
  for (const size of kept) {
    const found = await read(join(historyDirectory, String(size)));
    if (found && found !== 'other' && found.size === size) return found;
  }
  return inForce;
}

/** Every checkpoint that is kept, smallest first. */
export async function readOldCheckpoints({
  disk,
  directory,
}: CheckpointPlace): Promise<readonly SignedCheckpoint[]> {
  const folder = join(directory, historyDirectory);
  const sizes = (await listFiles(disk, folder)).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: SignedCheckpoint[] = [];
  for (const size of sizes.sort((a, b) => a - b)) {
    const note = await readWhole(disk, join(folder, String(size)));
    if (note) found.push({ size, note: new TextDecoder().decode(note) });
  }
  return found;
}
