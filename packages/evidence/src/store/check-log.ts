// SPDX-License-Identifier: Apache-2.0
/** Store steps 3 and 4: the log is the one the checkpoints commit to, and its entries make sense in order. */
import { equalBytes } from '../bytes/octets.ts';
import type { Entry } from '../entry/entry.ts';
import { parseEntry } from '../entry/parse-entry.ts';
import { readJournal } from '../log/journal.ts';
import { CompactRange } from '../merkle/tree-hash.ts';
import { createFinding } from '../verdict/finding.ts';
import { outsideName } from './check-checkpoints.ts';
import { TileCheck } from './check-tiles.ts';
import type { KnownTree, PendingEntry, StoreCheck } from './store-check.ts';
import { pathOfSegment, storeNames } from './store-files.ts';
import { StoredTiles } from './stored-tiles.ts';

/** Kinds of `alarm` entries by which a recorder says that acknowledged entries were lost or altered. */
export const journalAlarms = ['journal-broken', 'journal-record-lost'] as const;

function isJournalAlarm(kind: string): boolean {
  return (journalAlarms as readonly string[]).includes(kind);
}

/** Walks the whole log once. */
export async function checkLog(check: StoreCheck): Promise<void> {
  const checkpoint = check.checkpoint!;
  const tiles = new StoredTiles(check.files, checkpoint.size);
  const tileCheck = new TileCheck(check.algorithms, tiles, checkpoint, check.findings);
  const trees = [...check.trees].sort((left, right) => left.size - right.size);
  const range = new CompactRange(check.algorithms);
  let next = compareTrees(check, trees, 0, range);
  for await (const { index, leaf, bytes } of tileCheck.entries()) {
    range.append(leaf);
    if (next < trees.length && trees[next]!.size === range.size)
      next = compareTrees(check, trees, next, range);
    if (bytes) readEntry(check, index, bytes);
    else check.unreadable.add(index);
  }
  const beyond = trees.slice(next);
  const isGrowing = beyond.length > 0 && (await check.isGrowing());
  for (const tree of beyond) if (!isGrowing || tree.file === outsideName) reportBeyond(check, tree);
  const root = await tileCheck.finish();
  if (!equalBytes(root, checkpoint.root))
    check.findings.add(
      createFinding('checkpoint-root-differs', { file: storeNames.checkpoint }, { size: checkpoint.size }),
    );
  // What no signature covers is looked at, but neither extends what is said to be proven nor excuses missing bytes.
  check.proven = check.tally.summaries();
  for (const { index, entry } of check.pending) readEntry(check, index, entry, true);
  if (check.pending.length > 0)
    check.findings.add(
      createFinding('entries-unsigned', { file: storeNames.journal }, { count: check.pending.length }),
    );
}

/**
 * Entries that no checkpoint covers yet; a recorder always has a journal, if an empty one.
 *
 * @param key of the journal, where the verifier can read it: then records without its MAC do not count
 */
export function readPending(
  check: StoreCheck,
  bytes: Uint8Array | undefined,
  checkpoint: { readonly size: number; readonly origin: string },
  key: Uint8Array | undefined,
): readonly PendingEntry[] {
  const file = storeNames.journal;
  if (!bytes) {
    check.findings.add(createFinding('log-file-missing', { file }));
    return [];
  }
  const seal = key && { key, origin: checkpoint.origin };
  const { firstIndex, records, breaks } = readJournal(check.algorithms, bytes, seal);
  for (const { kind, fromByte, toByte } of breaks)
    check.findings.add(
      createFinding(kind === 'torn' ? 'journal-torn' : 'journal-damaged', { file, fromByte, toByte }),
    );
  const foreign = records.filter(({ sealed }) => sealed === 'no');
  if (foreign.length > 0)
    check.findings.add(createFinding('journal-foreign', { file }, { count: foreign.length }));
  const pending = records.filter(({ index, sealed }) => index >= checkpoint.size && sealed !== 'no');
  const first = pending[0]?.index ?? firstIndex ?? checkpoint.size;
  const isBroken = breaks.some(({ kind }) => kind === 'damaged');
  const isOrdered = records.every(({ index }, at) => at === 0 || index === records[at - 1]!.index + 1);
  if ((first > checkpoint.size || !isOrdered) && !isBroken)
    check.findings.add(createFinding('journal-damaged', { file, fromByte: 0, toByte: 16 }));
  return pending;
}

/** Compares every known tree of the present size. @returns the first of a larger size */
function compareTrees(
  check: StoreCheck,
  trees: readonly KnownTree[],
  from: number,
  range: CompactRange,
): number {
  let at = from;
  let root: Uint8Array | undefined;
  for (; at < trees.length && trees[at]!.size === range.size; at++) {
    const { size, file } = trees[at]!;
    root ??= range.root();
    if (equalBytes(root, trees[at]!.root)) continue;
    check.findings.add(
      file === outsideName
        ? createFinding('outside-checkpoint-inconsistent', {}, { size })
        : createFinding('checkpoint-root-differs', { file }, { size }),
    );
  }
  return at;
}

function reportBeyond(check: StoreCheck, { size, file }: KnownTree): void {
  check.findings.add(
    createFinding('checkpoint-beyond-log', { file }, { size, logSize: check.checkpoint!.size }),
  );
}

function readEntry(check: StoreCheck, index: number, bytes: Uint8Array, isPending = false): void {
  check.checkedEntries++;
  const parsed = parseEntry(bytes);
  if (parsed.kind === 'entry') followEntry(check, index, parsed.entry, isPending);
  else if (parsed.kind === 'malformed')
    check.findings.add(createFinding('entry-malformed', { index }, { field: parsed.field ?? parsed.reason }));
  else check.findings.add(createFinding('entry-unknown-type', { index }, { type: parsed.type }));
}

function followEntry(check: StoreCheck, index: number, entry: Entry, isPending: boolean): void {
  switch (entry.type) {
    case 'segment': {
      check.segments.add(index);
      check.footageBytes += (entry.sealed ?? entry).bytes;
      check.footage.add(pathOfSegment(entry));
      addSpan(check, index, entry);
      return;
    }
    case 'gap':
      addSpan(check, index, entry);
      return;
    case 'clock':
      if (!isPending) check.early.clock(entry);
      return;
    case 'tombstone': {
      const buried: number[] = [];
      for (const target of entry.entries) {
        if (target >= index || !check.segments.has(target))
          check.findings.add(
            createFinding('tombstone-unknown-entry', { index, camera: entry.camera }, { target }),
          );
        else if (!isPending && !check.buried.has(target)) {
          check.buried.add(target);
          check.tally.addDeleted(entry.camera);
          buried.push(target);
        }
      }
      check.early.tombstone(entry, buried);
      return;
    }
    case 'alarm':
      if (isJournalAlarm(entry.kind))
        check.findings.add(createFinding('journal-was-broken', { index }, { at: entry.at }));
      return;
    default:
      return;
  }
}

function addSpan(check: StoreCheck, index: number, entry: Parameters<StoreCheck['tally']['add']>[0]): void {
  const fault = check.tally.add(entry, index);
  if (fault) check.findings.add(fault);
}
