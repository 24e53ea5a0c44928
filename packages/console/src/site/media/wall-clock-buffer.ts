// SPDX-License-Identifier: Apache-2.0
/**
 * A <video> fed with a recorder's parts so that its media time is wall time: second 0 is `originMs`. Several players
 * with the same origin and pace are in step when their `currentTime` is equal, whatever segments they came from. At a
 * pace of 16 one second of media time is 16 seconds of wall time: fast playing at the player's usual rate.
 *
 * MediaSource rules this keeps: one operation at a time; a segment's own time starts at 0, so every initialization
 * sets `timestampOffset`; a full buffer is emptied behind the picture and the operation tried again.
 */
import { fasterInit, readSamples, readTracks, type SampleTrack } from '@mingjing/media';
import { fragmentWithout, initWithoutSound } from './video-only.ts';

export interface BufferedPart {
  readonly kind: 'init' | 'fragment';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the segment the part belongs to, epoch ms. */
  readonly segmentStartMs: number;
  /** RFC 6381; needed on `init`. */
  readonly codec?: string;
}

/** Sound a browser cannot decode, as the camera sent it. */
export interface RawSound {
  readonly law: 'alaw' | 'ulaw';
  readonly rate: number;
  /** Media time of the first sample, seconds. */
  readonly atS: number;
  readonly bytes: Uint8Array;
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

/** Times of pictures kept for stepping from one to the next. */
const mostTimes = 4000;
const picturesOfSecond = 25;

export class WallClockBuffer {
  readonly originMs: number;
  readonly #video: HTMLVideoElement;
  readonly #source = new MediaSource();
  readonly #url: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #onSound: (sound: RawSound) => void;
  #pace = 1;
  #buffer: SourceBuffer | undefined;
  #queue: Step[] = [];
  #queuedBytes = 0;
  #mime = '';
  #closed = false;
  /** An initialization was refused; fragments until the next one are dropped. */
  #skipping = false;
  /** Tracks left out of every fragment. */
  #unheard: ReadonlySet<number> = new Set();
  #tracks: readonly SampleTrack[] = [];
  #offsetS = 0;
  /** When each picture that is buffered is shown, seconds of media time. */
  #times: number[] = [];
  #hasSound = false;

  constructor(
    video: HTMLVideoElement,
    originMs: number,
    onFailure: (error: unknown) => void,
    onSound: (sound: RawSound) => void = () => undefined,
  ) {
    this.#video = video;
    this.originMs = originMs;
    this.#onFailure = onFailure;
    this.#onSound = onSound;
    this.#url = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', () => this.#next());
    video.src = this.#url;
  }

  /** Whether what was appended last carries sound, of any kind. */
  get hasSound(): boolean {
    return this.#hasSound;
  }

  /** Media time of an instant, seconds. */
  secondsOf(atMs: number): number {
    return (atMs - this.originMs) / 1000 / this.#pace;
  }

  /** Instant of a media time. */
  instantOf(seconds: number): number {
    return this.originMs + seconds * 1000 * this.#pace;
  }

  positionMs(): number {
    return this.instantOf(this.#video.currentTime);
  }

  seekTo(atMs: number): void {
    this.#video.currentTime = Math.max(0, this.secondsOf(atMs));
  }

  /** Whether a picture is buffered for this instant. */
  covers(atMs: number): boolean {
    return this.#stretchAt(this.secondsOf(atMs)) !== undefined;
  }

  /** End of what is buffered contiguously from an instant on, epoch ms; undefined when nothing is there. */
  endOfStretch(atMs: number): number | undefined {
    const end = this.#stretchAt(this.secondsOf(atMs));
    return end === undefined ? undefined : this.instantOf(end);
  }

  /** Whether no picture follows the one shown in its stretch: a player stands on it, a little before its end. */
  get isOnLastPicture(): boolean {
    const now = this.#video.currentTime;
    const end = this.#stretchAt(now);
    return end === undefined || !this.#times.some((time) => time > now + 0.0005 && time < end);
  }

  /** Start of the first buffered stretch after an instant, epoch ms: where a gap ends. */
  nextStartMs(atMs: number): number | undefined {
    const seconds = this.secondsOf(atMs);
    const { buffered } = this.#video;
    for (let i = 0; i < buffered.length; i += 1)
      if (buffered.start(i) > seconds + 0.001) return this.instantOf(buffered.start(i));
    return undefined;
  }

  /** End of what is buffered contiguously from the picture on, epoch ms; undefined when nothing is. */
  bufferedEndMs(): number | undefined {
    const { buffered, currentTime } = this.#video;
    for (let i = buffered.length - 1; i >= 0; i -= 1) {
      if (buffered.start(i) <= currentTime + 0.3) return this.instantOf(buffered.end(i));
    }
    return buffered.length > 0 ? this.instantOf(buffered.end(buffered.length - 1)) : undefined;
  }

  /** The picture before or after the one shown; undefined when it is not buffered. Seconds of media time. */
  neighbour(direction: 1 | -1): number | undefined {
    const now = this.#video.currentTime;
    const shown = this.#times.findLast((time) => time <= now + 0.0005) ?? now;
    const found =
      direction === 1
        ? this.#times.find((time) => time > shown + 0.0005)
        : this.#times.findLast((time) => time < shown - 0.0005);
    return found !== undefined && this.#stretchAt(found) !== undefined ? found : undefined;
  }

  /** Pictures came and the browser took none: it begins at key frames (IDR) alone, and there was none. */
  get lacksStart(): boolean {
    return this.#times.length > picturesOfSecond && this.#video.buffered.length === 0;
  }

  append(part: BufferedPart): void {
    if (this.#closed) return;
    this.#queue.push({ part });
    this.#queuedBytes += part.bytes.byteLength;
    this.#next();
  }

  /** Bytes waiting to be appended. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /**
   * Forgets everything buffered and queued, before playing from elsewhere.
   *
   * @param pace wall seconds in one second of media time; above 1 only pictures are taken
   */
  clear(pace = this.#pace): void {
    this.#pace = pace;
    this.#times = [];
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

  /** End of the stretch that holds this media time. */
  #stretchAt(seconds: number): number | undefined {
    const { buffered } = this.#video;
    for (let i = 0; i < buffered.length; i += 1)
      if (buffered.start(i) <= seconds + 0.001 && seconds < buffered.end(i)) return buffered.end(i);
    return undefined;
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
    else if (!this.#skipping) {
      this.#buffer?.appendBuffer(fragmentWithout(part.bytes, this.#unheard));
      this.#note(part.bytes);
    }
  }

  /** Keeps the times of pictures, and hands on sound that is not the browser's to decode. */
  #note(fragment: Uint8Array): void {
    const samples = readSamples(fragment, this.#tracks);
    const sound: Uint8Array[] = [];
    let first: (typeof samples)[number] | undefined;
    for (const sample of samples) {
      const { format, id } = sample.track;
      if (format.kind === 'video')
        this.#times.push(this.#offsetS + (sample.decodeMs + sample.compositionMs) / 1000);
      else if (this.#unheard.has(id) && format.codec !== 'aac' && this.#pace === 1) {
        first ??= sample;
        sound.push(sample.bytes);
      }
    }
    this.#times.sort((a, b) => a - b);
    if (this.#times.length > mostTimes) this.#times.splice(0, this.#times.length - mostTimes);
    if (first?.track.format.kind !== 'audio' || first.track.format.codec === 'aac') return;
    const bytes = new Uint8Array(sound.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of sound) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.#onSound({
      law: first.track.format.codec,
      rate: first.track.timescale,
      atS: this.#offsetS + first.decodeMs / 1000,
      bytes,
    });
  }

  /** A new initialization; sound the browser cannot decode is left out rather than losing the picture with it. */
  #begin(part: BufferedPart): void {
    const codec = part.codec ?? '';
    const mime = (codecs: string) => `video/mp4; codecs="${codecs}"`;
    const pictureOnly = codec.split(',')[0] ?? '';
    const silent =
      this.#pace === 1 && MediaSource.isTypeSupported(mime(codec)) ? undefined : initWithoutSound(part.bytes);
    const playable = silent ? pictureOnly : codec;
    this.#skipping = !MediaSource.isTypeSupported(mime(playable));
    if (this.#skipping) {
      this.#onFailure(new UnplayableCodec(pictureOnly));
      return;
    }
    this.#unheard = silent?.soundTracks ?? new Set();
    this.#hasSound = codec.includes(',');
    this.#prepare(mime(playable));
    if (!this.#buffer) return;
    const init = fasterInit(silent?.bytes ?? part.bytes, this.#pace);
    // Of the camera's own initialization: sound that was left out is read from it.
    this.#tracks = readTracks(fasterInit(part.bytes, this.#pace));
    this.#offsetS = this.secondsOf(part.segmentStartMs);
    this.#buffer.timestampOffset = this.#offsetS;
    this.#buffer.appendBuffer(init);
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
