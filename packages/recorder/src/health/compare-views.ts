// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a picture still shows the view of its reference. Edges stay where they are when light, season and people
 * change, so tiles of the reference's edges are looked for in the picture: each tile stays, is found elsewhere, or is
 * lost. Letters a camera writes along its upper and lower border never move with it and are left out.
 */
import { correlation, type Grid } from './grey-picture.ts';
import type { Measured } from './measure.ts';

export interface ViewComparison {
  /** Tiles of the reference with enough edges to be looked for. */
  readonly tiles: number;
  /** Share of them found where they were, 0–1. */
  readonly stayed: number;
  /** Share found at one and the same other place. */
  readonly shifted: number;
  /** That place, as a share of the picture's width and height; 0 where nothing shifted. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Correlation of the coarse brightness of both, −1 to 1. */
  readonly likeness: number;
}

const tileColumns = 18;
const tileRows = 12;
const strideColumns = 9;
const strideRows = 6;
/** As far as a tile is looked for, in cells of 4 pixels: beyond it the view is another one. */
const reachColumns = 26;
const reachRows = 12;
/** Rows at the top and bottom where cameras write. */
const borderRows = 4;
const foundAt = 0.62;
const clearlyBetter = 0.12;
/** Spread of edge strength a tile needs. */
const texture = 2;

interface Found {
  readonly dx: number;
  readonly dy: number;
}

/** @param reference and `current` measured from pictures of one size */
export function compareViews(
  reference: Omit<Measured, 'picture'>,
  current: Omit<Measured, 'picture'>,
): ViewComparison {
  const likeness = correlation(reference.shape.values, current.shape.values);
  const [was, is] = [evened(reference.edges), evened(current.edges)];
  const founds: (Found | undefined)[] = [];
  for (let row = borderRows; row + tileRows <= was.rows - borderRows; row += strideRows)
    for (let column = 0; column + tileColumns <= was.columns; column += strideColumns) {
      const tile = cut(was, column, row);
      if (spread(cut(reference.edges, column, row)) < texture) continue;
      founds.push(seek(tile, is, column, row));
    }
  return { ...counted(founds, was), likeness };
}

/** Each cell against its surroundings: a night's weak edges count as much as a day's strong ones. */
function evened({ columns, rows, values }: Grid): Grid {
  const reach = 4;
  const sums = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0; row < rows; row++)
    for (let column = 0, line = 0; column < columns; column++) {
      line += values[row * columns + column]!;
      sums[(row + 1) * (columns + 1) + column + 1] = sums[row * (columns + 1) + column + 1]! + line;
    }
  const even = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [top, bottom] = [Math.max(0, row - reach), Math.min(rows, row + reach + 1)];
      const [left, right] = [Math.max(0, column - reach), Math.min(columns, column + reach + 1)];
      const at = (r: number, c: number) => sums[r * (columns + 1) + c]!;
      const around = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
      const mean = around / ((bottom - top) * (right - left));
      even[row * columns + column] = values[row * columns + column]! / (mean + 3);
    }
  return { columns, rows, values: even };
}

function cut({ columns, values }: Grid, column: number, row: number): Float32Array {
  const tile = new Float32Array(tileColumns * tileRows);
  for (let y = 0; y < tileRows; y++)
    tile.set(
      values.subarray((row + y) * columns + column, (row + y) * columns + column + tileColumns),
      y * tileColumns,
    );
  return tile;
}

function spread(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Where a tile is found best; `undefined`: nowhere well enough. Its old place wins unless another is clearly better. */
function seek(tile: Float32Array, picture: Grid, column: number, row: number): Found | undefined {
  const at = (dx: number, dy: number): number => correlation(tile, cut(picture, column + dx, row + dy));
  // A cell of play: vibration, and what rounding to cells does.
  let stay = -1;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++)
      if (inside(picture, column + dx, row + dy)) stay = Math.max(stay, at(dx, dy));
  if (stay >= 0.8) return { dx: 0, dy: 0 };
  let best = { dx: 0, dy: 0, score: -1 };
  for (let dy = -reachRows; dy <= reachRows; dy++)
    for (let dx = -reachColumns; dx <= reachColumns; dx++) {
      if ((Math.abs(dx) <= 1 && Math.abs(dy) <= 1) || !inside(picture, column + dx, row + dy)) continue;
      const score = at(dx, dy);
      if (score > best.score) best = { dx, dy, score };
    }
  if (stay >= 0.45 && stay >= best.score - clearlyBetter) return { dx: 0, dy: 0 };
  return best.score >= foundAt ? { dx: best.dx, dy: best.dy } : undefined;
}

const inside = ({ columns, rows }: Grid, column: number, row: number): boolean =>
  column >= 0 && row >= borderRows && column + tileColumns <= columns && row + tileRows <= rows - borderRows;

function counted(founds: readonly (Found | undefined)[], { columns, rows }: Grid) {
  const tiles = founds.length;
  const elsewhere = founds.filter(
    (found) => found !== undefined && (found.dx !== 0 || found.dy !== 0),
  ) as Found[];
  const stayed = founds.filter((found) => found?.dx === 0 && found.dy === 0).length;
  const agreeing = (one: Found) =>
    elsewhere.filter(({ dx, dy }) => Math.abs(dx - one.dx) <= 2 && Math.abs(dy - one.dy) <= 2);
  const party = elsewhere
    .map(agreeing)
    .reduce((most, some) => (some.length > most.length ? some : most), [] as Found[]);
  const mean = (pick: (one: Found) => number) =>
    party.length === 0 ? 0 : party.reduce((sum, one) => sum + pick(one), 0) / party.length;
  return {
    tiles,
    stayed: tiles === 0 ? 0 : stayed / tiles,
    shifted: tiles === 0 ? 0 : party.length / tiles,
    shiftX: mean(({ dx }) => dx) / columns,
    shiftY: mean(({ dy }) => dy) / rows,
  };
}
