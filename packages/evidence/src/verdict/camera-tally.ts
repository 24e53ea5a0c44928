// SPDX-License-Identifier: Apache-2.0
/** Follows the entries of every camera in log order: tiling, gaps, deletions, camera signatures. */
import { parseTime } from '../bytes/time.ts';
import type { CameraSignatureState, SpanEntry } from '../entry/entry.ts';
import { findTilingFault, type TileEdge, type TilingFault } from '../proof/tiling.ts';
import { createFinding, type Finding } from './finding.ts';
import type { CameraSummary } from './report.ts';

interface Tally {
  readonly from: string;
  edge: TileEdge;
  segments: number;
  gaps: number;
  gapMs: number;
  deleted: number;
  readonly signatures: Record<CameraSignatureState, number>;
}

export class CameraTally {
  readonly #cameras = new Map<string, Tally>();
  /** A bundle begins anywhere in a camera's numbers; a store must begin at 1. */
  readonly #mayBeginAnywhere: boolean;
  /** What is claimed: gaps are counted within it, though entries reach beyond. */
  readonly #range: { readonly from: string; readonly to: string } | undefined;

  constructor(mayBeginAnywhere: boolean, range?: { readonly from: string; readonly to: string }) {
    this.#mayBeginAnywhere = mayBeginAnywhere;
    this.#range = range;
  }

  /** Takes the next entry of its camera. @returns what is wrong between it and the one before */
  add(entry: SpanEntry, index: number): Finding | undefined {
    const before = this.#cameras.get(entry.camera);
    const fault = before || !this.#mayBeginAnywhere ? findTilingFault(before?.edge, entry) : undefined;
    const tally = before ?? newTally(entry);
    tally.edge = { n: entry.n, end: entry.end };
    if (entry.type === 'segment') {
      tally.segments++;
      tally.signatures[entry.cameraSignature]++;
    } else this.#addGap(tally, entry.start, entry.end);
    this.#cameras.set(entry.camera, tally);
    return fault && findingOfFault(fault, entry, index);
  }

  #addGap(tally: Tally, start: string, end: string): void {
    // Times of one form sort as text.
    const from = this.#range && this.#range.from > start ? this.#range.from : start;
    const to = this.#range && this.#range.to < end ? this.#range.to : end;
    if (from >= to) return;
    tally.gaps++;
    tally.gapMs += (parseTime(to) ?? 0) - (parseTime(from) ?? 0);
  }

  addDeleted(camera: string): void {
    const tally = this.#cameras.get(camera);
    if (tally) tally.deleted++;
  }

  /** The last entry of a camera so far. */
  edgeOf(camera: string): TileEdge | undefined {
    return this.#cameras.get(camera)?.edge;
  }

  summaries(): readonly CameraSummary[] {
    return [...this.#cameras].map(([camera, { from, edge, segments, gaps, gapMs, deleted, signatures }]) => ({
      camera,
      from,
      to: edge.end,
      segments,
      gaps,
      gapMs,
      deleted,
      signatures,
    }));
  }
}

function newTally(entry: SpanEntry): Tally {
  return {
    from: entry.start,
    edge: { n: entry.n, end: entry.end },
    segments: 0,
    gaps: 0,
    gapMs: 0,
    deleted: 0,
    signatures: { absent: 0, valid: 0, broken: 0, unchecked: 0 },
  };
}

function findingOfFault(fault: TilingFault, entry: SpanEntry, index: number): Finding {
  const place = { camera: entry.camera, n: entry.n, index };
  switch (fault.kind) {
    case 'number-missing':
    case 'number-repeated':
      return createFinding(fault.kind, place, { expectedN: fault.expectedN, foundN: fault.foundN });
    case 'hole':
      return createFinding('time-hole', { ...place, from: fault.from, to: fault.to });
    case 'overlap':
      return createFinding('time-overlap', { ...place, from: fault.from, to: fault.to });
  }
}
