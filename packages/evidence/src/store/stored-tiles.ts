// SPDX-License-Identifier: Apache-2.0
/** Tiles of a log of a given size as they lie in the store, partial or full; a few are kept. */
import { type Hash, hashSizeBytes } from '../algorithms.ts';
import { tilePath, tileWidth, widthOfTile } from '../log/tile-path.ts';
import { type StoreFiles, storeNames } from './store-files.ts';

const keptTiles = 16;

export interface StoredTile {
  /** Exactly as many as the log's size gives the tile; undefined when it is missing or of another length. */
  readonly hashes: readonly Hash[] | undefined;
  readonly isThere: boolean;
}

export class StoredTiles {
  readonly #files: StoreFiles;
  readonly #size: number;
  readonly #kept = new Map<string, StoredTile>();

  /** @param size entries under the checkpoint */
  constructor(files: StoreFiles, size: number) {
    this.#files = files;
    this.#size = size;
  }

  async hashes(level: number, index: number): Promise<StoredTile> {
    const key = `${level}/${index}`;
    const kept = this.#kept.get(key) ?? (await this.#read(level, index));
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptTiles) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }

  /** An entry bundle with the number of entries its name claims, which may be more than the checkpoint covers. */
  entryBundle(index: number): Promise<{ readonly bytes: Uint8Array; readonly width: number } | undefined> {
    return this.#find('entries', index);
  }

  async #read(level: number, index: number): Promise<StoredTile> {
    const found = await this.#find(level, index);
    if (!found) return { hashes: undefined, isThere: false };
    if (found.bytes.length !== found.width * hashSizeBytes) return { hashes: undefined, isThere: true };
    const width = widthOfTile(level, index, this.#size);
    const hashes = Array.from({ length: width }, (_, at) =>
      found.bytes.subarray(at * hashSizeBytes, (at + 1) * hashSizeBytes),
    );
    return { hashes, isThere: true };
  }

  /** The partial tile of the checkpoint's size or, once that is gone, the full one. */
  async #find(
    level: number | 'entries',
    index: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly width: number } | undefined> {
    const width = widthOfTile(level === 'entries' ? 0 : level, index, this.#size);
    for (const tried of width === tileWidth ? [tileWidth] : [width, tileWidth]) {
      const bytes = await this.#files.readWhole(`${storeNames.log}/${tilePath(level, index, tried)}`);
      if (bytes) return { bytes, width: tried };
    }
    return undefined;
  }
}
