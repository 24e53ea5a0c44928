// SPDX-License-Identifier: Apache-2.0
/**
 * Where a camera's frames are put together: blocks that NAL units are copied into straight from the socket's
 * buffer, each behind its length. One copy, no object per packet; a frame is one or a few slices of blocks.
 */

const blockBytes = 65_536;

export class FrameArena {
  #block = new Uint8Array(blockBytes);
  #at = 0;
  /** Finished parts of the frame in former blocks. */
  #pieces: Uint8Array[] = [];
  #pieceFrom = 0;
  #sizeBytes = 0;
  /** The NAL unit being written: where its length goes. */
  #lengthBlock: Uint8Array | undefined;
  #lengthAt = 0;
  #nalBytes = 0;
  #mark = { pieces: 0, block: this.#block, at: 0, pieceFrom: 0, sizeBytes: 0 };

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
    this.#mark = {
      pieces: this.#pieces.length,
      block: this.#block,
      at: this.#at,
      pieceFrom: this.#pieceFrom,
      sizeBytes: this.#sizeBytes,
    };
    if (blockBytes - this.#at < 4) this.#nextBlock();
    this.#lengthBlock = this.#block;
    this.#lengthAt = this.#at;
    this.#at += 4;
    this.#sizeBytes += 4;
    this.#nalBytes = 0;
  }

  byte(value: number): void {
    if (this.#at === blockBytes) this.#nextBlock();
    this.#block[this.#at++] = value;
    this.#sizeBytes++;
    this.#nalBytes++;
  }

  append(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      if (this.#at === blockBytes) this.#nextBlock();
      const take = Math.min(to - at, blockBytes - this.#at);
      this.#block.set(bytes.subarray(at, at + take), this.#at);
      this.#at += take;
      at += take;
    }
    this.#sizeBytes += to - from;
    this.#nalBytes += to - from;
  }

  endNal(): void {
    if (this.#lengthBlock) writeU32(this.#lengthBlock, this.#nalBytes, this.#lengthAt);
    this.#lengthBlock = undefined;
  }

  /** The NAL unit is incomplete: as if it had not been begun. */
  dropNal(): void {
    if (!this.#lengthBlock) return;
    this.#lengthBlock = undefined;
    const { pieces, block, at, pieceFrom, sizeBytes } = this.#mark;
    this.#pieces.length = pieces;
    this.#block = block;
    this.#at = at;
    this.#pieceFrom = pieceFrom;
    this.#sizeBytes = sizeBytes;
  }

  /** The frame's bytes; the next NAL unit begins another frame. */
  takeFrame(): { readonly pieces: readonly Uint8Array[]; readonly sizeBytes: number } {
    const pieces = this.#pieces;
    if (this.#at > this.#pieceFrom) pieces.push(this.#block.subarray(this.#pieceFrom, this.#at));
    const sizeBytes = this.#sizeBytes;
    this.#pieces = [];
    this.#pieceFrom = this.#at;
    this.#sizeBytes = 0;
    return { pieces, sizeBytes };
  }

  #nextBlock(): void {
    if (this.#at > this.#pieceFrom) this.#pieces.push(this.#block.subarray(this.#pieceFrom, this.#at));
    this.#block = new Uint8Array(blockBytes);
    this.#at = 0;
    this.#pieceFrom = 0;
  }
}

import { writeU32 } from '../octets.ts';
