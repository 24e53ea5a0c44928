// SPDX-License-Identifier: Apache-2.0
/** Cameras and range that playback hands over in the address. */
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
