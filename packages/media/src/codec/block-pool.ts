// SPDX-License-Identifier: Apache-2.0
/**
 * Blocks that frames lie in, used again once nobody holds them. A new block for every 64 KiB is 100 MB/s of memory
 * outside the heap at 200 cameras, and keeps the collector busy with nothing else (bench/README.md).
 *
 * A block is held by the arena that fills it and by each frame that has bytes in it. A holder that is forgotten
 * costs a block, which the collector then takes; a holder that lets go too early would let another frame be
 * written over this one: so a frame lets go once, through its lease, when its bytes are durable elsewhere.
 */

export const blockBytes = 65_536;
/** Free blocks kept; more are left to the collector. */
const mostFree = 1024;

export type Block = { readonly bytes: Uint8Array; holders: number };

export class BlockPool {
  readonly #free: Block[] = [];
  /** Blocks made so far, and those that are free now. */
  made = 0;

  get free(): number {
    return this.#free.length;
  }

  /** A block with one holder. Its content is whatever it was. */
  take(): Block {
    const block = this.#free.pop();
    if (block) {
      block.holders = 1;
      return block;
    }
    this.made++;
    return { bytes: new Uint8Array(blockBytes), holders: 1 };
  }

  letGo(block: Block): void {
    if (--block.holders === 0 && this.#free.length < mostFree) this.#free.push(block);
  }
}

/** What a frame holds. */
export class FrameLease {
  readonly #pool: BlockPool;
  #blocks: readonly Block[];

  constructor(pool: BlockPool, blocks: readonly Block[]) {
    this.#pool = pool;
    this.#blocks = blocks;
  }

  /** The frame's pieces must not be looked at any more. A second call does nothing. */
  release(): void {
    const blocks = this.#blocks;
    this.#blocks = noBlocks;
    for (const block of blocks) this.#pool.letGo(block);
  }
}

const noBlocks: readonly Block[] = [];
