// SPDX-License-Identifier: Apache-2.0
/** What is there of a range, camera by camera, in seconds. */
import type { HeldRange } from '@mingjing/contracts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { Hold } from '../../terms/holds.ts';

const seconds = (ms: number) => Math.round(ms / 1000);

export function heldRanges(
  core: Pick<CoreWithoutMedia, 'coverage'>,
  { cameras, fromMs, toMs }: Pick<Hold, 'cameras' | 'fromMs' | 'toMs'>,
): HeldRange[] {
  return cameras.map((camera) => {
    const { heldMs, gapMs, deletedMs, unknownMs } = core.coverage(camera, fromMs, toMs);
    return {
      camera,
      heldSeconds: seconds(heldMs),
      gapSeconds: seconds(gapMs),
      deletedSeconds: seconds(deletedMs),
      unknownSeconds: seconds(unknownMs),
    };
  });
}
