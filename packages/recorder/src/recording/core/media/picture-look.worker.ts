// SPDX-License-Identifier: Apache-2.0
/** Looks at pictures in a thread of its own: reads the index beside the recorder, decodes with ffmpeg, measures. */

import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal } from '../../../errors.ts';
import { judge, type ReferenceView, viewOf } from '../../../health/judge.ts';
import type { PictureLook } from '../../../health/picture-look.ts';
import { indexFileName } from '../../opening/open-store.ts';
import { FootageIndex } from '../../store/footage-index.ts';
import { FootageKeys } from './footage-keys.ts';
import { DecoderMissing, keyFramePictures } from './key-frame-pictures.ts';

const { directory } = workerData as { readonly directory: string };

type Wish = {
  readonly camera: string;
  readonly reference: ReferenceView | undefined;
  /** Secret halves of the footage keys; they do not leave the process. */
  readonly secrets: readonly Uint8Array[];
};

async function lookAt({ camera, reference, secrets }: Wish): Promise<PictureLook> {
  const index = new FootageIndex(join(directory, indexFileName), 'read');
  try {
    if (!index.last(camera)) return { kind: 'unknown', why: 'no-footage' };
    const pictures = await keyFramePictures(directory, index, camera, 'last', new FootageKeys(secrets));
    const last = pictures.at(-1);
    const judged = judge(pictures, reference);
    if (!last || !judged) return { kind: 'unknown', why: 'no-key-frame' };
    const isFit = judge([last], undefined)?.verdict === 'clear';
    return { kind: 'told', atMs: last.atMs, ...judged, ...(isFit && { view: viewOf(last.picture) }) };
  } catch (error) {
    if (error instanceof DecoderMissing) return { kind: 'unknown', why: 'decoder-missing' };
    if (isRefusal(error, 'recorder/footage-locked')) return { kind: 'unknown', why: 'footage-locked' };
    throw error;
  } finally {
    index.close();
  }
}

parentPort?.on('message', (wish: Wish) => {
  lookAt(wish).then(
    (look) => parentPort?.postMessage(look),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
