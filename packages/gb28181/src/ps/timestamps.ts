// SPDX-License-Identifier: Apache-2.0
/** 33-bit times of a program stream (ISO 13818-1 §2.4.3.6), as numbers: 2^33 does not fit bit operators. */

const wrap = 2 ** 33;

export const modulo33 = (ticks: number): number => ((Math.round(ticks) % wrap) + wrap) % wrap;

/** Five bytes with their marker bits. @param prefix 2: PTS alone, 3: PTS before DTS, 1: DTS */
export function writeTimestamp(bytes: Uint8Array, at: number, prefix: number, ticks: number): void {
  const value = modulo33(ticks);
  const high = Math.floor(value / 2 ** 30);
  const low = value % 2 ** 30;
  bytes[at] = (prefix << 4) | (high << 1) | 1;
  bytes[at + 1] = (low >> 22) & 255;
  bytes[at + 2] = ((low >> 14) & 0xfe) | 1;
  bytes[at + 3] = (low >> 7) & 255;
  bytes[at + 4] = ((low << 1) & 0xfe) | 1;
}

/** Marker bits are not checked: peers leave them out. */
export function readTimestamp(bytes: Uint8Array, at: number): number {
  const high = (bytes[at]! >> 1) & 7;
  const low =
    (bytes[at + 1]! << 22) | ((bytes[at + 2]! >> 1) << 15) | (bytes[at + 3]! << 7) | (bytes[at + 4]! >> 1);
  return high * 2 ** 30 + low;
}

/** Counts on over the wrap; some peers wrap at 32 bits (Q25). */
export class TicksUnwrapper {
  #last: number | undefined;
  #unwrapped = 0;

  unwrap(ticks: number): number {
    if (this.#last === undefined) this.#unwrapped = ticks;
    else this.#unwrapped += stepOf(ticks - this.#last);
    this.#last = ticks;
    return this.#unwrapped;
  }
}

function stepOf(difference: number): number {
  let step = difference;
  if (step > wrap / 2) step -= wrap;
  else if (step < -wrap / 2) step += wrap;
  // Not quite 2^32 backwards (or forwards, by a late frame): the counter has 32 bits.
  const near = 60 * 90_000;
  if (Math.abs(step + 2 ** 32) < near) return step + 2 ** 32;
  if (Math.abs(step - 2 ** 32) < near) return step - 2 ** 32;
  return step;
}
