// SPDX-License-Identifier: Apache-2.0
/**
 * A retention challenge put to a store on this machine: samples drawn by a fresh nonce, answered from log and files
 * alone (not from the index), and judged as an outsider would.
 */
import {
  type Algorithms,
  answerSample,
  type ChallengeSource,
  type ChallengeVerdict,
  createSampler,
  type Entry,
  formatTime,
  judgeAnswers,
  LogReader,
  parseEntry,
  parseTime,
  pathOfSegment,
  type RetentionChallenge,
  type SegmentSource,
  type SignedCheckpoint,
  type StoreFiles,
  storeNames,
} from '@mingjing/evidence';

/** What the log says of each camera, a few bytes per entry. */
interface CameraSpans {
  readonly startsMs: number[];
  readonly indexes: number[];
  endMs: number;
}

export interface StoreLog {
  readonly log: LogReader;
  readonly cameras: ReadonlyMap<string, CameraSpans>;
  /** Tombstone of each buried segment, by log index. */
  readonly tombstones: ReadonlyMap<number, number>;
}

/** A segment that a sample fell into. */
export type OpenedSegment = { readonly camera: string; readonly path: string };

export async function readStoreLog(
  algorithms: Algorithms,
  files: StoreFiles,
  checkpoint: SignedCheckpoint,
): Promise<StoreLog> {
  const log = new LogReader(algorithms, checkpoint.size, (path) =>
    files.readWhole(`${storeNames.log}/${path}`),
  );
  const cameras = new Map<string, CameraSpans>();
  const tombstones = new Map<number, number>();
  for await (const { index, bytes } of log.entries()) {
    const parsed = parseEntry(bytes);
    if (parsed.kind === 'entry') addEntry(cameras, tombstones, index, parsed.entry);
  }
  return { log, cameras, tombstones };
}

function addEntry(
  cameras: Map<string, CameraSpans>,
  tombstones: Map<number, number>,
  index: number,
  entry: Entry,
): void {
  if (entry.type === 'tombstone') for (const target of entry.entries) tombstones.set(target, index);
  if (entry.type !== 'segment' && entry.type !== 'gap') return;
  const spans = cameras.get(entry.camera) ?? { startsMs: [], indexes: [], endMs: 0 };
  spans.startsMs.push(parseTime(entry.start)!);
  spans.indexes.push(index);
  spans.endMs = parseTime(entry.end)!;
  cameras.set(entry.camera, spans);
}

/** The whole time all cameras have entries for, or the last `days` of it. */
export function challengeRange(
  store: StoreLog,
  days: number | undefined,
): { readonly from: string; readonly to: string } | undefined {
  const spans = [...store.cameras.values()];
  if (spans.length === 0) return undefined;
  const toMs = Math.max(...spans.map(({ endMs }) => endMs));
  const startMs = Math.min(...spans.map(({ startsMs }) => startsMs[0]!));
  const fromMs = days === undefined ? startMs : Math.max(startMs, toMs - days * 86_400_000);
  return { from: formatTime(fromMs), to: formatTime(toMs) };
}

export async function runStoreChallenge(
  algorithms: Algorithms,
  openSegment: (segment: OpenedSegment) => Promise<SegmentSource | undefined>,
  store: StoreLog,
  checkpoint: SignedCheckpoint,
  challenge: RetentionChallenge,
): Promise<ChallengeVerdict> {
  const sampler = createSampler(algorithms, challenge, checkpoint.root);
  const source = sourceOf(openSegment, store);
  const answers = [];
  for (let i = 0; i < challenge.samples; i++)
    answers.push(await answerSample(algorithms, sampler(i), source));
  return judgeAnswers(algorithms, challenge, answers, checkpoint);
}

function sourceOf(
  openSegment: (segment: OpenedSegment) => Promise<SegmentSource | undefined>,
  { log, cameras, tombstones }: StoreLog,
): ChallengeSource {
  return {
    findSpan: async (camera, atMs) => {
      const spans = cameras.get(camera);
      const at = spans ? lastNotAfter(spans.startsMs, atMs) : -1;
      if (!spans || at < 0) return undefined;
      const index = spans.indexes[at]!;
      return { index, bytes: await log.entry(index) };
    },
    findTombstone: async (index) => {
      const tombstone = tombstones.get(index);
      return tombstone === undefined ? undefined : { index: tombstone, bytes: await log.entry(tombstone) };
    },
    inclusionPath: (index) => log.inclusionPath(index),
    openSegment: (entry) => openSegment({ camera: entry.camera, path: pathOfSegment(entry) }),
  };
}

/** Position of the last value ≤ `value`, -1 when there is none. */
function lastNotAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
