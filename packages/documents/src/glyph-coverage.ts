// SPDX-License-Identifier: Apache-2.0
/**
 * Which characters the font files can draw, read from their character maps. An archival PDF may hold no missing glyph,
 * so the typesetter refuses a whole register for one rare character in one name; we must know before it does.
 *
 * @spec ISO/IEC 14496-22 (OpenType) `cmap`, subtable formats 4 and 12; `ttc` collections
 */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Ranges of code points, both ends included. */
type Ranges = readonly (readonly [first: number, last: number])[];

const known = new Map<string, Ranges>();

/**
 * @param folders folders of font files, as given to the typesetter
 * @returns whether a code point can be drawn by any of them
 */
export function coverageOf(folders: readonly string[]): (codePoint: number) => boolean {
  const ranges = folders.flatMap(fontFilesOf).map((file) => {
    const found = known.get(file) ?? readRanges(file);
    known.set(file, found);
    return found;
  });
  return (codePoint) => ranges.some((one) => within(one, codePoint));
}

function fontFilesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
    .map((name) => join(folder, name));
}

/** The ranges are sorted, as the format demands. */
function within(ranges: Ranges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle]!;
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** A file that is no font covers nothing. */
function readRanges(file: string): Ranges {
  try {
    const head = partOf(file, 0, 12);
    const fontAt = head.toString('latin1', 0, 4) === 'ttcf' ? partOf(file, 12, 4).readUInt32BE(0) : 0;
    const tables = partOf(file, fontAt + 4, 2).readUInt16BE(0);
    const directory = partOf(file, fontAt + 12, tables * 16);
    for (let at = 0; at < directory.length; at += 16)
      if (directory.toString('latin1', at, at + 4) === 'cmap')
        return rangesOf(partOf(file, directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12)));
    return [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function partOf(file: string, start: number, length: number): Buffer {
  const part = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  try {
    return part.subarray(0, readSync(handle, part, 0, length, start));
  } finally {
    closeSync(handle);
  }
}

/** The widest subtable of a `cmap`: format 12 where there is one, else format 4. */
function rangesOf(map: Buffer): Ranges {
  const offsets = Array.from({ length: map.readUInt16BE(2) }, (_, at) => map.readUInt32BE(4 + at * 8 + 4));
  const whole = offsets.find((at) => map.readUInt16BE(at) === 12);
  if (whole !== undefined) return groups(map.subarray(whole));
  const plane = offsets.find((at) => map.readUInt16BE(at) === 4);
  return plane === undefined ? [] : segments(map.subarray(plane));
}

function groups(table: Buffer): Ranges {
  return Array.from({ length: table.readUInt32BE(12) }, (_, at) => [
    table.readUInt32BE(16 + at * 12),
    table.readUInt32BE(20 + at * 12),
  ]);
}

/** Ends, a pad, starts; the last segment is the marker 0xFFFF. Holes inside a segment count as drawn: rare, and harmless here. */
function segments(table: Buffer): Ranges {
  const count = table.readUInt16BE(6) / 2;
  return Array.from({ length: count }, (_, at): [number, number] => [
    table.readUInt16BE(16 + count * 2 + at * 2),
    table.readUInt16BE(14 + at * 2),
  ]).filter(([first]) => first !== 0xffff);
}
