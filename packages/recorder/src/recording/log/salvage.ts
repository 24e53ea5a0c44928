// SPDX-License-Identifier: Apache-2.0
/**
 * What a start makes of the journal it finds: whole records with their authentication code keep their place in the
 * log, whatever else stands there is kept aside and said. A torn last record is what a crash leaves and no more.
 */
import { join } from 'node:path';
import {
  type Algorithms,
  completeEntry,
  encodeBase64,
  encodeCanonicalJson,
  encodeEntry,
  type Json,
  type NewEntry,
  type ReadJournal,
  readJournal,
} from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import { type Disk, errorCode, readWhole, replaceFile } from '../store/disk.ts';
import { type JournalPlace, journalName } from './journal.ts';

export type JournalReport = {
  /** The file was gone, though the log has checkpoints. */
  readonly isMissing: boolean;
  /** Bytes that were no whole record. */
  readonly damagedBytes: number;
  /** Of an unfinished last record, never acknowledged. */
  readonly tornBytes: number;
  /** Records without this store's authentication code; all of them under another key. */
  readonly foreign: number;
  /** The journal's key is not the one that the signed log names. */
  readonly isOtherKey: boolean;
  /** Log indexes whose entries are gone although later ones are there. */
  readonly lost: readonly number[];
  /** Name of the file, in the log's directory, that keeps what was found. */
  readonly keptIn: string | undefined;
};

export type SalvagedJournal = {
  /** From the checkpoint on; undefined where an entry is lost. */
  readonly pending: readonly (Uint8Array | undefined)[];
  readonly report: JournalReport;
};

/** Whether entries that were acknowledged may be missing or foreign ones were offered. */
export function isBroken({ isMissing, damagedBytes, foreign, isOtherKey, lost }: JournalReport): boolean {
  return isMissing || damagedBytes > 0 || foreign > 0 || isOtherKey || lost.length > 0;
}

export type JournalKind = {
  /** No entry of this log was ever authenticated: a journal of version 1 is the upgrade's. */
  readonly isFirstOfItsKind: boolean;
  /** The key is not the one that the signed log names: nothing that it authenticates counts. */
  readonly isOtherKey: boolean;
};

/**
 * @param size of the newest checkpoint
 * @param nowMs names the file that keeps what is refused
 * @throws RecorderError `recorder/log-damaged` when the journal begins behind the checkpoint
 */
export async function salvageJournal(
  place: JournalPlace,
  size: number,
  kind: JournalKind,
  nowMs: number,
): Promise<SalvagedJournal> {
  const { disk, directory, algorithms, seal } = place;
  const path = join(directory, journalName);
  const bytes = await readJournalFile(disk, path, size);
  // The file is replaced as a whole: an empty one was emptied.
  if (!bytes || bytes.length === 0) {
    const isMissing = size > 0 || bytes !== undefined;
    const report = { isMissing, damagedBytes: 0, tornBytes: 0, foreign: 0, lost: [] };
    return { pending: [], report: { ...report, isOtherKey: kind.isOtherKey, keptIn: undefined } };
  }
  const planned = planSalvage(readJournal(algorithms, bytes, seal), size, kind);
  const { pending, report } = planned;
  if (!isBroken(report) && report.tornBytes === 0) return planned;
  const keptIn = isBroken(report) ? `${journalName}.kept-${Math.round(nowMs)}` : `${journalName}.torn`;
  await replaceFile(
    disk,
    join(directory, keptIn),
    isBroken(report) ? bytes : bytes.slice(bytes.length - report.tornBytes),
  );
  return { pending, report: { ...report, keptIn } };
}

/** A minute of entries is far below it, days without a checkpoint too. */
const mostJournalBytes = 2 ** 29;

/** @throws RecorderError `recorder/log-damaged` for what is no journal: a directory, a file without end */
async function readJournalFile(disk: Disk, path: string, size: number): Promise<Uint8Array | undefined> {
  const refused = (reason: string, cause?: unknown) =>
    new RecorderError('recorder/log-damaged', { index: size, reason }, cause);
  const bytes = (await disk.identity(path)) === undefined ? 0 : await fileSize(disk, path);
  if (bytes > mostJournalBytes) throw refused(`journal of ${bytes} B`);
  return await readWhole(disk, path).catch((error: unknown) => {
    throw errorCode(error) === 'EISDIR' ? refused('journal is a directory', error) : error;
  });
}

async function fileSize(disk: Disk, path: string): Promise<number> {
  const file = await disk.openToRead(path);
  try {
    return await file.sizeBytes();
  } finally {
    await file.close();
  }
}

/** @throws RecorderError `recorder/log-damaged` */
export function planSalvage(read: ReadJournal, size: number, kind: JournalKind): SalvagedJournal {
  const { isFirstOfItsKind, isOtherKey } = kind;
  const isOurs = ({ sealed }: ReadJournal['records'][number]): boolean =>
    !isOtherKey && (sealed === 'yes' || (read.version === 1 && isFirstOfItsKind));
  if (read.firstIndex !== undefined && read.firstIndex > size)
    throw new RecorderError('recorder/log-damaged', { index: size, reason: 'journal begins later' });
  const usable = read.records.filter((record) => record.index >= size && isOurs(record));
  const lengthOf = (kind: 'torn' | 'damaged'): number =>
    read.breaks
      .filter((one) => one.kind === kind)
      .reduce((sum, { fromByte, toByte }) => sum + toByte - fromByte, 0);
  const end = (usable.at(-1)?.index ?? size - 1) + 1;
  const pending: (Uint8Array | undefined)[] = Array.from({ length: end - size });
  for (const { index, entry } of usable) pending[index - size] = Uint8Array.from(entry);
  const lost = [...pending.keys()].filter((at) => pending[at] === undefined).map((at) => size + at);
  return {
    pending,
    report: {
      isMissing: false,
      damagedBytes: lengthOf('damaged'),
      tornBytes: lengthOf('torn'),
      foreign: read.records.filter((record) => !isOurs(record)).length,
      isOtherKey,
      lost,
      keptIn: undefined,
    },
  };
}

/** The index had seen this many more entries than the log has. */
export function tailLostEntry(algorithms: Algorithms, count: number): NewEntry {
  const hash = Buffer.from(algorithms.hash(new TextEncoder().encode(`tail ${count}`))).toString('base64');
  return { type: 'alarm', kind: 'journal-broken', hash };
}

/** What stands in the place of an entry that is gone. */
function lostEntry(algorithms: Algorithms, index: number): NewEntry {
  const hash = Buffer.from(algorithms.hash(new TextEncoder().encode(`lost ${index}`))).toString('base64');
  return { type: 'alarm', kind: 'journal-record-lost', hash };
}

export type FillOptions = {
  readonly algorithms: Algorithms;
  readonly salt: () => Uint8Array;
  readonly nowMs: () => number;
  readonly recoverLost?: (index: number) => Promise<NewEntry | undefined>;
};

/** Every lost entry is replaced, so that those behind it keep their index. */
export async function fillLost(
  options: FillOptions,
  found: readonly (Uint8Array | undefined)[],
  size: number,
): Promise<readonly Uint8Array[]> {
  const { algorithms, salt, nowMs, recoverLost } = options;
  const whole: Uint8Array[] = [];
  for (const [at, entry] of found.entries()) {
    const fields = entry ? undefined : await recoverLost?.(size + at);
    whole.push(
      entry ??
        encodeEntry(completeEntry(fields ?? lostEntry(algorithms, size + at), salt(), Math.round(nowMs()))),
    );
  }
  return whole;
}

/** The log says of itself that acknowledged entries may be gone; the hash fixes what was found. */
export function brokenEntry(algorithms: Algorithms, report: JournalReport): NewEntry {
  const hash = encodeBase64(algorithms.hash(encodeCanonicalJson(report as unknown as Json)));
  return { type: 'alarm', kind: 'journal-broken', hash };
}
