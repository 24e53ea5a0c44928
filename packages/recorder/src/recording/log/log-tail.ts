// SPDX-License-Identifier: Apache-2.0
/**
 * Where a log's own time stands. The timeline goes on after the last entry; trusted time goes on from the last
 * `clock` entry *under a signature* that says it: a lost index, a lost state file or a clock that was set while the
 * program was off changes neither, and whoever has the journal's key tells no time.
 */
import {
  type Algorithms,
  EvidenceError,
  type Hash,
  LogReader,
  parseEntry,
  parseTime,
  type ReadFile,
} from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import type { LastTime } from '../../terms/clock.ts';

export type LogTail = {
  /** When the last entry was written; undefined in an empty log. */
  readonly lastAtMs: number | undefined;
  /** What the log last said of trusted time; undefined when it never did. */
  readonly trusted: Omit<LastTime, 'atMs'> | undefined;
  /** Which journal key was in use then; undefined in a log from before that was said. */
  readonly journalKey: string | undefined;
};

/** Told apart before anything is parsed. */
const mark = Buffer.from('"trusted":"');

/**
 * Reads backwards, at most to the last hour of recording; a log of an earlier version to its beginning, once.
 *
 * @param entry bytes of the entry at an index; undefined where they are not what the log commits to. An older time
 *   makes nothing deletable earlier, so such an entry is passed over; a log that tells no time at all because of it
 *   is refused
 * @throws RecorderError `recorder/log-damaged`
 */
export async function readLogTail(
  size: number,
  entry: (index: number) => Promise<Uint8Array | undefined>,
): Promise<LogTail> {
  let lastAtMs: number | undefined;
  let unreadable: number | undefined;
  for (let index = size - 1; index >= 0; index--) {
    const bytes = await entry(index);
    if (!bytes) {
      unreadable = index;
      continue;
    }
    lastAtMs ??= atOf(bytes);
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)) continue;
    const parsed = parseEntry(bytes);
    if (parsed.kind !== 'entry' || parsed.entry.type !== 'clock') continue;
    const { trusted, confirmed, journalKey } = parsed.entry;
    const trustedMs = parseTime(trusted);
    if (trustedMs === undefined) continue;
    const told = confirmed && {
      atMs: parseTime(confirmed.at)!,
      trustedMs: parseTime(confirmed.trusted)!,
    };
    return { lastAtMs, trusted: { trustedMs, confirmed: told }, journalKey };
  }
  if (unreadable !== undefined)
    throw new RecorderError('recorder/log-damaged', { index: unreadable, reason: 'no time can be read' });
  return { lastAtMs, trusted: undefined, journalKey: undefined };
}

function atOf(bytes: Uint8Array): number | undefined {
  const parsed = parseEntry(bytes);
  return parsed.kind === 'entry' ? parseTime(parsed.entry.at) : undefined;
}

/**
 * Of what the checkpoint commits to and nothing else: trusted time would follow an entry that was altered behind it.
 *
 * @throws RecorderError `recorder/log-damaged`
 */
export async function tailOfTiles(
  algorithms: Algorithms,
  checkpoint: { readonly size: number; readonly root: Hash } | undefined,
  read: ReadFile,
): Promise<LogTail> {
  if (!checkpoint) return { lastAtMs: undefined, trusted: undefined, journalKey: undefined };
  const { size, root } = checkpoint;
  const reader = new LogReader(algorithms, size, read, root);
  return await readLogTail(size, (index) =>
    reader.entry(index).catch((error: unknown) => {
      if (isTileError(error)) return undefined;
      throw error;
    }),
  );
}

/** A tile or bundle that is missing or altered, as against a disk that cannot be read. */
export function isTileError(error: unknown): boolean {
  return error instanceof EvidenceError && error.code.startsWith('evidence/tile-');
}
