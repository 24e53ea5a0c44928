// SPDX-License-Identifier: Apache-2.0
/** Plays a range of recordings: at a speed, paused, sought; says when the end is reached. A gap takes no time. */
import type { Clock } from '../clock.ts';
import type { MediaOutlet } from '../net/media-outlet.ts';
import type { HistorySource, MediaPiece } from './host.ts';
import type { PieceSender } from './paced-sender.ts';

export type HistoryOptions = {
  readonly source: HistorySource;
  readonly sender: PieceSender;
  readonly outlet: MediaOutlet;
  readonly clock: Clock;
  readonly fromMs: number;
  readonly toMs: number;
  readonly speed: number;
  readonly onEnd: () => void;
  readonly onFailed: (reason: string) => void;
};

export const speeds = { least: 0.25, most: 8 } as const;
/** A source may begin so much earlier, to begin with a key frame. */
export const lookBackMs = 12_000;
/** A step larger than this is a gap in the recording. */
const gapMs = 2000;
/** More waiting bytes than this, and the source is not read on. */
const mostWaitingBytes = 4 << 20;

export class HistoryPlayer {
  readonly #options: HistoryOptions;
  #speed: number;
  #run = 0;
  #isPaused = false;
  #wake: () => void = () => undefined;
  /** Pace is kept from here: recording time and clock time of one moment. */
  #anchor: { recordMs: number; clockMs: number } | undefined;
  #positionMs: number;
  #lastPieceMs: number | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#speed = options.speed;
    this.#positionMs = options.fromMs;
  }

  /** Seconds from the start of the range. */
  get positionSeconds(): number {
    return Math.max(0, (this.#positionMs - this.#options.fromMs) / 1000);
  }

  start(): void {
    // The key frame before the range has a time too.
    this.#options.sender.begin(this.#options.fromMs - lookBackMs);
    void this.#play(++this.#run, this.#options.fromMs);
  }

  pause(): void {
    this.#isPaused = true;
  }

  /** @returns false for a speed outside 0.25–8, or a place outside the range */
  play(seekSeconds: number | undefined, scale: number | undefined): boolean {
    if (scale !== undefined && !(scale >= speeds.least && scale <= speeds.most)) return false;
    const { fromMs, toMs } = this.#options;
    const seekMs = seekSeconds === undefined ? undefined : fromMs + seekSeconds * 1000;
    if (seekMs !== undefined && (seekMs < fromMs || seekMs >= toMs)) return false;
    if (scale !== undefined) this.#speed = scale;
    this.#isPaused = false;
    this.#anchor = undefined;
    if (seekMs !== undefined) void this.#play(++this.#run, seekMs);
    this.#wake();
    return true;
  }

  stop(): void {
    this.#run++;
    this.#wake();
  }

  async #play(run: number, fromMs: number): Promise<void> {
    this.#wake();
    this.#anchor = undefined;
    this.#lastPieceMs = undefined;
    try {
      for await (const piece of this.#options.source.read(fromMs)) {
        if (!(await this.#isDue(run, piece))) return;
        this.#send(piece);
      }
      while (run === this.#run && this.#options.outlet.waitingBytes() > 0) await this.#sleep(50);
      if (run === this.#run) this.#options.onEnd();
    } catch (error) {
      if (run === this.#run) this.#options.onFailed(error instanceof Error ? error.message : 'read failed');
    }
  }

  /** Waits for a piece's time. @returns false when something else is played meanwhile */
  async #isDue(run: number, { frame }: MediaPiece): Promise<boolean> {
    const { clock, outlet, source } = this.#options;
    const isGap = this.#lastPieceMs !== undefined && frame.atMs - this.#lastPieceMs > gapMs;
    this.#lastPieceMs = frame.atMs;
    if (isGap) this.#anchor = undefined;
    for (;;) {
      if (run !== this.#run || source.signal.aborted) return false;
      if (this.#isPaused) {
        this.#anchor = undefined;
        await this.#sleep(3_600_000);
        continue;
      }
      if (outlet.waitingBytes() > mostWaitingBytes) {
        await this.#sleep(20);
        continue;
      }
      this.#anchor ??= { recordMs: frame.atMs, clockMs: clock.nowMs() };
      const dueMs = this.#anchor.clockMs + (frame.atMs - this.#anchor.recordMs) / this.#speed;
      const waitMs = dueMs - clock.nowMs();
      if (waitMs <= 1) return true;
      await this.#sleep(waitMs);
    }
  }

  #send(piece: MediaPiece): void {
    const { source, sender, toMs } = this.#options;
    const { frame } = piece;
    this.#positionMs = frame.atMs;
    if (frame.kind === 'video') source.shown(frame.atMs, Math.min(toMs, frame.atMs + 40));
    sender.send(piece);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#options.clock.after(ms, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}
