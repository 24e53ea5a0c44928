// SPDX-License-Identifier: Apache-2.0
/**
 * Entries that are durable but not yet in tiles. Appending to one file costs one fdatasync for many entries;
 * tiles are written once a minute with the checkpoint.
 *
 *     header  "MJLOG1\n\0" ‖ uint64 BE index of the first entry
 *     record  uint16 BE length ‖ entry ‖ uint32 BE CRC-32 of length and entry
 *
 * A torn record at the end is what a crash leaves; it was never acknowledged and is cut off.
 */
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Disk, type DiskFile, readWhole, replaceFile } from '../store/disk.ts';

const magic = new TextEncoder().encode('MJLOG1\n\0');
const headerBytes = 16;

export type JournalContent = {
  readonly firstIndex: number;
  readonly entries: readonly Uint8Array[];
  /** Bytes of header and whole records. */
  readonly sizeBytes: number;
};

export class Journal {
  readonly #disk: Disk;
  readonly #path: string;
  #file: DiskFile;
  #sizeBytes: number;

  private constructor(disk: Disk, path: string, file: DiskFile, sizeBytes: number) {
    this.#disk = disk;
    this.#path = path;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  /** Starts over with these entries: after a checkpoint, at first start, or when the old file failed. */
  static async replace(
    disk: Disk,
    directory: string,
    firstIndex: number,
    entries: readonly Uint8Array[],
  ): Promise<Journal> {
    const path = join(directory, 'journal');
    const content = Buffer.concat([header(firstIndex), ...entries.map(record)]);
    await replaceFile(disk, path, content);
    return new Journal(disk, path, await disk.openToWrite(path), content.length);
  }

  /** Opens what a former run left, torn tail cut off; undefined when there is none. */
  static async open(
    disk: Disk,
    directory: string,
  ): Promise<{ readonly journal: Journal; readonly content: JournalContent } | undefined> {
    const path = join(directory, 'journal');
    const bytes = await readWhole(disk, path);
    const content = bytes && parseJournal(bytes);
    if (!content) return undefined;
    const file = await disk.openToWrite(path);
    if (content.sizeBytes < (bytes?.length ?? 0)) {
      await file.truncate(content.sizeBytes);
      await file.sync();
    }
    return { journal: new Journal(disk, path, file, content.sizeBytes), content };
  }

  /** Durable when it resolves. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(entries.map(record));
    await this.#file.write([bytes], this.#sizeBytes);
    await this.#file.syncContent();
    this.#sizeBytes += bytes.length;
  }

  /** This file is no longer written; the next `replace` puts another in its place. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Where it lies, for messages. */
  get path(): string {
    return this.#path;
  }

  /** The disk it is on, for a successor. */
  get disk(): Disk {
    return this.#disk;
  }
}

/** @returns undefined when the header is not ours */
export function parseJournal(bytes: Uint8Array): JournalContent | undefined {
  if (bytes.length < headerBytes || magic.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const firstIndex = Number(view.getBigUint64(8));
  const entries: Uint8Array[] = [];
  let at = headerBytes;
  while (at + 6 <= bytes.length) {
    const size = view.getUint16(at);
    const end = at + 2 + size;
    if (end + 4 > bytes.length || crc32(bytes.subarray(at, end)) !== view.getUint32(end)) break;
    entries.push(bytes.slice(at + 2, end));
    at = end + 4;
  }
  return { firstIndex, entries, sizeBytes: at };
}

function header(firstIndex: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  bytes.set(magic);
  new DataView(bytes.buffer).setBigUint64(8, BigInt(firstIndex));
  return bytes;
}

function record(entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(entry.length + 6);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, entry.length);
  bytes.set(entry, 2);
  view.setUint32(entry.length + 2, crc32(bytes.subarray(0, entry.length + 2)));
  return bytes;
}
