// SPDX-License-Identifier: Apache-2.0
/** What is put in order, and said, before a core records again. */
import { parseEntry, parseTime } from '@mingjing/evidence';
import { isBroken, tailLostEntry } from '../log/salvage.ts';
import type { SpanBook } from '../log/span-book.ts';
import { isTight } from '../opening/make-room.ts';
import type { OpenStore } from '../opening/open-store.ts';
import { recoverStore } from '../opening/recovery.ts';
import { finishAtStart } from '../retention/finish-at-start.ts';
import type { RetentionKeeper } from '../retention/retention-keeper.ts';
import { deletionFacts, deletionStore, type KeeperParts } from './make-keeper.ts';
import type { Spoken } from './spoken.ts';

/** What the journal lost, or was offered, is said before anything else happens. */
export function sayJournal({ log }: OpenStore, { say, alarm }: Spoken): void {
  const { journalReport: report } = log;
  if (report.tornBytes > 0) say('warn', 'the log’s last record was torn by a crash', report);
  if (!isBroken(report)) return;
  say('error', 'the unsigned tail of the log is damaged or was altered', report);
  const { foreign, damagedBytes, keptIn } = report;
  alarm('log-broken', 'log', true, { foreign, damagedBytes, lost: report.lost.length, keptIn: keptIn ?? '' });
}

/** Another store was here, or this one had a longer log: said in the log that goes on from here, and as an alarm. */
export async function sayMemory(store: OpenStore, { say, alarm, append }: Spoken): Promise<void> {
  const { memory, directory, identity, log, algorithms } = store;
  const { replaced, logHad } = memory;
  if (replaced !== undefined) {
    say('warn', 'another store was in this directory before', { storeId: replaced });
    const facts = { before: replaced, after: identity.storeId };
    await append({ type: 'config', what: 'store-replaced', by: 'start', ...facts });
    alarm('store-replaced', directory, true, facts);
  }
  if (logHad === undefined) return;
  const has = log.size();
  say('error', 'the log is shorter than it was', { had: logHad, has });
  alarm('log-rolled-back', 'log', true, { had: logHad, has });
  await append(tailLostEntry(algorithms, logHad - has));
}

/** The index must know the whole log, and the log every whole file, before anything is numbered after it. */
export async function recoverFootage(store: OpenStore, book: SpanBook, spoken: Spoken): Promise<void> {
  const { index, log, algorithms } = store;
  const edited = await editedCamera(store);
  if (edited !== undefined) {
    spoken.say('error', 'the index does not say what the log says and is rebuilt', { camera: edited });
    spoken.alarm('index-differs', edited, true);
    index.clear();
    await recoverStore(store, book, 'all');
  } else if (index.loggedSize() > log.size()) {
    // The log is the truth; an index that knows more belongs to another log or to a lost tail.
    const lost = index.loggedSize() - log.size();
    spoken.say('error', 'the index knows more than the log and is rebuilt', { lost });
    spoken.alarm('log-broken', 'index', true, { foreign: 0, lost });
    await spoken.append(tailLostEntry(algorithms, lost));
    index.clear();
    await recoverStore(store, book, 'all');
  }
  const report = await recoverStore(store, book, 'recent');
  if (report.adopted.length + report.quarantined.length > 0)
    spoken.say('warn', 'recovered after a crash', report);
}

/**
 * A camera whose last row is not what the log says of it: what is recorded next would be numbered and placed after it.
 * Other rows are compared when they are deleted, shown or exported.
 */
async function editedCamera({ index, log }: OpenStore): Promise<string | undefined> {
  for (const camera of index.cameras()) {
    const last = index.last(camera);
    if (!last || last.logIndex >= log.size()) continue;
    const bytes = await log.entryIfWhole(last.logIndex);
    // An entry that cannot be read is told as such, and rebuilding would not help.
    if (!bytes) continue;
    const parsed = parseEntry(bytes);
    const entry = parsed.kind === 'entry' ? parsed.entry : undefined;
    const isSpan = entry?.type === 'segment' || entry?.type === 'gap';
    const isSame =
      isSpan &&
      entry.camera === camera &&
      entry.n === last.n &&
      parseTime(entry.start) === last.startMs &&
      parseTime(entry.end) === last.endMs;
    if (!isSame) return camera;
  }
  return undefined;
}

/** Entries that somebody, or a disk, altered behind the checkpoint. */
export function sayUnreadable({ log }: OpenStore, { say, alarm }: Spoken): void {
  const indexes = [...log.unreadable()].sort((a, b) => a - b);
  const [first] = indexes;
  if (first === undefined) return;
  say('error', 'entries of the log are not what the log commits to', { indexes: indexes.slice(0, 20) });
  alarm('log-altered', 'log', true, { count: indexes.length, first });
}

/** Before anything is recorded on a full disk: what the law lets go makes room. */
export async function makeRoomAtStart(
  { disk, directory }: OpenStore,
  keeper: Pick<RetentionKeeper, 'run'>,
): Promise<void> {
  if (await isTight(disk, directory)) await keeper.run();
}

/** Deletions that a crash cut short are finished, as far as they are allowed now. */
export async function finishDeletions(parts: KeeperParts, { say, alarm }: Spoken): Promise<void> {
  parts.unfinished.openTombstone = await finishAtStart(
    deletionStore(parts),
    parts.store.index,
    deletionFacts(parts),
    parts.options.pressurePolicy?.kind === 'delete-below-floor',
    async (camera, error) => {
      say('error', 'a deletion that was begun is not allowed now', error);
      alarm('deletion-refused', camera, true, { reason: error.code });
    },
  );
}
