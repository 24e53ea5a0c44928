// SPDX-License-Identifier: Apache-2.0
/** Counts what arrived of what the simulated cameras sent, from the stamps in recorded bytes. */
import { closeSync, openSync, readSync } from 'node:fs';
import { type FrameStamp, findStamp, readStamp } from './frame-stamp.ts';

export type FrameCount = {
  /** Access units looked at. */
  readonly accessUnits: number;
  /** Of these, with a readable stamp. */
  readonly stamped: number;
  /** Counters absent between the first and the last of one session: frames lost on the way. */
  readonly missing: number;
  /** The lost ones in one session each, as ranges of counters; at most the first hundred. */
  readonly missingRanges: readonly {
    readonly camera: number;
    readonly session: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Counters absent between two sessions of one camera: made while nobody was connected. */
  readonly missingBetweenSessions: number;
  /** Frames whose counter had been seen in that session. */
  readonly duplicated: number;
  /** Frames whose counter was lower than that of the frame before, in one session. */
  readonly outOfOrder: number;
  readonly cameras: readonly number[];
  readonly first: FrameStamp | undefined;
  readonly last: FrameStamp | undefined;
};

/**
 * Counts frames in the order they were recorded.
 *
 * @param accessUnits one entry per frame in decoding order: its bytes in any framing, or its NAL units
 */
export function countFrames(accessUnits: Iterable<Uint8Array | readonly Uint8Array[]>): FrameCount {
  const tally = new Tally();
  for (const unit of accessUnits) tally.add(stampOf(unit));
  return tally.result();
}

/**
 * Counts frames in whole files by searching for the stamp, so that no demuxer has to be trusted. Bytes that
 * the file carries but its index does not point at are counted too; compare with `ffprobe -count_packets`.
 *
 * @param paths files of one camera in the order they were recorded
 */
export function countFramesInFiles(paths: Iterable<string>): FrameCount {
  const tally = new Tally();
  for (const path of paths) for (const stamp of stampsInFile(path)) tally.add(stamp);
  return tally.result();
}

function stampOf(unit: Uint8Array | readonly Uint8Array[]): FrameStamp | undefined {
  for (const bytes of unit instanceof Uint8Array ? [unit] : unit) {
    const at = findStamp(bytes);
    if (at >= 0) return readStamp(bytes, at);
  }
  return undefined;
}

/** Every stamp of a file in the order of its bytes; undefined stands for one whose numbers are damaged. */
export function* stampsInFile(path: string): Generator<FrameStamp | undefined> {
  const file = openSync(path, 'r');
  try {
    // A stamp is under 100 bytes: what is left of a block is looked at again together with the next.
    const block = Buffer.alloc(4 * 1024 * 1024);
    let kept = 0;
    for (;;) {
      const read = readSync(file, block, kept, block.length - kept, null);
      const bytes = block.subarray(0, kept + read);
      let from = 0;
      for (let at = findStamp(bytes); at >= 0; at = findStamp(bytes, from)) {
        yield readStamp(bytes, at);
        from = at;
      }
      if (read === 0) return;
      const keepFrom = Math.max(from, bytes.length - 100);
      block.copyWithin(0, keepFrom, bytes.length);
      kept = bytes.length - keepFrom;
    }
  } finally {
    closeSync(file);
  }
}

type SessionTally = { camera: number; session: number; seen: Set<number>; previous: number };

class Tally {
  private accessUnits = 0;
  private stamped = 0;
  private duplicated = 0;
  private outOfOrder = 0;
  private first: FrameStamp | undefined;
  private last: FrameStamp | undefined;
  private readonly sessions = new Map<string, SessionTally>();

  add(stamp: FrameStamp | undefined): void {
    this.accessUnits += 1;
    if (!stamp) return;
    this.stamped += 1;
    this.first ??= stamp;
    this.last = stamp;
    const key = `${stamp.camera}/${stamp.session}`;
    let session = this.sessions.get(key);
    if (!session) {
      session = { camera: stamp.camera, session: stamp.session, seen: new Set(), previous: -1 };
      this.sessions.set(key, session);
    }
    if (session.seen.has(stamp.counter)) this.duplicated += 1;
    else if (stamp.counter < session.previous) this.outOfOrder += 1;
    session.seen.add(stamp.counter);
    session.previous = stamp.counter;
  }

  result(): FrameCount {
    const missingRanges: { camera: number; session: number; from: number; to: number }[] = [];
    let missing = 0;
    let missingBetweenSessions = 0;
    const lastOfCamera = new Map<number, number>();
    const inOrder = [...this.sessions.values()].sort((a, b) => a.session - b.session);
    for (const { camera, session, seen } of inOrder) {
      const counters = [...seen].sort((a, b) => a - b);
      const before = lastOfCamera.get(camera);
      const first = counters[0] ?? 0;
      if (before !== undefined) missingBetweenSessions += Math.max(0, first - before - 1);
      let expected = first;
      for (const counter of counters) {
        if (counter > expected) {
          missing += counter - expected;
          if (missingRanges.length < 100)
            missingRanges.push({ camera, session, from: expected, to: counter - 1 });
        }
        expected = counter + 1;
      }
      lastOfCamera.set(camera, expected - 1);
    }
    return {
      accessUnits: this.accessUnits,
      stamped: this.stamped,
      missing,
      missingRanges,
      missingBetweenSessions,
      duplicated: this.duplicated,
      outOfOrder: this.outOfOrder,
      cameras: [...new Set(inOrder.map(({ camera }) => camera))].sort((a, b) => a - b),
      first: this.first,
      last: this.last,
    };
  }
}
