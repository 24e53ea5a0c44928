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
  type JournalSeal,
} from '@mingjing/evidence';
import { type Disk, type DiskFile, replaceFile } from '../store/disk.ts';

export const journalName = 'journal';

/** Where a journal lies and what authenticates its records. */
export type JournalPlace = {
  readonly disk: Disk;
  /** The log's directory. */
  readonly directory: string;
  readonly algorithms: Algorithms;
  readonly seal: JournalSeal;
};

export class Journal {
  readonly #place: JournalPlace;
  readonly #file: DiskFile;
  #sizeBytes: number;
  #next: number;

  private constructor(place: JournalPlace, file: DiskFile, sizeBytes: number, next: number) {
    this.#place = place;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
    this.#next = next;
  }

  /** Starts over with these entries: at each start, after a checkpoint, or when the old file failed. */
  static async replace(
    place: JournalPlace,
    firstIndex: number,
    entries: readonly Uint8Array[],
  ): Promise<Journal> {
    const { disk, directory, algorithms } = place;
    const path = join(directory, journalName);
    const content = concatBytes(
      encodeJournalHead(algorithms, firstIndex),
      encodeRecords(place, firstIndex, entries),
    );
    await replaceFile(disk, path, content);
    return new Journal(place, await disk.openToWrite(path), content.length, firstIndex + entries.length);
  }

  /** Durable when it resolves. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const bytes = encodeRecords(this.#place, this.#next, entries);
    await this.#file.write([bytes], this.#sizeBytes);
    await this.#file.syncContent();
    this.#sizeBytes += bytes.length;
    this.#next += entries.length;
  }

  /** This file is no longer written; the next `replace` puts another in its place. */
  close(): Promise<void> {
    return this.#file.close();
  }
}

function encodeRecords(
  { algorithms, seal }: JournalPlace,
  firstIndex: number,
  entries: readonly Uint8Array[],
): Uint8Array {
  return concatBytes(
    ...entries.map((entry, at) => encodeJournalRecord(algorithms, seal, firstIndex + at, entry)),
  );
}
