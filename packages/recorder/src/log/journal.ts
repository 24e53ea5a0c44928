// SPDX-License-Identifier: Apache-2.0
/**
 * `log/journal` on disk: entries that are durable but not yet under a checkpoint. Appending to one file costs
 * one fdatasync for many entries; tiles are written once a minute with the checkpoint. `packages/evidence`
 * gives the bytes.
 */
import { join } from 'node:path';
import {
  type Algorithms,
  concatBytes,
  encodeJournalHead,
  encodeJournalRecord,
  parseJournal,
} from '@mingjing/evidence';
import { type Disk, type DiskFile, readWhole, replaceFile } from '../store/disk.ts';

export type OpenedJournal = {
  readonly journal: Journal;
  readonly firstIndex: number;
  readonly entries: readonly Uint8Array[];
  /** Bytes behind the last whole record that were cut off and kept aside; 0 after a clean stop. */
  readonly tornBytes: number;
};

export class Journal {
  readonly #algorithms: Algorithms;
  readonly #file: DiskFile;
  #sizeBytes: number;

  private constructor(algorithms: Algorithms, file: DiskFile, sizeBytes: number) {
    this.#algorithms = algorithms;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  /** Starts over with these entries: after a checkpoint, at first start, or when the old file failed. */
  static async replace(
    disk: Disk,
    directory: string,
    algorithms: Algorithms,
    firstIndex: number,
    entries: readonly Uint8Array[],
  ): Promise<Journal> {
    const path = join(directory, 'journal');
    const records = entries.map((entry) => encodeJournalRecord(algorithms, entry));
    const content = concatBytes(encodeJournalHead(firstIndex), ...records);
    await replaceFile(disk, path, content);
    return new Journal(algorithms, await disk.openToWrite(path), content.length);
  }

  /**
   * Opens what a former run left; undefined when there is none. What follows the last whole record was never
   * acknowledged; it is kept beside (`journal.torn`), cut off here, and reported.
   */
  static async open(
    disk: Disk,
    directory: string,
    algorithms: Algorithms,
  ): Promise<OpenedJournal | undefined> {
    const path = join(directory, 'journal');
    const bytes = await readWhole(disk, path);
    if (!bytes) return undefined;
    let parsed = parseJournal(algorithms, bytes);
    // A power cut may leave a record of the right length with pages that were never written.
    if (parsed.kind === 'damaged') parsed = parseJournal(algorithms, bytes.subarray(0, parsed.atByte));
    if (parsed.kind === 'damaged') return undefined;
    const tornBytes = bytes.length - parsed.wholeBytes;
    const file = await disk.openToWrite(path);
    if (tornBytes > 0) {
      await replaceFile(disk, `${path}.torn`, bytes.slice(parsed.wholeBytes));
      await file.truncate(parsed.wholeBytes);
      await file.sync();
    }
    const { firstIndex, entries, wholeBytes } = parsed;
    return { journal: new Journal(algorithms, file, wholeBytes), firstIndex, entries, tornBytes };
  }

  /** Durable when it resolves. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const bytes = concatBytes(...entries.map((entry) => encodeJournalRecord(this.#algorithms, entry)));
    await this.#file.write([bytes], this.#sizeBytes);
    await this.#file.syncContent();
    this.#sizeBytes += bytes.length;
  }

  /** This file is no longer written; the next `replace` puts another in its place. */
  close(): Promise<void> {
    return this.#file.close();
  }
}
