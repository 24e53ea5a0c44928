// SPDX-License-Identifier: Apache-2.0
/** Parts of key frames as one film: each picture alone, shown until the next one comes, also across segments. */
import { keyFrameFragment } from '@mingjing/media';
import type { FootagePart } from '../../terms/footage.ts';

/** Footage that goes on after less than this goes on; more is a gap, and the picture does not stand over it. */
const mostHoleMs = 3000;

export class KeyFrameFilm {
  readonly #send: (part: FootagePart) => void;
  #init: FootagePart | undefined;
  #waiting: FootagePart | undefined;

  constructor(send: (part: FootagePart) => void) {
    this.#send = send;
  }

  /** @param part of a reading that gives key frames only */
  add(part: FootagePart): void {
    if (part.kind === 'init') {
      this.#release(part.startMs);
      this.#init = part;
      this.#send(part);
      return;
    }
    this.#release(part.startMs);
    this.#waiting = part;
  }

  /** No more comes: the last picture is shown as long as its part says. */
  end(): void {
    this.#release(undefined);
  }

  /** The picture that waits lasts until the one that follows it, or as long as its footage. */
  #release(nextMs: number | undefined): void {
    const part = this.#waiting;
    this.#waiting = undefined;
    if (!part || !this.#init) return;
    const goesOn = nextMs !== undefined && nextMs - part.endMs <= mostHoleMs && nextMs > part.startMs;
    const endMs = goesOn ? nextMs : part.endMs;
    const bytes = keyFrameFragment(this.#init.bytes, part.bytes, endMs - part.startMs);
    if (bytes) this.#send({ ...part, bytes, endMs });
  }
}
