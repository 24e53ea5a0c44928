// SPDX-License-Identifier: Apache-2.0
/** The evidence log of a recorder without video: true entries over invented footage of 64 bytes a segment. */
import { createHash } from 'node:crypto';
import {
  type Algorithms,
  type ChallengeSource,
  completeEntry,
  encodeBase64,
  encodeEntry,
  formatTime,
  GrownTree,
  hashOfEntry,
  type NewEntry,
  type NoteSigner,
  SegmentHasher,
  signCheckpoint,
} from '@mingjing/evidence';

export interface Span {
  readonly kind: 'segment' | 'gap';
  readonly camera: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly index: number;
}

export class SimulatedLog {
  readonly #algorithms: Algorithms;
  /** Distinguishes what two recorders record. */
  readonly #world: string;
  #entries: Uint8Array[] = [];
  #spans: Span[] = [];
  #tree: GrownTree;
  readonly #lost = new Set<number>();

  constructor(algorithms: Algorithms, world: string) {
    this.#algorithms = algorithms;
    this.#world = world;
    this.#tree = new GrownTree(algorithms);
  }

  get size(): number {
    return this.#tree.size;
  }

  get spans(): readonly Span[] {
    return this.#spans;
  }

  record(kind: Span['kind'], camera: string, startMs: number, endMs: number): void {
    const index = this.size;
    const n = this.#spans.filter((span) => span.camera === camera).length + 1;
    const range = { camera, n, start: formatTime(startMs), end: formatTime(endMs) };
    if (kind === 'gap') this.append({ type: 'gap', ...range, cause: 'camera-unreachable' }, endMs);
    else {
      const { root, sizesHash, sizeBytes } = this.#digest(index);
      this.append(
        {
          type: 'segment',
          ...range,
          bytes: sizeBytes,
          parts: 1,
          root: encodeBase64(root),
          codec: 'avc1.640028',
          clock: { source: 'host', offsetMs: 0 },
          cameraSignature: 'absent',
          sizes: encodeBase64(sizesHash),
        },
        endMs,
      );
    }
    this.#spans.push({ kind, camera, startMs, endMs, index });
  }

  append(entry: NewEntry, atMs: number): void {
    const salt = this.#bytes(`salt ${this.size}`).subarray(0, 16);
    const bytes = encodeEntry(completeEntry(entry, salt, atMs));
    this.#entries.push(bytes);
    this.#tree.append(hashOfEntry(this.#algorithms, bytes));
  }

  checkpoint(signer: NoteSigner): string {
    const { name: origin } = signer.key;
    return new TextDecoder().decode(
      signCheckpoint({ origin, size: this.size, root: this.#tree.root() }, signer),
    );
  }

  consistencyPath(oldSize: number, size: number): readonly string[] {
    return this.#tree.consistencyPath(oldSize, size).map(encodeBase64);
  }

  /** A copy that goes on by itself. */
  copy(world: string): SimulatedLog {
    const copy = new SimulatedLog(this.#algorithms, world);
    copy.#take(this.#entries, this.#spans);
    for (const index of this.#lost) copy.#lost.add(index);
    return copy;
  }

  /** Cheat: back to an earlier state. */
  rollBack(size: number): void {
    this.#take(
      this.#entries.slice(0, size),
      this.#spans.filter(({ index }) => index < size),
    );
  }

  /** Cheat: an old entry becomes another. */
  rewrite(index: number): void {
    const entries = [...this.#entries];
    const alarm = {
      type: 'alarm',
      kind: 'invented',
      hash: encodeBase64(this.#bytes('invented').subarray(0, 32)),
    } as const;
    entries[index] = encodeEntry(completeEntry(alarm, this.#bytes('other').subarray(0, 16), 0));
    this.#take(
      entries,
      this.#spans.filter((span) => span.index !== index),
    );
  }

  /** Cheat: footage gone, the log says nothing of it. */
  lose(fromMs: number, toMs: number): void {
    for (const { startMs, endMs, index } of this.#spans)
      if (startMs < toMs && endMs > fromMs) this.#lost.add(index);
  }

  source(size: number): ChallengeSource {
    return {
      findSpan: (camera, atMs) => {
        const span = this.#spans.find(
          (one) => one.camera === camera && one.startMs <= atMs && atMs < one.endMs,
        );
        const bytes = span && span.index < size ? this.#entries[span.index] : undefined;
        return Promise.resolve(span && bytes ? { index: span.index, bytes } : undefined);
      },
      findTombstone: () => Promise.resolve(undefined),
      inclusionPath: (index) => Promise.resolve(this.#tree.inclusionPath(index, size)),
      openSegment: (_entry, index) => {
        if (this.#lost.has(index)) return Promise.resolve(undefined);
        const content = this.#bytes(`footage ${index}`);
        const { parts } = this.#digest(index);
        return Promise.resolve({
          partSizes: [content.length],
          partRoots: parts.map(({ root }) => root),
          blockLeaves: (part) => Promise.resolve(parts[part]?.blocks ?? []),
          read: (offset, length) => Promise.resolve(content.subarray(offset, offset + length)),
        });
      },
    };
  }

  #take(entries: readonly Uint8Array[], spans: readonly Span[]): void {
    this.#entries = [...entries];
    this.#spans = [...spans];
    this.#tree = new GrownTree(this.#algorithms);
    for (const bytes of entries) this.#tree.append(hashOfEntry(this.#algorithms, bytes));
  }

  #digest(index: number) {
    const hasher = new SegmentHasher(this.#algorithms);
    hasher.addPart(this.#bytes(`footage ${index}`));
    return hasher.finish();
  }

  #bytes(of: string): Uint8Array {
    return new Uint8Array(createHash('sha512').update(`${this.#world} ${of}`).digest());
  }
}
