// SPDX-License-Identifier: Apache-2.0
/**
 * The core whole: with footage, live and stored, and with the place of its files. Only the gate, the challenge behind
 * it and what starts a recorder may import this folder (rule `footage-behind-the-gate`); a type that points here is a
 * way to pictures without a register entry.
 */
import type { SegmentSource } from '@mingjing/evidence';
import type { FootagePart, FootageQuery, LiveEvent, LiveStream, SegmentRow } from '../../../terms/footage.ts';
import type { CoreWithoutMedia } from '../recorder-core.ts';
import type { PartsWanted } from './read-parts.ts';

export interface RecorderMedia {
  /**
   * Live fragments: the initialization, the fragments since the last key frame, then each as it is cut.
   * Every new segment begins with its own init part and its media time begins at 0 again.
   *
   * @param listener called in order; must not block
   * @param stream `wall`: the smaller stream where the camera has one, else the same
   * @returns call it to stop
   * @throws RecorderError `recorder/camera-unknown`
   */
  subscribeLive(camera: string, listener: (event: LiveEvent) => void, stream?: LiveStream): () => void;

  /**
   * Original parts of a camera that overlap `[fromMs, toMs)`, in order, each segment's init first; also of the
   * segment being written. Memory: one part at a time.
   *
   * @throws RecorderError `recorder/range-malformed`; `recorder/segment-gone` if deleted while reading
   */
  readParts(camera: string, fromMs: number, toMs: number, wanted?: PartsWanted): AsyncIterable<FootagePart>;

  /** A kept segment as a challenge asks for it; undefined when it is not there or not whole. */
  segmentSource(camera: string, path: string): Promise<SegmentSource | undefined>;

  /** Secret halves of the footage keys that are open, for the thread that measures pictures. */
  footageSecrets(): readonly Uint8Array[];
}

export interface RecorderCore extends CoreWithoutMedia, RecorderMedia {
  readonly directory: string;
  segments(query: FootageQuery): readonly SegmentRow[];
}
