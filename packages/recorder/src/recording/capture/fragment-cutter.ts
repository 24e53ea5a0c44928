// SPDX-License-Identifier: Apache-2.0
/**
 * Gathers frames into fragments of at most a second, cut between frames. A cut at a key frame is preferred but
 * never waited for: some cameras send none for minutes (V9).
 *
 * A frame's duration is the time until the next one, so one frame is always held back.
 */

import type { PlacedAudio, PlacedVideo, StreamFormat } from '@mingjing/media';
import { encodeFragment } from '@mingjing/media';
import type { CutFragment } from '../store/spans.ts';

/** A key frame begins a new fragment only if the one before has this length at least … */
const shortestMs = 250;
/** … or none has begun with a key frame for so long: otherwise a cut just before each key frame would hide them all. */
const keyFrameDueMs = 1000;

export type CutterOptions = {
  readonly fragmentMs: number;
  /** A new segment is due: the next key frame begins it. */
  readonly isDue: (atMs: number) => boolean;
  readonly onFragment: (fragment: CutFragment, format: StreamFormat) => void;
};

export class FragmentCutter {
  readonly #options: CutterOptions;
  #frames: PlacedVideo[] = [];
  #audio: PlacedAudio[] = [];
  /** Typical time between frames, ms; 0 while unknown. */
  #intervalMs = 0;
  /** Beginning of the last whole fragment that begins with a key frame. */
  #keyFragmentMs = Number.NEGATIVE_INFINITY;

  constructor(options: CutterOptions) {
    this.#options = options;
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** The frame that came last; undefined after a flush. */
  get last(): PlacedVideo | undefined {
    return this.#frames.at(-1);
  }

  addVideo(placed: PlacedVideo): void {
    const first = this.#frames[0];
    const last = this.#frames.at(-1);
    if (first && last) {
      const stepMs = placed.atMs - last.atMs;
      this.#intervalMs = this.#intervalMs === 0 ? stepMs : this.#intervalMs * 0.9 + stepMs * 0.1;
      if (this.#mustCut(placed, first)) this.#cut(placed.atMs);
    }
    this.#frames.push(placed);
  }

  /** Sound waits for the fragment whose pictures it belongs to; before the first picture there is none. */
  addAudio(placed: PlacedAudio): void {
    const first = this.#frames[0];
    if (first && placed.atMs >= first.atMs - 500) this.#audio.push(placed);
  }

  /** Ends the fragment with the last frame taken: the stream stopped, or jumps. */
  flush(): void {
    const last = this.#frames.at(-1);
    if (!last) return;
    const lengthMs = Math.min(1000, Math.max(1, this.#intervalMs || 40));
    this.#cut(last.atMs + lengthMs);
  }

  #mustCut(next: PlacedVideo, first: PlacedVideo): boolean {
    const ageMs = next.atMs - first.atMs;
    if (next.frame.format !== first.frame.format) return true;
    if (ageMs + this.#intervalMs > this.#options.fragmentMs + 1) return true;
    if (!next.frame.sync) return false;
    const keyFragmentMs = first.frame.sync ? first.atMs : this.#keyFragmentMs;
    return (
      ageMs >= shortestMs || next.atMs - keyFragmentMs >= keyFrameDueMs || this.#options.isDue(next.atMs)
    );
  }

  #cut(endMs: number): void {
    const frames = this.#frames;
    const first = frames[0];
    if (!first) return;
    const audio = this.#audio;
    this.#frames = [];
    this.#audio = [];
    const { format } = first.frame;
    if (first.frame.sync) this.#keyFragmentMs = first.atMs;
    let sampleBytes = 0;
    for (const { frame } of frames) sampleBytes += frame.sizeBytes;
    for (const { frame } of audio) sampleBytes += frame.sizeBytes;
    this.#options.onFragment(
      {
        startMs: first.atMs,
        endMs,
        sync: first.frame.sync,
        frames: frames.length,
        sampleBytes,
        release: () => {
          for (const { frame } of frames) frame.lease?.release();
        },
        encode: (segmentStartMs, sequenceNumber) =>
          encodeFragment({
            audioRate: format.audioRate,
            frames,
            audio,
            endMs,
            segmentStartMs,
            sequenceNumber,
          }),
      },
      format,
    );
  }
}
