// SPDX-License-Identifier: Apache-2.0
/** Small shapes that several of the recorder's operations share. */
import { z } from 'zod';

/** Epoch milliseconds on the recorder's own timeline. */
export const Ms = z.number().int().min(0).max(8_640_000_000_000_000);
/** The same in a query, where everything arrives as text. */
export const MsText = z.coerce.number<number>().pipe(Ms);
export const Sentence = z.object({ zh: z.string(), en: z.string() });
export const CameraId = z.string().max(64);
export const Id = z.object({ id: z.string().max(80) });
/** Why somebody did something, in their words. */
export const Reason = z.string().trim().min(2).max(1000);
export const Span = z.object({ fromMs: z.number(), toMs: z.number() });
export type Span = z.infer<typeof Span>;
