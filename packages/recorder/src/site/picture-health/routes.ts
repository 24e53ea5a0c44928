// SPDX-License-Identifier: Apache-2.0
/** Image health through HTTP: what was measured, and a person's word on the view a camera should show. */
import { listPictureHealth, type PictureHealth, settleReferenceView } from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import type { PictureState } from './picture-watch.ts';

const shown = ({ camera, told, why, stands, reference }: PictureState): PictureHealth => ({
  camera,
  verdict: why === undefined ? (told?.verdict ?? 'unknown') : 'unknown',
  ...(why ? { why } : told?.verdict === 'unknown' && { why: 'view-not-told' as const }),
  ...(stands && { stands }),
  mayRenew: why === undefined && told?.view !== undefined,
  ...(told && {
    told: {
      atMs: Math.round(told.atMs),
      verdict: told.verdict,
      brightness: told.measures.brightness,
      contrast: told.measures.contrast,
      sharpness: told.measures.sharpness,
      ...(told.measures.stillShare !== undefined && { stillShare: told.measures.stillShare }),
      ...(told.measures.view && {
        stayed: told.measures.view.stayed,
        // Few that went the same way are chance.
        ...(told.measures.view.shifted >= 0.3 && {
          shiftX: told.measures.view.shiftX,
          shiftY: told.measures.view.shiftY,
        }),
      }),
    },
  }),
  ...(reference && { reference: { ...reference, atMs: Math.round(reference.atMs) } }),
});

export function servedPictures({ core, pictures }: ServerContext): readonly Served[] {
  return [
    serve(listPictureHealth, () => ({ cameras: pictures.states().map(shown) })),
    serve(settleReferenceView, async ({ params: { camera }, body, person }) => {
      if (!core.cameras.find(camera)) throw new ServerRefusal('recorder/not-found', { what: camera });
      await pictures.settle(camera, body.as, body.reason, person);
    }),
  ];
}
