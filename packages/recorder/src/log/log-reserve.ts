// SPDX-License-Identifier: Apache-2.0
/**
 * A file that only takes room: when the disk is full it is given up, so that the log can still say that it is full,
 * and why footage ends. It is taken again as soon as there is room.
 */
import { randomBytes } from 'node:crypto';
import { type Disk, errorCode, replaceFile } from '../store/disk.ts';

/** Enough for some thousand entries with their tiles and checkpoints. */
const reserveBytes = 1 << 20;

export class LogReserve {
  readonly #disk: Disk;
  readonly #path: string;
  #isThere = false;

  /** @param directory of the log; the file stands beside it, for nothing foreign belongs inside */
  constructor(disk: Disk, directory: string) {
    this.#disk = disk;
    this.#path = `${directory}.reserve`;
  }

  /** Takes the room if it is not taken; a disk without it goes on without. */
  async take(): Promise<void> {
    if (this.#isThere) return;
    try {
      // Bytes that no file system can compress away.
      if ((await this.#disk.identity(this.#path)) === undefined)
        await replaceFile(this.#disk, this.#path, randomBytes(reserveBytes));
      this.#isThere = true;
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }

  /** Does the work; if the disk is full, once more with the room that was kept. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.#disk.remove(this.#path);
      this.#isThere = false;
      return await work();
    }
  }
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error));
}
