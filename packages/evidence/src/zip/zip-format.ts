// SPDX-License-Identifier: Apache-2.0
/**
 * The one form in which we write ZIP: stored, UTF-8 names, 1980-01-01 00:00, no comments, no descriptors, ZIP64
 * fields only where a number does not fit. For given files there is exactly one such archive, so a reader can
 * compare every byte of its structure with what must stand there.
 */
import { concatBytes, encodeUtf8 } from '../bytes/octets.ts';

/** What a header says of one file. */
export interface ZipHeader {
  readonly path: string;
  readonly sizeBytes: number;
  readonly crc32: number;
  /** Where its local header starts. */
  readonly offsetBytes: number;
}

const limit32 = 0xffff_ffff;
const limit16 = 0xffff;
/** 1980-01-01. */
const fixedDate = 0x0021;
/** Bit 11: the name is UTF-8. */
const utf8Flag = 0x0800;
/** Regular file, rw-r--r--, in the upper half (made by Unix). */
const fileMode = 0o100644;

export const localHeaderSignature = 0x04034b50;
export const directorySignature = 0x02014b50;
export const endSignature = 0x06054b50;
export const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
/** Size of the end record, which has no comment. */
export const endRecordBytes = 22;
export const end64RecordBytes = 56;
export const locatorBytes = 20;

export function encodeLocalHeader(header: Omit<ZipHeader, 'offsetBytes'>): Uint8Array {
  const name = encodeUtf8(header.path);
  const isLarge = header.sizeBytes >= limit32;
  const extra = isLarge ? zip64Extra([header.sizeBytes, header.sizeBytes]) : new Uint8Array(0);
  return concatBytes(
    fields([4, localHeaderSignature], ...commonFields(header, isLarge), [2, name.length], [2, extra.length]),
    name,
    extra,
  );
}

export function encodeDirectoryHeader(header: ZipHeader): Uint8Array {
  const name = encodeUtf8(header.path);
  const isLarge = header.sizeBytes >= limit32;
  const isFar = header.offsetBytes >= limit32;
  const wide = [
    ...(isLarge ? [header.sizeBytes, header.sizeBytes] : []),
    ...(isFar ? [header.offsetBytes] : []),
  ];
  const extra = wide.length > 0 ? zip64Extra(wide) : new Uint8Array(0);
  return concatBytes(
    fields(
      [4, directorySignature],
      [2, (3 << 8) | (isLarge || isFar ? 45 : 20)],
      ...commonFields(header, isLarge || isFar, isLarge),
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, fileMode * 0x10000],
      [4, isFar ? limit32 : header.offsetBytes],
    ),
    name,
    extra,
  );
}

/** What stands behind the directory. */
export function encodeEnd(count: number, directoryOffset: number, directoryBytes: number): Uint8Array {
  const needs64 = count >= limit16 || directoryOffset >= limit32 || directoryBytes >= limit32;
  const end = fields(
    [4, endSignature],
    [2, 0],
    [2, 0],
    [2, Math.min(count, limit16)],
    [2, Math.min(count, limit16)],
    [4, Math.min(directoryBytes, limit32)],
    [4, Math.min(directoryOffset, limit32)],
    [2, 0],
  );
  if (!needs64) return end;
  const end64 = fields(
    [4, end64Signature],
    [8, end64RecordBytes - 12],
    [2, (3 << 8) | 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directoryBytes],
    [8, directoryOffset],
  );
  const locator = fields([4, locatorSignature], [4, 0], [8, directoryOffset + directoryBytes], [4, 1]);
  return concatBytes(end64, locator, end);
}

/** Version needed to sizes: the same run of fields in both headers. */
function commonFields(
  header: Omit<ZipHeader, 'offsetBytes'>,
  needs64: boolean,
  isLarge = needs64,
): readonly Field[] {
  const size = isLarge ? limit32 : header.sizeBytes;
  return [
    [2, needs64 ? 45 : 20],
    [2, utf8Flag],
    [2, 0],
    [2, 0],
    [2, fixedDate],
    [4, header.crc32],
    [4, size],
    [4, size],
  ];
}

function zip64Extra(values: readonly number[]): Uint8Array {
  return fields([2, 1], [2, values.length * 8], ...values.map((value): Field => [8, value]));
}

/** Width in bytes, then the value; little-endian. */
type Field = readonly [width: 2 | 4 | 8, value: number];

function fields(...list: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of list) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

/** A path that means the same on every system: relative, no dots, no drive, no backslash, no control character. */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > 512 || !path.isWellFormed()) return false;
  return path
    .split('/')
    .every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\:\p{Cc}]/u.test(name));
}
