// SPDX-License-Identifier: Apache-2.0
/**
 * Where a camera's frames are put together: blocks that NAL units are copied into straight from the socket's
 * buffer, each behind its length. One copy, no object per packet; a frame is one or a few slices of blocks.
 */

import { writeU32 } from '../octets.ts';
import { type Block, type BlockPool, blockBytes, FrameLease } from './block-pool.ts';

export type ArenaFrame = {
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
  readonly lease: FrameLease;
};

export class FrameArena {
  readonly #pool: BlockPool;
  #block: Block;
  #at = 0;
  /** Finished parts of the frame in former blocks, and those blocks: the frame holds them now. */
  #pieces: Uint8Array[] = [];
  #blocks: Block[] = [];
  #pieceFrom = 0;
  #sizeBytes = 0;
  /** The NAL unit being written: where its length goes. */
  #lengthBlock: Block | undefined;
  #lengthAt = 0;
  #nalBytes = 0;
  /** As it was before the NAL unit being written; its block is `#lengthBlock`. */
  readonly #mark = { blocks: 0, at: 0, pieceFrom: 0, sizeBytes: 0 };

  constructor(pool: BlockPool) {
    this.#pool = pool;
    this.#block = pool.take();
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get isWritingNal(): boolean {
    return this.#lengthBlock !== undefined;
  }

  get nalBytes(): number {
    return this.#nalBytes;
  }

  beginNal(): void {
    if (blockBytes - this.#at < 4) this.#nextBlock();
    this.#mark.blocks = this.#blocks.length;
    this.#mark.at = this.#at;
    this.#mark.pieceFrom = this.#pieceFrom;
    this.#mark.sizeBytes = this.#sizeBytes;
    this.#lengthBlock = this.#block;
    this.#lengthAt = this.#at;
    this.#at += 4;
    this.#sizeBytes += 4;
    this.#nalBytes = 0;
  }

  byte(value: number): void {
    if (this.#at === blockBytes) this.#nextBlock();
    this.#block.bytes[this.#at++] = value;
    this.#sizeBytes++;
    this.#nalBytes++;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      if (this.#at === blockBytes) this.#nextBlock();
      const take = Math.min(to - at, blockBytes - this.#at);
      this.#block.bytes.set(bytes.subarray(at, at + take), this.#at);
      this.#at += take;
      at += take;
    }
    this.#sizeBytes += to - from;
    this.#nalBytes += to - from;
  }

  endNal(): void {
    if (this.#lengthBlock) writeU32(this.#lengthBlock.bytes, this.#nalBytes, this.#lengthAt);
    this.#lengthBlock = undefined;
  }

  /** The NAL unit is incomplete: as if it had not been begun. */
  dropNal(): void {
    const begun = this.#lengthBlock;
    if (!begun) return;
    this.#lengthBlock = undefined;
    const { blocks, at, pieceFrom, sizeBytes } = this.#mark;
    if (begun !== this.#block) {
      // Its first block is written on; those it went on into hold nothing else.
      this.#pool.letGo(this.#block);
      for (const block of this.#blocks.slice(blocks + 1)) this.#pool.letGo(block);
      this.#block = begun;
    }
    this.#pieces.length = blocks;
    this.#blocks.length = blocks;
    this.#at = at;
    this.#pieceFrom = pieceFrom;
    this.#sizeBytes = sizeBytes;
  }

  /** The frame's bytes; the next NAL unit begins another frame. */
  takeFrame(): ArenaFrame {
    const pieces = this.#pieces;
    const blocks = this.#blocks;
    if (this.#at > this.#pieceFrom) {
      pieces.push(this.#block.bytes.subarray(this.#pieceFrom, this.#at));
      blocks.push(this.#block);
      this.#block.holders++;
    }
    const sizeBytes = this.#sizeBytes;
    this.#pieces = [];
    this.#blocks = [];
    this.#pieceFrom = this.#at;
    this.#sizeBytes = 0;
    return { pieces, sizeBytes, lease: new FrameLease(this.#pool, blocks) };
  }

  /** One piece for each block of the frame so far. */
  #nextBlock(): void {
    if (this.#at > this.#pieceFrom) {
      this.#pieces.push(this.#block.bytes.subarray(this.#pieceFrom, this.#at));
      this.#blocks.push(this.#block);
    } else this.#pool.letGo(this.#block);
    this.#block = this.#pool.take();
    this.#at = 0;
    this.#pieceFrom = 0;
  }
}
