// SPDX-License-Identifier: Apache-2.0
/** Footage of a store that nobody records into, for commands that check it: hashes and blocks, opened where encrypted. */
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { nodeDisk } from '../../store/disk.ts';
import { readIdentity } from '../../store/identity.ts';
import type { FootageOptions } from '../recorder-core.ts';
import { openFootageKeys } from './footage-protection.ts';
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
