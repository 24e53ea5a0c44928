// SPDX-License-Identifier: Apache-2.0
/** Where C2SP tlog-tiles keeps what: `tile/<level>/x001/x234/067[.p/<width>]`, `tile/entries/…`, `checkpoint`. */

/** Hashes in a full tile. */
export const tileWidth = 256;

/** An index in groups of three digits, all but the last marked with `x`. */
export function encodeTileIndex(index: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

/** @param level tile level, or `entries` @param width hashes in the tile; 256 means full */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  return `tile/${level}/${encodeTileIndex(index)}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** Hashes in the tile that holds the right edge of a level in a tree of this size: floor(size / 256^level) mod 256. */
export function partialWidth(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level) % tileWidth;
}

/** Width of a given tile in a tree of this size; 0 when it does not exist yet. */
export function widthOfTile(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}

export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 255 for a partial tile, 256 for a full one. */
  readonly width: number;
}

/** Reads a tile's path back; undefined unless it is exactly what `tilePath` writes. */
export function parseTilePath(path: string): TileName | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? tileWidth : Number(match[3]);
  if (!Number.isSafeInteger(index) || width === 0) return undefined;
  return tilePath(level, index, width) === path ? { level, index, width } : undefined;
}
