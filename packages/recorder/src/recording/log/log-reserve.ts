// SPDX-License-Identifier: Apache-2.0
/**
 * Files that only take room and names: when the disk is full they are given up, so that the log can still say that it is
 * full, and why footage ends, and so that a start on a full disk can open what it needs. They are taken again as soon as
 * there is room.
 */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { type Disk, errorCode, isFull, replaceFile } from '../store/disk.ts';

/** Enough for some thousand entries with their tiles and checkpoints. */
const reserveBytes = 1 << 20;
/** Names for databases, their journals and tiles: a start makes about twelve files. */
const reserveFiles = 24;

export class LogReserve {
  readonly #disk: Disk;
  readonly #path: string;
  #isThere = false;

  /** @param directory of the log; the files stand beside it, for nothing foreign belongs inside */
  constructor(disk: Disk, directory: string) {
    this.#disk = disk;
    this.#path = `${directory}.reserve`;
  }

  /** @returns whether there was anything to give up */
  async giveUp(): Promise<boolean> {
    const wasThere = (await this.#disk.identity(this.#path)) !== undefined;
    await this.#disk.remove(this.#path);
    for (let at = 0; at < reserveFiles; at++) await this.#disk.remove(`${this.#path}.${at}`);
    this.#isThere = false;
    return wasThere;
  }

  /** Takes the room if it is not taken; a disk without it goes on without. */
  async take(): Promise<void> {
    if (this.#isThere) return;
    const { freeBytes, freeFiles = reserveFiles * 3 } = await this.#disk.space(dirname(this.#path));
    if (freeBytes < reserveBytes * 3 || freeFiles < reserveFiles * 3) return;
    try {
      // Bytes that no file system can compress away, and that hold no text: whoever looks for a secret finds none by chance.
      if ((await this.#disk.identity(this.#path)) === undefined)
        await replaceFile(
          this.#disk,
          this.#path,
          randomBytes(reserveBytes).map((byte) => byte | 0x80),
        );
      for (let at = 0; at < reserveFiles; at++) await this.#takeName(`${this.#path}.${at}`);
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
      await this.giveUp();
      return await work();
    }
  }

  async #takeName(path: string): Promise<void> {
    try {
      await (await this.#disk.create(path)).close();
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}
