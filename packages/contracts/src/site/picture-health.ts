// SPDX-License-Identifier: Apache-2.0
/** Image health of the cameras, measured while they record, and the view each of them should show. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { CameraId, Reason } from './shapes.ts';

const Told = z.enum([
  'clear',
  'black',
  'frozen',
  'blurred',
  'overexposed',
  'underexposed',
  'covered',
  'moved',
]);
const Verdict = z.enum([...Told.options, 'unknown']);

export const PictureHealth = z.object({
  camera: z.string(),
  /** Now; `unknown` is neither healthy nor a fault. */
  verdict: Verdict,
  /** Why it is unknown. */
  why: z
    .enum([
      'not-yet',
      'no-footage',
      'no-key-frame',
      'no-new-picture',
      'decoder-missing',
      'footage-locked',
      'look-failed',
      'view-not-told',
    ])
    .optional(),
  /** After enough measurements in a row; a fault that stands is also an alarm. */
  stands: Told.optional(),
  /** Whether the newest picture is fit to be the reference. */
  mayRenew: z.boolean(),
  /** The newest measurement. */
  told: z
    .object({
      /** Of the picture. */
      atMs: z.number(),
      verdict: Verdict,
      /** Mean, 0–255. */
      brightness: z.number(),
      /** Standard deviation of brightness. */
      contrast: z.number(),
      /** 95th percentile of edge strength. */
      sharpness: z.number(),
      /** Share of the picture that did not change over some seconds, 0–1. */
      stillShare: z.number().optional(),
      /** Share of the reference's places found where they were, 0–1. */
      stayed: z.number().optional(),
      /** How far they went, of width and height; absent where too few went the same way. */
      shiftX: z.number().optional(),
      shiftY: z.number().optional(),
    })
    .optional(),
  reference: z
    .object({
      /** Of the picture it was measured from. */
      atMs: z.number(),
      /** Absent: the first clear picture, which nobody has looked at yet. */
      confirmed: z.object({ by: z.string(), atMs: z.number(), reason: z.string() }).optional(),
    })
    .optional(),
});
export type PictureHealth = z.infer<typeof PictureHealth>;

const tag = '摄像机 Cameras';

export const listPictureHealth = siteOperation({
  method: 'GET',
  path: '/api/picture-health',
  roles: site.everyone,
  tag,
  summary: { zh: '图像健康', en: 'Image health of the cameras' },
  answer: z.object({ cameras: z.array(PictureHealth) }),
});
export const settleReferenceView = siteOperation({
  method: 'POST',
  path: '/api/cameras/:camera/reference-view',
  roles: site.deciders,
  tag,
  summary: {
    zh: '确认或更新参考画面（写明理由）',
    en: 'Confirm or renew the view a camera should show, with a reason',
  },
  params: z.object({ camera: CameraId }),
  body: z.object({ as: z.enum(['confirm', 'renew']), reason: Reason }),
});
