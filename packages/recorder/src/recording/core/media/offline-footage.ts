// SPDX-License-Identifier: Apache-2.0
/** Footage of a store that nobody records into, for commands that check it: hashes and blocks, opened where encrypted. */
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { RecorderError } from '../../../errors.ts';
import { nodeDisk } from '../../store/disk.ts';
import { readFootageKeys } from '../../store/footage-key.ts';
import { readIdentity } from '../../store/identity.ts';
import type { FootageOptions } from '../recorder-core.ts';
import { rewrapFootageKey, unwrapFootageKey } from './footage-keys.ts';
import { openFootageKeys, readStartSecret } from './footage-protection.ts';
import { footageSource, openedRoot } from './footage-source.ts';

/**
 * @throws RecorderError `recorder/store-…`, `recorder/footage-key-unusable`, `recorder/start-secret-unusable`
 */
export async function openOfflineFootage(directory: string, footage: FootageOptions) {
  const { suite } = await readIdentity(nodeDisk, directory);
  const place = { disk: nodeDisk, directory, algorithms: nodeAlgorithms[suite] };
  const keys = await openFootageKeys(nodeDisk, directory, footage);
  return {
    /** Root of the footage in an encrypted segment; undefined when it does not open. */
    openedRoot: (camera: string, path: string) => openedRoot(place, keys, camera, path),
    /** One block of a segment with the hashes around it; undefined when it is not there or does not open. */
    source: (camera: string, path: string) => footageSource(place, keys, camera, path),
  };
}

/**
 * Every footage key of a store under another start secret; the old one opens nothing afterwards. What is on the disk
 * stays as it is.
 *
 * @returns ids of the keys
 * @throws RecorderError `recorder/footage-locked` when one does not open with the old secret: then none is changed;
 *   `recorder/start-secret-unusable`
 */
export async function changeStartSecret(
  directory: string,
  before: FootageOptions,
  newSecretFile: string,
): Promise<readonly string[]> {
  const { storeId } = await readIdentity(nodeDisk, directory);
  const secret = await readStartSecret(storeId, before);
  const next = await readStartSecret(storeId, { startSecretFile: newSecretFile });
  const keys = await readFootageKeys(nodeDisk, directory);
  const opened = keys.map((key) => ({ key, raw: secret && unwrapFootageKey(key, secret) }));
  for (const { key, raw } of opened)
    if (!raw) throw new RecorderError('recorder/footage-locked', { keys: key.id });
  for (const { key, raw } of opened)
    if (raw && next) await rewrapFootageKey(nodeDisk, directory, key, raw, next);
  return keys.map(({ id }) => id);
}
