// SPDX-License-Identifier: Apache-2.0
/**
 * The log's own time: a `clock` entry at each start and clean stop, each hour, at each step and each confirmation,
 * every one with the time that has certainly passed. The next run begins from the last of them, so what a crash
 * costs is at most an hour of trusted time: footage stays longer, never shorter.
 */

import { formatTime, type NewEntry } from '@mingjing/evidence';
import type { ClockStep, LastTime, RecorderClock } from '../../terms/clock.ts';
import type { OpenStore } from '../opening/open-store.ts';

export const clockEntryEveryMs = 3_600_000;

/** `seen`: a person looked. `witness`: somebody outside told the time. */
type Moment = 'start' | 'running' | 'stop' | 'seen' | 'witness' | 'host' | 'host-behind';

type ClockFields = Extract<NewEntry, { type: 'clock' }>;

/** @param step what the clock did; absent where it only says where it stands */
export function clockEntry(
  clock: RecorderClock,
  source: Moment,
  step?: { readonly beforeMs: number; readonly afterMs: number },
): ClockFields {
  const nowMs = Math.round(clock.nowMs());
  const before = Math.round(step?.beforeMs ?? nowMs);
  const after = Math.round(step?.afterMs ?? nowMs);
  return {
    type: 'clock',
    step: after - before,
    before: formatTime(before),
    after: formatTime(after),
    source,
    trusted: formatTime(Math.floor(clock.trustedNowMs())),
    ...(clock.confirmed && {
      confirmed: {
        at: formatTime(clock.confirmed.atMs),
        trusted: formatTime(Math.floor(clock.confirmed.trustedMs)),
      },
    }),
  };
}

/** @param since log index of the confirmation before */
export function witnessedEntry(clock: RecorderClock, creditedMs: number, since: number): ClockFields {
  return { ...clockEntry(clock, 'witness'), credited: { ms: creditedMs, since } };
}

export function stepEntry(clock: RecorderClock, step: ClockStep): ClockFields {
  return clockEntry(clock, step.adopted ? 'host' : 'host-behind', step);
}

/**
 * Where the store's time stands, by its log.
 *
 * @returns undefined for a store that has recorded nothing yet
 */
export function lastTimeOf({
  log,
  index,
  state,
}: Pick<OpenStore, 'log' | 'index' | 'state'>): LastTime | undefined {
  const { lastAtMs, trusted } = log.tail;
  const atMs = index.lastEndMs() ?? lastAtMs;
  if (atMs === undefined) return undefined;
  // A log from before trusted time was logged: what the state file of that version said of it.
  return { atMs, ...(trusted ?? { trustedMs: atMs - state.fact('unconfirmed-ms') }) };
}
