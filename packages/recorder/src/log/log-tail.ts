// SPDX-License-Identifier: Apache-2.0
/**
 * Where a log's own time stands. The timeline goes on after the last entry; trusted time goes on from the last
 * `clock` entry that says it. Both come from entries that are signed or authenticated: a lost index, a lost state
 * file or a clock that was set while the program was off changes neither.
 */
import { type Algorithms, LogReader, parseEntry, parseTime, type ReadFile } from '@mingjing/evidence';
import type { LastTime } from '../core/clock.ts';
import { RecorderError } from '../errors.ts';

export type LogTail = {
  /** When the last entry was written; undefined in an empty log. */
  readonly lastAtMs: number | undefined;
  /** What the log last said of trusted time; undefined when it never did. */
  readonly trusted: Omit<LastTime, 'atMs'> | undefined;
};

/** Told apart before anything is parsed. */
const mark = Buffer.from('"trusted":"');

/**
 * Reads backwards, at most to the last hour of recording; a log of an earlier version to its beginning, once.
 *
 * @param entry bytes of the entry at an index
 */
export async function readLogTail(
  size: number,
  entry: (index: number) => Promise<Uint8Array>,
): Promise<LogTail> {
  let lastAtMs: number | undefined;
  for (let index = size - 1; index >= 0; index--) {
    const bytes = await entry(index);
    if (index === size - 1) lastAtMs = atOf(bytes);
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)) continue;
    const parsed = parseEntry(bytes);
    if (parsed.kind !== 'entry' || parsed.entry.type !== 'clock') continue;
    const { trusted, confirmed } = parsed.entry;
    const trustedMs = parseTime(trusted);
    if (trustedMs === undefined) continue;
    const told = confirmed && {
      atMs: parseTime(confirmed.at)!,
      trustedMs: parseTime(confirmed.trusted)!,
    };
    return { lastAtMs, trusted: { trustedMs, confirmed: told } };
  }
  return { lastAtMs, trusted: undefined };
}

function atOf(bytes: Uint8Array): number | undefined {
  const parsed = parseEntry(bytes);
  return parsed.kind === 'entry' ? parseTime(parsed.entry.at) : undefined;
}

/** A log that cannot be read backwards is noticed when it is read; its time then begins anew. */
export async function tailOfTiles(algorithms: Algorithms, size: number, read: ReadFile): Promise<LogTail> {
  const reader = new LogReader(algorithms, size, read);
  return await readLogTail(size, (index) => reader.entry(index)).catch((error: unknown) => {
    throw new RecorderError('recorder/log-damaged', { index: size, reason: String(error) }, error);
  });
}
