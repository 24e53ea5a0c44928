// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the record of a month: one checkpoint, the completeness of every camera and day up to it, verified as an outsider
 * would, and a retention challenge on ourselves. Recording goes on meanwhile, and has its turn after every day judged.
 */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { maintenance } from '@mingjing/contracts/registers';
import {
  encodeBase64,
  fingerprintOfKey,
  formatTime,
  judgeChallenge,
  overlapMs,
  type SampleVerdict,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { Challenger } from '../access/challenge.ts';
import type { SessionBook } from '../access/session-book.ts';
import type { AlarmBoard } from '../alarms/alarm-board.ts';
import type { RowBook } from '../registers/row-book.ts';
import type { SettingsBook } from '../settings/settings.ts';
import { stateCompleteness } from './completeness-statement.ts';
import { daysOf, type MonthRecord, type ProvenCamera, type ProvenDay, rangeOfMonth } from './month-record.ts';

/** 459 that are all held show 99 % with 99 % confidence. */
const samples = 459;
const dayMs = 86_400_000;
const mostAlarms = 500;

export type MonthSources = {
  readonly core: CoreWithoutMedia;
  readonly challenger: Pick<Challenger, 'judge'>;
  readonly alarms: Pick<AlarmBoard, 'within'>;
  readonly rows: Pick<RowBook, 'rows'>;
  readonly book: Pick<SessionBook, 'requestedWithin'>;
  readonly settings: Pick<SettingsBook, 'read'>;
};

/** What is to be judged: a camera's days within the month, as far as the log reaches. */
function cameraDays(core: CoreWithoutMedia, month: string) {
  const { fromMs, toMs } = rangeOfMonth(month, core.nowMs());
  return core.cameras.list().map(({ id, name }) => {
    const extent = core.extent(id);
    const from = Math.max(fromMs, extent?.fromMs ?? toMs);
    const to = Math.min(toMs, extent?.toMs ?? from);
    return { id, name: name ?? id, days: from < to ? daysOf(from, to) : [] };
  });
}

/** @param progress told after each day, with how many there are */
export async function proveMonthRecord(
  sources: MonthSources,
  of: { readonly month: string; readonly by: MonthRecord['by'] },
  progress: (done: number, total: number) => void,
): Promise<MonthRecord> {
  const { core, settings } = sources;
  const { month, by } = of;
  const { fromMs, toMs } = rangeOfMonth(month, core.nowMs());
  const made = formatTime(Math.round(core.nowMs()));
  // Before the checkpoint: all of these days is under it.
  const work = cameraDays(core, month);
  const checkpoint = await core.checkpoint();
  const total = work.reduce((sum, { days }) => sum + days.length, 0);
  progress(0, total);
  const retention = await core.retention();
  const keptDays = new Map(retention.cameras.map((one) => [one.camera, one.keptDays]));
  const nonce = randomBytes(32).toString('base64');
  const cameras: ProvenCamera[] = [];
  const all: SampleVerdict[] = [];
  let done = 0;
  for (const { id, name, days } of work) {
    const proven: ProvenDay[] = [];
    for (const day of days) {
      proven.push(await proveDay(core, checkpoint, id, day));
      progress(++done, total);
      await setImmediate();
    }
    const asked = await challengeOf(sources, id, {
      nonce,
      samples: Math.max(1, Math.ceil(samples / work.length)),
      days: retention.requiredDays,
    });
    if (asked) all.push(...asked.verdicts);
    cameras.push({
      id,
      name,
      days: proven,
      keptDays: Math.floor(keptDays.get(id) ?? 0),
      requiredDays: Math.ceil(retention.requiredDays),
      ...(asked && { retention: asked.retention }),
    });
  }
  return {
    v: 1,
    origin: core.log.origin,
    recorderId: core.recorderId,
    fingerprint: fingerprintOfKey(nodeAlgorithms, core.signer.key),
    unit: settings.read().unit.name,
    month,
    from: formatTime(fromMs),
    to: formatTime(Math.round(toMs)),
    made,
    by,
    checkpoint: checkpoint.note,
    nonce,
    cameras,
    challenge: all.length > 0 ? judgeChallenge(all) : null,
    clockTrusted: retention.clock.trusted,
    ...keptBeside(sources, fromMs, toMs),
  };
}

async function proveDay(
  core: CoreWithoutMedia,
  checkpoint: { readonly note: string; readonly size: number },
  camera: string,
  { day, fromMs, toMs }: ReturnType<typeof daysOf>[number],
): Promise<ProvenDay> {
  const { statement, verdict } = await stateCompleteness(core, checkpoint, { camera, fromMs, toMs });
  const leaves = await Promise.all(statement.entries.map(({ index }) => core.log.leafHash(index)));
  const gapSeconds: Record<string, number> = {};
  if (verdict.kind === 'complete')
    for (const gap of verdict.gaps)
      gapSeconds[gap.cause] =
        Math.round((gapSeconds[gap.cause] ?? 0) * 1000 + overlapMs(gap, fromMs, toMs)) / 1000;
  return {
    day,
    from: statement.from,
    to: statement.to,
    kind: verdict.kind,
    ...(verdict.kind === 'not-complete' && { reason: verdict.reason }),
    heldSeconds: verdict.kind === 'complete' ? verdict.heldMs / 1000 : 0,
    gapSeconds,
    deleted: verdict.kind === 'complete' ? verdict.deleted.length : 0,
    entries: statement.entries.length,
    leaves: encodeBase64(core.algorithms.hash(...leaves)),
  };
}

async function challengeOf(
  { core, challenger }: MonthSources,
  camera: string,
  of: { readonly nonce: string; readonly samples: number; readonly days: number },
) {
  const extent = core.extent(camera);
  if (!extent) return undefined;
  const fromMs = Math.max(extent.fromMs, extent.toMs - of.days * dayMs);
  if (fromMs >= extent.toMs) return undefined;
  const window = { from: formatTime(fromMs), to: formatTime(extent.toMs) };
  const { nonce } = of;
  const { verdict, verdicts } = await challenger.judge({
    cameras: [camera],
    ...window,
    samples: of.samples,
    nonce,
  });
  return { retention: { ...window, verdict }, verdicts };
}

/** Alarms, maintenance and looks of the month: kept beside the video, told as they stand. */
function keptBeside(
  { alarms, rows, book }: MonthSources,
  fromMs: number,
  toMs: number,
): Pick<MonthRecord, 'alarms' | 'moreAlarms' | 'maintenance' | 'looks'> {
  const raised = alarms.within(fromMs, toMs);
  const looks: Partial<Record<keyof MonthRecord['looks'], number>> = {};
  for (const { kind, openedMs } of book.requestedWithin(fromMs, toMs))
    if (openedMs !== undefined) looks[kind] = (looks[kind] ?? 0) + 1;
  return {
    alarms: raised.slice(0, mostAlarms).map(({ kind, subject, raisedMs, state, atMs, why }) => ({
      kind,
      subject,
      raisedMs,
      state,
      atMs,
      ...(why !== undefined && { why }),
    })),
    moreAlarms: Math.max(0, raised.length - mostAlarms),
    maintenance: rows.rows(maintenance).flatMap(({ withdrawn, values }) => {
      const foundMs = Number(values['foundMs']);
      const doneMs = values['doneMs'] === null ? null : Number(values['doneMs']);
      if (withdrawn || foundMs >= toMs || (doneMs ?? toMs) < fromMs) return [];
      const text = (name: string) => String(values[name] ?? '');
      return [
        { kind: text('kind'), camera: text('camera'), what: text('what'), foundMs, doneMs, by: text('by') },
      ];
    }),
    looks,
  };
}
