// SPDX-License-Identifier: Apache-2.0
/**
 * A <video> fed with a recorder's parts so that its media time is wall time: second 0 is `originMs`. Several players
 * with the same origin are in step when their `currentTime` is equal, whatever segments they came from.
 *
 * MediaSource rules this keeps: one operation at a time; a segment's own time starts at 0, so every initialization
 * sets `timestampOffset`; a full buffer is emptied behind the picture and the operation tried again.
 */
import { fragmentWithout, initWithoutSound } from './video-only.ts';

export interface BufferedPart {
  readonly kind: 'init' | 'fragment';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the segment the part belongs to, epoch ms. */
  readonly segmentStartMs: number;
  /** RFC 6381; needed on `init`. */
  readonly codec?: string;
}

/** The browser cannot show this stream; `codec` says which. */
export class UnplayableCodec extends Error {
  override readonly name = 'UnplayableCodec';
  readonly codec: string;
  constructor(codec: string) {
    super(codec);
    this.codec = codec;
  }
}

type Step = { readonly part: BufferedPart } | { readonly clearBeforeS: number } | { readonly clearAll: true };

export class WallClockBuffer {
  readonly originMs: number;
  readonly #video: HTMLVideoElement;
  readonly #source = new MediaSource();
  readonly #url: string;
  readonly #onFailure: (error: unknown) => void;
  #buffer: SourceBuffer | undefined;
  #queue: Step[] = [];
  #queuedBytes = 0;
  #mime = '';
  #closed = false;
  /** An initialization was refused; fragments until the next one are dropped. */
  #skipping = false;
  /** Tracks left out of every fragment. */
  #unheard: ReadonlySet<number> = new Set();

  constructor(video: HTMLVideoElement, originMs: number, onFailure: (error: unknown) => void) {
    this.#video = video;
    this.originMs = originMs;
    this.#onFailure = onFailure;
    this.#url = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', () => this.#next());
    video.src = this.#url;
  }

  /** Bytes waiting to be appended; a sender may pause above a few megabytes. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** End of what is buffered contiguously from the picture on, epoch ms; undefined when nothing is. */
  bufferedEndMs(): number | undefined {
    const { buffered, currentTime } = this.#video;
    for (let i = buffered.length - 1; i >= 0; i -= 1) {
      if (buffered.start(i) <= currentTime + 0.3) return this.originMs + buffered.end(i) * 1000;
    }
    return buffered.length > 0 ? this.originMs + buffered.end(buffered.length - 1) * 1000 : undefined;
  }

  /** Start of the next buffered stretch after the picture, epoch ms: where to jump over a gap. */
  nextStartMs(): number | undefined {
    const { buffered, currentTime } = this.#video;
    for (let i = 0; i < buffered.length; i += 1) {
      if (buffered.start(i) > currentTime + 0.05) return this.originMs + buffered.start(i) * 1000;
    }
    return undefined;
  }

  positionMs(): number {
    return this.originMs + this.#video.currentTime * 1000;
  }

  seekTo(atMs: number): void {
    this.#video.currentTime = Math.max(0, (atMs - this.originMs) / 1000);
  }

  append(part: BufferedPart): void {
    if (this.#closed) return;
    this.#queue.push({ part });
    this.#queuedBytes += part.bytes.byteLength;
    this.#next();
  }

  /** Forgets everything buffered and queued, before playing from elsewhere. */
  clear(): void {
    this.#queue = [{ clearAll: true }];
    this.#queuedBytes = 0;
    this.#next();
  }

  /** Lets go of what is more than `keepS` seconds behind the picture. */
  forgetBehind(keepS: number): void {
    const { buffered, currentTime } = this.#video;
    if (buffered.length > 0 && currentTime - buffered.start(0) > keepS + 5) {
      this.#queue.push({ clearBeforeS: currentTime - keepS });
      this.#next();
    }
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#video.removeAttribute('src');
    this.#video.load();
    URL.revokeObjectURL(this.#url);
  }

  #next(): void {
    if (this.#closed || this.#source.readyState !== 'open' || this.#updating()) return;
    const step = this.#queue[0];
    if (!step) return;
    try {
      if ('part' in step) this.#appendNow(step.part);
      else if (this.#buffer)
        this.#buffer.remove(0, 'clearAll' in step ? Number.POSITIVE_INFINITY : step.clearBeforeS);
      this.#queue.shift();
      if ('part' in step) this.#queuedBytes -= step.part.bytes.byteLength;
      if (!this.#updating()) queueMicrotask(() => this.#next());
    } catch (error) {
      this.#recover(error, step);
    }
  }

  #updating(): boolean {
    return this.#buffer?.updating === true;
  }

  #appendNow(part: BufferedPart): void {
    if (part.kind === 'init') this.#begin(part);
    else if (!this.#skipping) this.#buffer?.appendBuffer(fragmentWithout(part.bytes, this.#unheard));
  }

  /** A new initialization; sound the browser cannot decode is left out rather than losing the picture with it. */
  #begin(part: BufferedPart): void {
    const codec = part.codec ?? '';
    const mime = (codecs: string) => `video/mp4; codecs="${codecs}"`;
    const pictureOnly = codec.split(',')[0] ?? '';
    const silent = MediaSource.isTypeSupported(mime(codec)) ? undefined : initWithoutSound(part.bytes);
    const playable = silent ? pictureOnly : codec;
    this.#skipping = !MediaSource.isTypeSupported(mime(playable));
    if (this.#skipping) {
      this.#onFailure(new UnplayableCodec(pictureOnly));
      return;
    }
    this.#unheard = silent?.soundTracks ?? new Set();
    this.#prepare(mime(playable));
    if (!this.#buffer) return;
    this.#buffer.timestampOffset = (part.segmentStartMs - this.originMs) / 1000;
    this.#buffer.appendBuffer(silent?.bytes ?? part.bytes);
  }

  #prepare(mime: string): void {
    if (!this.#buffer) {
      this.#buffer = this.#source.addSourceBuffer(mime);
      this.#buffer.mode = 'segments';
      this.#buffer.addEventListener('updateend', () => this.#next());
    } else if (mime !== this.#mime) {
      this.#buffer.changeType(mime);
    }
    this.#mime = mime;
  }

  #recover(error: unknown, step: Step): void {
    if (error instanceof DOMException && error.name === 'QuotaExceededError' && this.#video.currentTime > 6) {
      this.#queue.unshift({ clearBeforeS: this.#video.currentTime - 5 });
      queueMicrotask(() => this.#next());
      return;
    }
    this.#queue = this.#queue.filter((queued) => queued !== step);
    this.#onFailure(error);
  }
}
