// SPDX-License-Identifier: Apache-2.0
/**
 * Reading archives that may be hostile. Only the form of zip-format.ts is accepted: files stored one behind
 * another without a byte between them, headers exactly as we would write them. So nothing hides in an extra
 * field, a comment, a second header or a gap, and two programs never see two different contents.
 */
import { decodeUtf8, equalBytes } from '../bytes/octets.ts';
import {
  directorySignature,
  encodeDirectoryHeader,
  encodeEnd,
  encodeLocalHeader,
  end64RecordBytes,
  end64Signature,
  endRecordBytes,
  endSignature,
  isSafePath,
  localHeaderSignature,
  locatorBytes,
  type ZipHeader,
} from './zip-format.ts';

/** Bytes of a file or Blob; may answer fewer bytes only at the end. */
export interface RandomAccess {
  readonly sizeBytes: number;
  readonly read: (offsetBytes: number, lengthBytes: number) => Promise<Uint8Array>;
}

export type ZipFault =
  | { readonly kind: 'not-a-zip' }
  /** It starts like an archive, but its end is missing or does not fit the size. */
  | { readonly kind: 'truncated'; readonly sizeBytes: number }
  | { readonly kind: 'too-many-files'; readonly count: number }
  /** Bytes that should stand there do not. */
  | { readonly kind: 'structure'; readonly offsetBytes: number; readonly path?: string }
  | { readonly kind: 'name'; readonly offsetBytes: number; readonly path: string }
  | { readonly kind: 'repeated-name'; readonly path: string };

export type OpenedZip =
  | { readonly kind: 'zip'; readonly files: ReadonlyMap<string, ZippedFile> }
  | { readonly kind: 'refused'; readonly faults: readonly ZipFault[] };

export interface ZippedFile extends ZipHeader {
  /** Where its content starts in the archive. */
  readonly contentOffset: number;
}

/** More files than a day of 64 cameras makes in one-second fragments. */
const maxFiles = 8_000_000;
/** Directories are read in pieces of this size. */
const pieceBytes = 1 << 20;

/** Reads and checks the whole structure. Never throws for what stands in the archive. */
export async function openZip(source: RandomAccess): Promise<OpenedZip> {
  const end = await readEnd(source);
  if ('fault' in end) return { kind: 'refused', faults: [end.fault] };
  const headers = await readDirectory(source, end);
  if ('fault' in headers) return { kind: 'refused', faults: [headers.fault] };
  const faults: ZipFault[] = [];
  const files = new Map<string, ZippedFile>();
  let expectedOffset = 0;
  for (const header of headers.list) {
    if (files.has(header.path)) faults.push({ kind: 'repeated-name', path: header.path });
    const local = encodeLocalHeader(header);
    const contentOffset = header.offsetBytes + local.length;
    if (header.offsetBytes !== expectedOffset)
      faults.push({ kind: 'structure', offsetBytes: expectedOffset, path: header.path });
    const found = await source.read(header.offsetBytes, local.length);
    if (!equalBytes(found, local)) {
      const at = local.findIndex((byte, position) => byte !== found[position]);
      faults.push({ kind: 'structure', offsetBytes: header.offsetBytes + at, path: header.path });
    }
    files.set(header.path, { ...header, contentOffset });
    expectedOffset = contentOffset + header.sizeBytes;
  }
  if (expectedOffset !== end.directoryOffset) faults.push({ kind: 'structure', offsetBytes: expectedOffset });
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'zip', files };
}

interface End {
  readonly count: number;
  readonly directoryOffset: number;
  readonly directoryBytes: number;
}

async function readEnd(source: RandomAccess): Promise<End | { readonly fault: ZipFault }> {
  const start = await source.read(0, 4);
  if (start.length < 4) return { fault: { kind: 'not-a-zip' } };
  const first = viewOf(start).getUint32(0, true);
  const looksLikeZip = first === localHeaderSignature || first === endSignature;
  const truncated: { readonly fault: ZipFault } = {
    fault: looksLikeZip ? { kind: 'truncated', sizeBytes: source.sizeBytes } : { kind: 'not-a-zip' },
  };
  if (source.sizeBytes < endRecordBytes) return truncated;
  const tailBytes = Math.min(source.sizeBytes, endRecordBytes + locatorBytes + end64RecordBytes);
  const tail = await source.read(source.sizeBytes - tailBytes, tailBytes);
  if (tail.length !== tailBytes) return truncated;
  const end = viewOf(tail.subarray(tailBytes - endRecordBytes));
  if (end.getUint32(0, true) !== endSignature) return truncated;
  const parsed = parseEnd(tail, end);
  if (parsed.count > maxFiles) return { fault: { kind: 'too-many-files', count: parsed.count } };
  // The whole end must be what these three numbers make of it, and stand where they say.
  const expected = encodeEnd(parsed.count, parsed.directoryOffset, parsed.directoryBytes);
  const offsetBytes = parsed.directoryOffset + parsed.directoryBytes;
  if (offsetBytes + expected.length !== source.sizeBytes)
    return { fault: { kind: 'structure', offsetBytes: source.sizeBytes - expected.length } };
  const found = tail.subarray(tailBytes - expected.length);
  const differs = expected.findIndex((byte, at) => byte !== found[at]);
  return differs < 0 ? parsed : { fault: { kind: 'structure', offsetBytes: offsetBytes + differs } };
}

function parseEnd(tail: Uint8Array, end: DataView): End {
  const start64 = tail.length - endRecordBytes - locatorBytes - end64RecordBytes;
  if (start64 >= 0) {
    const end64 = viewOf(tail.subarray(start64));
    if (end64.getUint32(0, true) === end64Signature)
      return {
        count: Number(end64.getBigUint64(24, true)),
        directoryBytes: Number(end64.getBigUint64(40, true)),
        directoryOffset: Number(end64.getBigUint64(48, true)),
      };
  }
  return {
    count: end.getUint16(8, true),
    directoryBytes: end.getUint32(12, true),
    directoryOffset: end.getUint32(16, true),
  };
}

async function readDirectory(
  source: RandomAccess,
  end: End,
): Promise<{ readonly list: readonly ZipHeader[] } | { readonly fault: ZipFault }> {
  const reader = new PieceReader(source, end.directoryOffset, end.directoryBytes);
  const list: ZipHeader[] = [];
  for (let at = 0; at < end.count; at++) {
    const offsetBytes = reader.offsetBytes;
    const fixed = await reader.peek(46);
    if (fixed.length < 46 || viewOf(fixed).getUint32(0, true) !== directorySignature)
      return { fault: { kind: 'structure', offsetBytes } };
    const view = viewOf(fixed);
    const length = 46 + view.getUint16(28, true) + view.getUint16(30, true);
    const bytes = await reader.take(length);
    const path =
      bytes.length === length ? decodeUtf8(bytes.subarray(46, 46 + view.getUint16(28, true))) : undefined;
    if (path === undefined) return { fault: { kind: 'structure', offsetBytes } };
    if (!isSafePath(path)) return { fault: { kind: 'name', offsetBytes, path } };
    const header = { path, crc32: view.getUint32(16, true), ...sizesOf(view, bytes) };
    const expected = encodeDirectoryHeader(header);
    const differs = expected.findIndex((byte, position) => byte !== bytes[position]);
    if (differs >= 0 || expected.length !== bytes.length)
      return { fault: { kind: 'structure', offsetBytes: offsetBytes + Math.max(0, differs), path } };
    list.push(header);
  }
  return reader.isAtEnd ? { list } : { fault: { kind: 'structure', offsetBytes: reader.offsetBytes } };
}

/** Size and offset, from the ZIP64 field where the short ones are full. */
function sizesOf(
  view: DataView,
  bytes: Uint8Array,
): { readonly sizeBytes: number; readonly offsetBytes: number } {
  const size = view.getUint32(24, true);
  const offset = view.getUint32(42, true);
  let at = 46 + view.getUint16(28, true) + 4;
  const wide = (short: number, count: number): number => {
    if (short !== 0xffff_ffff || at + 8 > bytes.length) return short;
    const value = Number(viewOf(bytes).getBigUint64(at, true));
    at += 8 * count;
    return value;
  };
  const sizeBytes = wide(size, 2);
  return { sizeBytes, offsetBytes: wide(offset, 1) };
}

/** Reads a stretch of the source in pieces, so that a large directory is not asked for byte by byte. */
class PieceReader {
  readonly #source: RandomAccess;
  readonly #end: number;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;
  offsetBytes: number;

  constructor(source: RandomAccess, offsetBytes: number, sizeBytes: number) {
    this.#source = source;
    this.offsetBytes = offsetBytes;
    this.#end = offsetBytes + sizeBytes;
  }

  get isAtEnd(): boolean {
    return this.offsetBytes === this.#end;
  }

  async peek(length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, this.#end - this.offsetBytes);
    if (this.#piece.length - this.#at < wanted) {
      const size = Math.min(Math.max(wanted, pieceBytes), this.#end - this.offsetBytes);
      this.#piece = await this.#source.read(this.offsetBytes, size);
      this.#at = 0;
    }
    return this.#piece.subarray(this.#at, this.#at + wanted);
  }

  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.#at += bytes.length;
    this.offsetBytes += bytes.length;
    return bytes;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
