// SPDX-License-Identifier: Apache-2.0
/**
 * The playable file of a bundle: original parts joined, nothing re-encoded. The result is a function of the
 * parts alone, so a verifier joins them again and compares byte for byte.
 *
 * Copied: the first initialization, then every fragment. Changed in the copy: the sequence number (`mfhd`,
 * from 1) and the decode times (`tfdt`). In a segment media time begins at 0 at its `start`. The first fragment
 * plays at 0; a later segment follows its predecessor directly when the entries leave less than 0.1 s between
 * them, else after the time between their starts. A segment whose initialization differs begins another file.
 */
import { equalBytes } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { type Fragment, parseFragment, parseInit, type Track } from './boxes.ts';

/** Jumps up to this are the rounding of entry times; they are closed. */
const closedJumpS = 0.1;

export interface JoinedPiece {
  /** Number of the file the bytes belong to, from 0. */
  readonly file: number;
  readonly bytes: Uint8Array;
}

/** Name of the k-th playable file of a camera; `~` is in no camera id. */
export function videoPath(camera: string, file: number): string {
  return `video/${camera}${file === 0 ? '' : `~${file + 1}`}.mp4`;
}

/** Joins the parts of one camera, handed in order. */
export class VideoJoiner {
  #file = -1;
  #init: Uint8Array | undefined;
  #tracks: ReadonlyMap<number, Track> = new Map();
  #sequence = 0;
  #segmentStartMs = 0;
  /** The next fragment is the first of its segment in this file. */
  #isSegmentFresh = true;
  /** Start of the file's first segment, and what is subtracted so that the file begins at 0, in seconds. */
  #fileStartMs = 0;
  #fileShiftS = 0;
  /** Added to the media time of the present segment, in seconds. */
  #shiftS = 0;
  /** Where each track has got to, in ticks. */
  readonly #endTicks = new Map<number, number>();

  /**
   * Begins a segment.
   *
   * @param startMs `start` of its entry, epoch milliseconds
   * @returns the initialization, if it begins a new file
   * @throws EvidenceError `evidence/segment-structure` when it is no initialization
   */
  addInit(bytes: Uint8Array, startMs: number): JoinedPiece | undefined {
    this.#segmentStartMs = startMs;
    this.#isSegmentFresh = true;
    if (this.#init && equalBytes(this.#init, bytes)) return undefined;
    const tracks = parseInit(bytes);
    if (!tracks) throw new EvidenceError('evidence/segment-structure', { part: 0 });
    this.#tracks = tracks;
    return this.#beginFile(bytes);
  }

  /**
   * The next fragment of the segment, with its new times; preceded by an initialization if 32-bit times ran
   * out and another file begins.
   *
   * @throws EvidenceError `evidence/segment-structure` when it is no fragment of this initialization
   */
  addFragment(bytes: Uint8Array): readonly JoinedPiece[] {
    const fragment = parseFragment(bytes, this.#tracks);
    if (!fragment || !this.#init) throw new EvidenceError('evidence/segment-structure', { part: 1 });
    if (this.#isSegmentFresh) this.#placeSegment(fragment);
    const pieces: JoinedPiece[] = [];
    if (this.#runsOut(fragment)) {
      pieces.push(this.#beginFile(this.#init));
      this.#isSegmentFresh = true;
      this.#placeSegment(fragment);
    }
    pieces.push({ file: this.#file, bytes: this.#retimed(bytes, fragment) });
    return pieces;
  }

  #beginFile(init: Uint8Array): JoinedPiece {
    this.#init = init;
    this.#file++;
    this.#sequence = 0;
    this.#endTicks.clear();
    return { file: this.#file, bytes: init };
  }

  /** Decides where the segment lies in the file, by the first track of its first fragment. */
  #placeSegment(fragment: Fragment): void {
    this.#isSegmentFresh = false;
    const [first] = fragment.runs;
    const { clockRate } = this.#tracks.get(first!.trackId)!;
    const mediaS = first!.startTicks / clockRate;
    if (this.#endTicks.size === 0) {
      this.#fileStartMs = this.#segmentStartMs;
      this.#fileShiftS = mediaS;
      this.#shiftS = -mediaS;
      return;
    }
    const byClockS = (this.#segmentStartMs - this.#fileStartMs) / 1000 - this.#fileShiftS;
    const endS = (this.#endTicks.get(first!.trackId) ?? 0) / clockRate;
    const jumpS = byClockS + mediaS - endS;
    this.#shiftS = jumpS < closedJumpS ? endS - mediaS : byClockS;
  }

  #ticksOf(run: Fragment['runs'][number]): number {
    const { clockRate } = this.#tracks.get(run.trackId)!;
    const shifted = run.startTicks + Math.round(this.#shiftS * clockRate);
    return Math.max(shifted, this.#endTicks.get(run.trackId) ?? 0);
  }

  #runsOut(fragment: Fragment): boolean {
    return fragment.runs.some((run) => !run.isLongTime && this.#ticksOf(run) > 0xffff_ffff);
  }

  #retimed(bytes: Uint8Array, fragment: Fragment): Uint8Array {
    const copy = Uint8Array.from(bytes);
    const view = new DataView(copy.buffer);
    this.#sequence++;
    view.setUint32(fragment.sequenceOffsetBytes, this.#sequence);
    for (const run of fragment.runs) {
      const ticks = this.#ticksOf(run);
      if (run.isLongTime) view.setBigUint64(run.timeOffsetBytes, BigInt(ticks));
      else view.setUint32(run.timeOffsetBytes, ticks);
      this.#endTicks.set(run.trackId, ticks + run.durationTicks);
    }
    return copy;
  }
}

/** One part through the joiner: initializations begin segments, the rest are fragments. */
export function joinPart(
  joiner: VideoJoiner,
  part: { readonly part: number; readonly bytes: Uint8Array; readonly segmentStartMs: number },
): readonly JoinedPiece[] {
  if (part.part > 0) return joiner.addFragment(part.bytes);
  const piece = joiner.addInit(part.bytes, part.segmentStartMs);
  return piece ? [piece] : [];
}

/** When a fragment plays by its first track, epoch milliseconds; undefined when it cannot be read. */
export function timesOfFragment(
  init: Uint8Array,
  fragment: Uint8Array,
  segmentStartMs: number,
): { readonly startMs: number; readonly endMs: number } | undefined {
  const tracks = parseInit(init);
  const run = tracks && parseFragment(fragment, tracks)?.runs[0];
  if (!run) return undefined;
  const { clockRate } = tracks.get(run.trackId)!;
  return {
    startMs: segmentStartMs + (run.startTicks * 1000) / clockRate,
    endMs: segmentStartMs + ((run.startTicks + run.durationTicks) * 1000) / clockRate,
  };
}
