// SPDX-License-Identifier: Apache-2.0
/**
 * The key that authenticates the unsigned tail of the log and what is derived from it. It signs nothing, and is not
 * the log key: whoever can write to the data directory but not read this key can add nothing to the journal.
 *
 * It lies in `keys/journal.key` (mode 0600). Kept apart it is a symbolic link to where the system keeps secrets, such
 * as a systemd credential that the machine's TPM opens (docs/operations.md); a link that leads nowhere is refused,
 * never replaced by a new key.
 *
 * The signed log says which key it is (`clock` entries, `journalKey`): whoever can write this file but not read it can
 * put another in its place, and adds nothing by that either.
 */
import { randomBytes } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Algorithms, encodeBase64, encodeUtf8 } from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import { type Disk, errorCode, readWhole, replaceFile } from './disk.ts';

export const journalKeyName = 'keys/journal.key';
const keyBytes = 32;

/** What the log says of the key; tells nothing of it. */
export function journalKeyMark(algorithms: Algorithms, key: Uint8Array): string {
  return encodeBase64(algorithms.hash(encodeUtf8('mingjing journal key\n'), key));
}

/** @throws RecorderError `recorder/journal-key-unusable` */
export async function openJournalKey(
  disk: Disk,
  directory: string,
): Promise<{ readonly key: Uint8Array; readonly isNew: boolean }> {
  const file = join(directory, journalKeyName);
  const found = await readWhole(disk, file);
  if (found?.length === keyBytes) return { key: found, isNew: false };
  if (found) throw new RecorderError('recorder/journal-key-unusable', { file, reason: `${found.length} B` });
  if (await isThere(file))
    throw new RecorderError('recorder/journal-key-unusable', { file, reason: 'ENOENT' });
  const key = new Uint8Array(randomBytes(keyBytes));
  await replaceFile(disk, file, key);
  return { key, isNew: true };
}

/** A link counts, wherever it leads. */
async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
