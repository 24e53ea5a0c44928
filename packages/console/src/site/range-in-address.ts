// SPDX-License-Identifier: Apache-2.0
/** Cameras and range that playback hands over in the address, and what playback itself is asked for. */
import { z } from 'zod';

const instant = z.coerce.number<string>().positive().optional().catch(undefined);

const cameras = z
  .string()
  .catch('')
  .transform((ids) => ids.split(',').filter(Boolean));

/** `?cameras=a,b&fromMs=…&toMs=…`; undefined without a range that runs forward. */
export const RangeInAddress = z
  .object({ cameras, fromMs: instant, toMs: instant })
  .transform(({ cameras: ids, fromMs, toMs }) =>
    fromMs !== undefined && toMs !== undefined && fromMs < toMs ? { cameras: ids, fromMs, toMs } : undefined,
  );

/** `?camera=…` to begin with, `?atMs=…` from an alarm, `?session=…` a look that was registered at the counter. */
export const PlaybackInAddress = z.object({
  camera: z.string().optional().catch(undefined),
  atMs: instant,
  session: z.string().optional().catch(undefined),
});
