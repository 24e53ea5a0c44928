// SPDX-License-Identifier: Apache-2.0
/**
 * Completeness statement: for camera c and [from, to) the entries from the one that covers `from` to the one
 * that covers the last instant before `to`, without holes, each proven to be in one checkpoint.
 */
import type { Algorithms } from '../algorithms.ts';
import { parseTime } from '../bytes/time.ts';
import type { GapEntry, SegmentEntry, SpanEntry, TombstoneEntry } from '../entry/entry.ts';
import { type ProvenEntry, type TreeHead, verifyProvenEntry } from './proven-entry.ts';
import { findTilingFault, type TileEdge, type TilingFault } from './tiling.ts';

export interface CompletenessStatement {
  readonly v: 1;
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  /** The signed note that all paths lead to. */
  readonly checkpoint: string;
  /** `segment` and `gap` entries in order of `n`. */
  readonly entries: readonly ProvenEntry[];
  /** Tombstones of segments among them. */
  readonly tombstones?: readonly ProvenEntry[];
}

export type CompletenessVerdict =
  | {
      readonly kind: 'complete';
      readonly segments: readonly SegmentEntry[];
      readonly gaps: readonly GapEntry[];
      /** Log indexes of the segments whose bytes are gone, as tombstones say. */
      readonly deleted: readonly number[];
      /** Footage recorded and not deleted inside the range, in milliseconds. */
      readonly heldMs: number;
    }
  | {
      readonly kind: 'not-complete';
      readonly reason:
        | 'range-malformed'
        | 'nothing-stated'
        | 'entry-not-proven'
        | 'other-camera'
        | 'not-a-span'
        | 'tiling'
        | 'begins-late'
        | 'ends-early';
      /** Position in `entries`, where there is one. */
      readonly at?: number;
      readonly fault?: TilingFault;
    };

/** @param head of the statement's checkpoint, whose signature the caller has checked */
export function verifyCompleteness(
  algorithms: Algorithms,
  statement: CompletenessStatement,
  head: TreeHead,
): CompletenessVerdict {
  const { camera, from, to } = statement;
  const fromMs = parseTime(from);
  const toMs = parseTime(to);
  if (fromMs === undefined || toMs === undefined || fromMs >= toMs)
    return { kind: 'not-complete', reason: 'range-malformed' };
  const spans: { readonly index: number; readonly entry: SpanEntry }[] = [];
  let edge: TileEdge | undefined;
  for (const [at, proven] of statement.entries.entries()) {
    const verdict = verifyProvenEntry(algorithms, proven, head);
    if (verdict.kind !== 'proven') return { kind: 'not-complete', reason: 'entry-not-proven', at };
    const { entry } = verdict;
    if (entry.type !== 'segment' && entry.type !== 'gap')
      return { kind: 'not-complete', reason: 'not-a-span', at };
    if (entry.camera !== camera) return { kind: 'not-complete', reason: 'other-camera', at };
    const fault = edge && findTilingFault(edge, entry);
    if (fault) return { kind: 'not-complete', reason: 'tiling', at, fault };
    edge = entry;
    spans.push({ index: proven.index, entry });
  }
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return { kind: 'not-complete', reason: 'nothing-stated' };
  if (first.entry.start > from) return { kind: 'not-complete', reason: 'begins-late', at: 0 };
  if (last.entry.end < to) return { kind: 'not-complete', reason: 'ends-early', at: spans.length - 1 };

  const buried = new Set<number>();
  for (const proven of statement.tombstones ?? []) {
    const verdict = verifyProvenEntry(algorithms, proven, head);
    if (verdict.kind !== 'proven' || verdict.entry.type !== 'tombstone')
      return { kind: 'not-complete', reason: 'entry-not-proven' };
    for (const index of (verdict.entry as TombstoneEntry).entries) buried.add(index);
  }
  const held = spans.filter(({ index, entry }) => entry.type === 'segment' && !buried.has(index));
  return {
    kind: 'complete',
    segments: spans.flatMap(({ entry }) => (entry.type === 'segment' ? [entry] : [])),
    gaps: spans.flatMap(({ entry }) => (entry.type === 'gap' ? [entry] : [])),
    deleted: spans.filter(({ index }) => buried.has(index)).map(({ index }) => index),
    heldMs: held.reduce((sum, { entry }) => sum + overlapMs(entry, fromMs, toMs), 0),
  };
}

/** How long an entry lies inside [fromMs, toMs). */
export function overlapMs(entry: SpanEntry, fromMs: number, toMs: number): number {
  const start = Math.max(fromMs, parseTime(entry.start) ?? fromMs);
  const end = Math.min(toMs, parseTime(entry.end) ?? start);
  return Math.max(0, end - start);
}
