// SPDX-License-Identifier: Apache-2.0
/** SM3 (GB/T 32905) over pieces: the libraries for browsers hash only whole messages. */

const blockBytes = 64;
const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

export class Sm3 {
  readonly #state = Uint32Array.from(initial);
  readonly #words = new Uint32Array(68);
  readonly #block = new Uint8Array(blockBytes);
  readonly #view = new DataView(this.#block.buffer);
  #filled = 0;
  #bytes = 0;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(blockBytes - this.#filled, bytes.length - at);
      this.#block.set(bytes.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if (this.#filled === blockBytes) {
        this.#compress();
        this.#filled = 0;
      }
    }
  }

  digest(): Uint8Array {
    const bits = BigInt(this.#bytes) * 8n;
    this.#block[this.#filled++] = 0x80;
    if (this.#filled > blockBytes - 8) {
      this.#block.fill(0, this.#filled);
      this.#compress();
      this.#filled = 0;
    }
    this.#block.fill(0, this.#filled);
    this.#view.setBigUint64(blockBytes - 8, bits);
    this.#compress();
    const hash = new Uint8Array(32);
    const view = new DataView(hash.buffer);
    this.#state.forEach((word, at) => {
      view.setUint32(at * 4, word);
    });
    return hash;
  }

  /** GB/T 32905 §5.3: message expansion and the 64 steps. */
  #compress(): void {
    const w = this.#words;
    for (let j = 0; j < 16; j++) w[j] = this.#view.getUint32(j * 4);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16]! ^ w[j - 9]! ^ rotate(w[j - 3]!, 15);
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13]!, 7) ^ w[j - 6]!;
    }
    let [a, b, c, d, e, f, g, h] = this.#state as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (let j = 0; j < 64; j++) {
      const early = j < 16;
      const a12 = rotate(a, 12);
      const ss1 = rotate((a12 + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7);
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (w[j]! ^ w[j + 4]!)) | 0;
      const tt2 = (gg + h + ss1 + w[j]!) | 0;
      d = c;
      c = rotate(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotate(f, 19);
      f = e;
      e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => {
      this.#state[at]! ^= word;
    });
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
