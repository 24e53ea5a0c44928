// SPDX-License-Identifier: Apache-2.0
/** What is there of a range that somebody wants kept: said when it is held, so that nobody relies on footage that is gone. */
import { z } from 'zod';

export const HeldRange = z.strictObject({
  camera: z.string().max(64),
  heldSeconds: z.int().min(0),
  gapSeconds: z.int().min(0),
  deletedSeconds: z.int().min(0).describe('gone before the request came'),
  unknownSeconds: z.int().min(0),
});
export type HeldRange = z.infer<typeof HeldRange>;
