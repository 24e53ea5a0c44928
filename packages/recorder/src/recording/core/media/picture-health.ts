// SPDX-License-Identifier: Apache-2.0
/** Image health of a store's cameras: is what they record a clear picture of what they should show? */

import { join } from 'node:path';
import { formatTime } from '@mingjing/evidence';
import { isRefusal } from '../../../errors.ts';
import { type HealthMeasures, type HealthVerdict, judge, type TimedPicture } from '../../../health/judge.ts';
import { indexFileName } from '../../opening/open-store.ts';
import { nodeDisk } from '../../store/disk.ts';
import { FootageIndex } from '../../store/footage-index.ts';
import { settleStore } from '../offline.ts';
import type { FootageOptions } from '../recorder-core.ts';
import type { FootageKeys } from './footage-keys.ts';
import { openFootageKeys } from './footage-protection.ts';
import { DecoderMissing, keyFramePictures } from './key-frame-pictures.ts';

/** One line of `mingjing health --json`. */
export interface CameraHealth {
  readonly camera: string;
  /** Of the key frame that was judged, RFC 3339 UTC; null when there is none. */
  readonly at: string | null;
  readonly verdict: HealthVerdict;
  readonly measures: HealthMeasures | null;
  /** The view it was compared with; null when there was none to compare with. */
  readonly reference: { readonly at: string; readonly confirmed: boolean } | null;
  /** Why the verdict is `unknown`, when it is. */
  readonly why?: 'no-footage' | 'no-key-frame' | 'decoder-missing' | 'footage-locked' | 'view-not-told';
}

/** A reference must show something: of the oldest key frames the first that does. */
const fitForReference: readonly HealthVerdict[] = ['clear', 'frozen'];

/**
 * Judges the last key frames of each camera of a store; works beside a running recorder on what it has closed.
 *
 * The reference is the oldest clear view that is kept; it is no person's word, and says so (`confirmed: false`).
 *
 * @param camera absent: all
 * @throws RecorderError `recorder/store-…`
 */
export async function pictureHealth(
  directory: string,
  camera?: string,
  footage: FootageOptions = {},
): Promise<readonly CameraHealth[]> {
  await settleStore(directory);
  const keys = await openFootageKeys(nodeDisk, directory, footage);
  const index = new FootageIndex(join(directory, indexFileName), 'read');
  try {
    const rows: CameraHealth[] = [];
    for (const one of camera === undefined ? index.cameras() : [camera])
      rows.push(await healthOf(directory, index, one, keys));
    return rows;
  } finally {
    index.close();
  }
}

async function healthOf(
  directory: string,
  index: FootageIndex,
  camera: string,
  keys: FootageKeys,
): Promise<CameraHealth> {
  const unknown = (why: NonNullable<CameraHealth['why']>): CameraHealth => ({
    camera,
    at: null,
    verdict: 'unknown',
    measures: null,
    reference: null,
    why,
  });
  if (!index.last(camera)) return unknown('no-footage');
  let pictures: readonly TimedPicture[];
  let oldest: readonly TimedPicture[];
  try {
    pictures = await keyFramePictures(directory, index, camera, 'last', keys);
    oldest = await keyFramePictures(directory, index, camera, 'first', keys);
  } catch (error) {
    if (error instanceof DecoderMissing) return unknown('decoder-missing');
    if (isRefusal(error, 'recorder/footage-locked')) return unknown('footage-locked');
    throw error;
  }
  const last = pictures.at(-1);
  if (!last) return unknown('no-key-frame');
  const reference = oldest.find(
    (one) => one.atMs < last.atMs && fitForReference.includes(judge([one], undefined)?.verdict ?? 'unknown'),
  );
  const judged = judge(pictures, reference?.picture);
  return {
    camera,
    at: formatTime(last.atMs),
    verdict: judged?.verdict ?? 'unknown',
    measures: judged?.measures ?? null,
    reference: reference ? { at: formatTime(reference.atMs), confirmed: false } : null,
    ...(judged?.verdict === 'unknown' && { why: 'view-not-told' as const }),
  };
}
