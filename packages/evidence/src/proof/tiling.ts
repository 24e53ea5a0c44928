// SPDX-License-Identifier: Apache-2.0
/** For one camera segments and gaps tile time: `n` without holes, each `start` the `end` before it. */
import type { SpanEntry } from '../entry/entry.ts';

export type TilingFault =
  | { readonly kind: 'number-missing'; readonly expectedN: number; readonly foundN: number }
  | { readonly kind: 'number-repeated'; readonly expectedN: number; readonly foundN: number }
  | { readonly kind: 'hole'; readonly from: string; readonly to: string }
  | { readonly kind: 'overlap'; readonly from: string; readonly to: string };

/** The last entry of a camera, as far as tiling is concerned. */
export interface TileEdge {
  readonly n: number;
  readonly end: string;
}

/**
 * What is wrong between two neighbours.
 *
 * @param before undefined: `next` should be the camera's first, number 1
 */
export function findTilingFault(before: TileEdge | undefined, next: SpanEntry): TilingFault | undefined {
  const expectedN = (before?.n ?? 0) + 1;
  if (next.n > expectedN) return { kind: 'number-missing', expectedN, foundN: next.n };
  if (next.n < expectedN) return { kind: 'number-repeated', expectedN, foundN: next.n };
  if (!before || next.start === before.end) return undefined;
  // Times of one form compare as text.
  return next.start > before.end
    ? { kind: 'hole', from: before.end, to: next.start }
    : { kind: 'overlap', from: next.start, to: before.end };
}
