// SPDX-License-Identifier: Apache-2.0
/**
 * A recorder's store in memory, written the way a recorder writes it: segments with hash sheets, gaps, tombstones,
 * register entries, checkpoints, a journal. Small, and the same on every run.
 */
import type { Algorithms } from '../src/algorithms.ts';
import { originOfRecorder, type SuiteName } from '../src/algorithms.ts';
import { encodeBase64 } from '../src/bytes/base64.ts';
import { concatBytes, encodeUtf8 } from '../src/bytes/octets.ts';
import { formatTime } from '../src/bytes/time.ts';
import { signCheckpoint } from '../src/checkpoint/checkpoint.ts';
import type { NoteSigner } from '../src/checkpoint/note.ts';
import { encodeVkey, logKeyKind } from '../src/checkpoint/vkey.ts';
import { completeEntry, encodeEntry, hashOfPerson } from '../src/entry/encode-entry.ts';
import type { NewEntry, SegmentEntry } from '../src/entry/entry.ts';
import { encodeJournalHead, encodeJournalRecord } from '../src/log/journal.ts';
import { emptyLog, type LogEdge, planAppend } from '../src/log/plan-append.ts';
import { encodeHashSheet, hashSheetSuffix } from '../src/merkle/hash-sheet.ts';
import { type SegmentDigest, SegmentHasher } from '../src/merkle/segment-hasher.ts';
import { sealedPartBox } from '../src/store/hash-segment-file.ts';
import { pathOfSegment, type StoreFiles } from '../src/store/store-files.ts';
import { seededBytes, suites, testSigner } from './node-crypto.ts';
import { sampleFragment, sampleInit } from './sample-footage.ts';

export const sampleStartMs = Date.parse('2026-11-03T00:00:00.000Z');

export const sampleJournalKey = seededBytes(4242, 32);

export interface SampleSegment {
  readonly index: number;
  readonly entry: SegmentEntry;
  readonly parts: readonly Uint8Array[];
  readonly digest: SegmentDigest;
}

export class SampleStore {
  readonly files = new Map<string, Uint8Array>();
  readonly algorithms: Algorithms;
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly segments: SampleSegment[] = [];
  /** Bytes of every entry. */
  readonly entries: Uint8Array[] = [];
  readonly person = { salt: seededBytes(77, 16), record: { name: '演示民警', unit: '演示派出所' } };
  #edge: LogEdge = emptyLog;
  #pending: Uint8Array[] = [];
  readonly #cameras = new Map<string, { n: number; endMs: number }>();
  readonly #withSheets: boolean;

  constructor(suite: SuiteName = 'sha256-ed25519', withSheets = true) {
    this.#withSheets = withSheets;
    this.algorithms = suites[suite];
    this.origin = originOfRecorder('sample', suite);
    this.signer = testSigner(logKeyKind(suite), this.origin);
    this.#put(
      'mingjing-store.json',
      encodeUtf8(`${JSON.stringify({ format: 1, storeId: 's', recorderId: 'sample', suite })}\n`),
    );
    this.#put('keys/log.vkey', encodeUtf8(`${encodeVkey(this.signer.key)}\n`));
  }

  #put(path: string, bytes: Uint8Array): void {
    this.files.set(path, bytes);
  }

  add(fields: NewEntry): number {
    const index = this.entries.length;
    const entry = encodeEntry(completeEntry(fields, seededBytes(index + 1000, 16), sampleStartMs + index));
    this.entries.push(entry);
    this.#pending.push(entry);
    return index;
  }

  /** A segment whose file holds it encrypted; what stands for the ciphertext is as random as one. */
  addSealedSegment(camera: string, fragments = 3, payloadBytes = 20_000): SampleSegment {
    return this.addSegment(camera, fragments, payloadBytes, 0, true);
  }

  /** Where certain time stands; `at` of the entries of a sample goes on by a millisecond each. */
  addClock(trustedMs: number): number {
    const now = formatTime(sampleStartMs + this.entries.length);
    const trusted = formatTime(trustedMs);
    return this.add({ type: 'clock', step: 0, before: now, after: now, source: 'running', trusted });
  }

  /** @param payloadBytes of each fragment */
  addSegment(
    camera: string,
    fragments = 3,
    payloadBytes = 20_000,
    mark = 0,
    isSealed = false,
    floor?: SegmentEntry['floor'],
  ): SampleSegment {
    const at = this.#next(camera);
    const seed = this.entries.length * 100;
    const parts = [
      sampleInit(mark),
      ...Array.from({ length: fragments }, (_, i) =>
        sampleFragment(i + 1, i * 1000, seed + i, payloadBytes + i),
      ),
    ];
    const digest = this.#digestOf(parts);
    const storedParts = isSealed ? sealedLike(parts, seed) : parts;
    const stored = isSealed ? this.#digestOf(storedParts) : digest;
    const endMs = at.startMs + fragments * 1000;
    const fields = {
      type: 'segment',
      camera,
      n: at.n,
      start: formatTime(at.startMs),
      end: formatTime(endMs),
      bytes: digest.sizeBytes,
      parts: parts.length,
      root: encodeBase64(digest.root),
      sizes: encodeBase64(digest.sizesHash),
      codec: 'avc1.640028',
      clock: { source: 'rtcp', offsetMs: 12 },
      cameraSignature: 'absent',
      ...(floor && { floor }),
      ...(isSealed && {
        sealed: {
          bytes: stored.sizeBytes,
          root: encodeBase64(stored.root),
          sizes: encodeBase64(stored.sizesHash),
          cipher: 'aes-256-gcm',
          key: '0011223344556677',
        },
      }),
    } as const;
    const index = this.add(fields);
    const entry = { ...fields, v: 1, salt: '', at: '' } as SegmentEntry;
    this.#put(pathOfSegment(entry), concatBytes(...storedParts));
    if (this.#withSheets) this.#put(`${pathOfSegment(entry)}${hashSheetSuffix}`, encodeHashSheet(stored));
    this.#cameras.set(camera, { n: at.n, endMs });
    const segment = { index, entry, parts, digest };
    this.segments.push(segment);
    return segment;
  }

  #digestOf(parts: readonly Uint8Array[]): SegmentDigest {
    const hasher = new SegmentHasher(this.algorithms);
    for (const part of parts) hasher.addPart(part);
    return hasher.finish();
  }

  addGap(camera: string, lengthMs: number, cause = 'camera-unreachable'): number {
    const at = this.#next(camera);
    const endMs = at.startMs + lengthMs;
    this.#cameras.set(camera, { n: at.n, endMs });
    return this.add({
      type: 'gap',
      camera,
      n: at.n,
      start: formatTime(at.startMs),
      end: formatTime(endMs),
      cause,
    });
  }

  /** Deletes a segment's bytes under a rule. */
  bury(segment: SampleSegment, rule = 'past-floor'): number {
    const path = pathOfSegment(segment.entry);
    this.files.delete(path);
    this.files.delete(`${path}${hashSheetSuffix}`);
    return this.add({
      type: 'tombstone',
      camera: segment.entry.camera,
      from: segment.entry.start,
      to: segment.entry.end,
      entries: [segment.index],
      ground: { rule, provision: 'd799/retention' },
      by: 'recorder',
    });
  }

  /** The register entry of an export. */
  addAccess(session: string, cameras: readonly string[], from: string, to: string): number {
    return this.add({
      type: 'access',
      session,
      purpose: '调查取证',
      ground: 'd799/official-access',
      who: hashOfPerson(this.algorithms, this.person.salt, this.person.record),
      cameras,
      from,
      to,
      kind: 'export',
    });
  }

  /** Folds the journal into tiles and signs. */
  checkpoint(): Uint8Array {
    const plan = planAppend(this.algorithms, this.#edge, this.#pending);
    for (const { path, bytes } of plan.writes) this.#put(`log/${path}`, bytes);
    for (const folder of plan.removable)
      for (const path of [...this.files.keys()])
        if (path.startsWith(`log/${folder}/`)) this.files.delete(path);
    this.#edge = plan.edge;
    this.#pending = [];
    const note = signCheckpoint({ origin: this.origin, size: plan.edge.size, root: plan.root }, this.signer);
    this.#put(`log/checkpoints/${plan.edge.size}`, note);
    this.#put('log/checkpoint', note);
    this.writeJournal();
    return note;
  }

  writeJournal(): void {
    const { size } = this.#edge;
    const seal = { key: sampleJournalKey, origin: this.origin };
    const records = this.#pending.map((entry, at) =>
      encodeJournalRecord(this.algorithms, seal, size + at, entry),
    );
    this.#put('log/journal', concatBytes(encodeJournalHead(this.algorithms, size), ...records));
  }

  #next(camera: string): { readonly n: number; readonly startMs: number } {
    const before = this.#cameras.get(camera);
    return before ? { n: before.n + 1, startMs: before.endMs } : { n: 1, startMs: sampleStartMs };
  }
}

/** The initialization with one more box, and a box of noise for each fragment. */
function sealedLike(parts: readonly Uint8Array[], seed: number): readonly Uint8Array[] {
  const box = (type: string, size: number, at: number): Uint8Array => {
    const bytes = Uint8Array.from(seededBytes(seed + at + 7, size));
    new DataView(bytes.buffer).setUint32(0, size);
    bytes.set(encodeUtf8(type), 4);
    return bytes;
  };
  return parts.map((part, at) =>
    at === 0 ? concatBytes(part, box('mjhd', 126, at)) : box(sealedPartBox, part.length + 80, at),
  );
}

/** Read access to files held in memory. */
export function storeFilesOf(files: ReadonlyMap<string, Uint8Array>): StoreFiles {
  return {
    async *list(directory) {
      for (const [path, bytes] of files)
        if (path.startsWith(`${directory}/`)) yield { path, sizeBytes: bytes.length };
    },
    size: async (path) => files.get(path)?.length,
    readWhole: async (path) => files.get(path),
    open: async (path) => {
      const bytes = files.get(path);
      return (
        bytes && {
          sizeBytes: bytes.length,
          read: async (offset, length) => bytes.subarray(offset, offset + length),
          close: async () => undefined,
        }
      );
    },
  };
}

/**
 * Two cameras, gaps, a deletion, a look, several checkpoints, an unsigned tail.
 *
 * @param scale of the footage; 1 makes blocks matter, less makes it quick
 */
export function buildSampleStore(
  suite: SuiteName = 'sha256-ed25519',
  withSheets = true,
  scale = 1,
): SampleStore {
  const store = new SampleStore(suite, withSheets);
  const size = (bytes: number): number => Math.ceil(bytes * scale);
  store.add({ type: 'config', what: 'cameras', by: 'installer', after: 'two' });
  const first = store.addSegment('gate-1', 3, size(20_000));
  store.addSegment('hall.2', 2, size(40_000));
  store.checkpoint();
  store.addGap('gate-1', 2500);
  store.addSegment('gate-1', 3, size(20_000));
  store.addSegment('hall.2', 2, size(1000));
  store.checkpoint();
  store.bury(first);
  store.add({
    type: 'clock',
    step: -250,
    before: formatTime(sampleStartMs),
    after: formatTime(sampleStartMs),
    source: 'ntp',
  });
  store.addSegment('gate-1', 4, size(16_384));
  store.checkpoint();
  store.addAccess('s-1', ['gate-1'], formatTime(sampleStartMs), formatTime(sampleStartMs + 3_600_000));
  store.addSegment('hall.2', 1, size(500));
  store.writeJournal();
  return store;
}
