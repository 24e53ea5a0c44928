// SPDX-License-Identifier: Apache-2.0
/** The arithmetic of digital zoom, free of any drawing. Lengths are shares of the picture's box. */

export interface Glass {
  /** 1 is the whole picture. */
  readonly scale: number;
  /** Where the enlarged picture begins: from `1 - scale` to 0. */
  readonly x: number;
  readonly y: number;
}

export const unzoomed: Glass = { scale: 1, x: 0, y: 0 };
const most = 8;

const inside = (value: number, scale: number): number => Math.min(0, Math.max(1 - scale, value));

/** Enlarges so that what lies under a point stays under it. @param at of the box, 0 to 1 @param factor below 1: smaller */
export function zoomedAt(
  { scale, x, y }: Glass,
  at: { readonly x: number; readonly y: number },
  factor: number,
): Glass {
  const next = Math.min(most, Math.max(1, scale * factor));
  const under = { x: (at.x - x) / scale, y: (at.y - y) / scale };
  return {
    scale: next,
    x: inside(at.x - under.x * next, next),
    y: inside(at.y - under.y * next, next),
  };
}

/** Moves the picture under the glass, never past its edge. */
export function moved({ scale, x, y }: Glass, by: { readonly x: number; readonly y: number }): Glass {
  return { scale, x: inside(x + by.x, scale), y: inside(y + by.y, scale) };
}

/** What one button does: 1, 2, 4 times, and back. */
export function nextZoom(glass: Glass): Glass {
  return glass.scale >= 4 ? unzoomed : zoomedAt(glass, { x: 0.5, y: 0.5 }, 2);
}
