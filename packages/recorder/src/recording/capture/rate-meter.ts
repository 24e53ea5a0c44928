// SPDX-License-Identifier: Apache-2.0
/** How fast a camera's frames and bytes come, over the last few seconds. */

const shortestMs = 2000;

export class RateMeter {
  #atMono = 0;
  #frames = 0;
  #bytes = 0;
  framesPerSecond = 0;
  bitsPerSecond = 0;

  /** @param mono monotonic clock, ms @param frames @param bytes counted since the camera was started */
  measure(mono: number, frames: number, bytes: number): void {
    const elapsed = (mono - this.#atMono) / 1000;
    if (elapsed * 1000 < shortestMs) return;
    const isFirst = this.#atMono === 0;
    this.framesPerSecond = isFirst ? 0 : (frames - this.#frames) / elapsed;
    this.bitsPerSecond = isFirst ? 0 : ((bytes - this.#bytes) * 8) / elapsed;
    this.#atMono = mono;
    this.#frames = frames;
    this.#bytes = bytes;
  }
}
