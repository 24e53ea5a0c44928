// SPDX-License-Identifier: Apache-2.0
/**
 * Where playing may begin. A key frame is such a place; where none comes for long a recovery point is one (V9); and where
 * a session brings neither, now and then any picture is, so that people see something that becomes whole (V11).
 */

/** Without a key frame for so long, a recovery point is one. */
const keyFrameDueMs = 3000;
/** Cameras that save bits send a key frame every twenty seconds: so long is waited for the first. */
const neverAfterMs = 30_000;
const blindEveryMs = 5000;

export class StartPoints {
  readonly #onDeviation: (id: 'V9' | 'V11') => void;
  #keyFrameMs = Number.NEGATIVE_INFINITY;
  #hasAny = false;
  #blindDueMs: number | undefined;

  constructor(onDeviation: (id: 'V9' | 'V11') => void) {
    this.#onDeviation = onDeviation;
  }

  /** Of each picture, in its order. */
  isStart(picture: { readonly sync: boolean; readonly recovers: boolean }, nowMs: number): boolean {
    if (picture.sync) {
      this.#keyFrameMs = nowMs;
      this.#hasAny = true;
      return true;
    }
    if (picture.recovers && nowMs - this.#keyFrameMs > keyFrameDueMs) {
      this.#hasAny = true;
      this.#onDeviation('V9');
      return true;
    }
    if (this.#hasAny) return false;
    this.#blindDueMs ??= nowMs + neverAfterMs;
    if (nowMs < this.#blindDueMs) return false;
    this.#blindDueMs = nowMs + blindEveryMs;
    this.#onDeviation('V11');
    return true;
  }
}
