// SPDX-License-Identifier: Apache-2.0
/** A new row in the address: another page opens the form with what it knows, `?write=1&camera=cam-1&atMs=…`. */
import type { Register, RegisterRow } from '@mingjing/contracts/registers';
import { z } from 'zod';

export const RowInAddress = z.object({
  write: z.string().optional().catch(undefined),
  camera: z.string().max(64).optional().catch(undefined),
  /** Epoch ms. */
  atMs: z.coerce.number().int().positive().optional().catch(undefined),
});
export type RowInAddress = z.infer<typeof RowInAddress>;

/** The first field of each kind that the address says something of. */
export function knownOf(register: Register, { camera, atMs }: RowInAddress): RegisterRow['values'] {
  const first = (kind: string) =>
    Object.entries(register.fields).find(([, field]) => field.kind === kind)?.[0];
  const [cameraField, instantField] = [first('camera'), first('instant')];
  return {
    ...(cameraField !== undefined && camera !== undefined && { [cameraField]: camera }),
    ...(instantField !== undefined &&
      atMs !== undefined && { [instantField]: Math.floor(atMs / 60_000) * 60_000 }),
  };
}
