// SPDX-License-Identifier: Apache-2.0
/** The connections over GB/T 28181, from the same status that `mingjing recorder gb28181 status` tells. */
import { readSharing } from '@mingjing/contracts/site';
import type { ServerContext } from '../site/context.ts';
import { type Served, serve } from '../site/serving.ts';

export function servedSharing({ gb28181 }: ServerContext): readonly Served[] {
  return [
    serve(readSharing, () => {
      const status = gb28181();
      if (!status) return { configured: false, upper: [], devices: [] };
      return readSharing.answer.parse({ configured: true, ...status });
    }),
  ];
}
