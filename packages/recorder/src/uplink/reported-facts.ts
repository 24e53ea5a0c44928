// SPDX-License-Identifier: Apache-2.0
/** What a report says of this recorder: numbers and states, no names, no pictures. What is unknown is left out. */
import type { ReportedFacts } from '@mingjing/contracts/desk';
import { siteRegisters } from '@mingjing/contracts/registers';
import { formatTime } from '@mingjing/evidence';
import type { AlarmBoard } from '../site/alarms/alarm-board.ts';
import { findingsOf, nearSecretUnit, type SelfKnowledge, unitFactsOf } from '../site/overview/self-check.ts';
import type { Accounts } from '../site/people/accounts.ts';
import type { SettingsBook } from '../site/settings/settings.ts';

type Sources = SelfKnowledge & {
  readonly settings: SettingsBook;
  readonly alarms: AlarmBoard;
  readonly accounts: Accounts;
};

export async function reportedFacts(context: Sources): Promise<ReportedFacts> {
  const { core, settings, alarms, rows, accounts } = context;
  const retention = await core.retention();
  const oldestOf = new Map(retention.cameras.map(({ camera, oldestMs }) => [camera, oldestMs]));
  const time = (ms: number | undefined) => (ms === undefined ? null : formatTime(Math.round(ms)));
  const roles = Object.entries(Object.groupBy(accounts.list(), ({ role }) => role));
  return {
    cameras: core.cameras.status().map(({ id, name, state }) => {
      const oldestMs = oldestOf.get(id);
      const newestMs = oldestMs === undefined ? undefined : core.extent(id)?.toMs;
      return {
        id,
        name: (name ?? id).slice(0, 200),
        state,
        oldest: time(oldestMs),
        newest: time(newestMs),
        gapSeconds: gapSecondsOf(core, id, oldestMs, newestMs),
      };
    }),
    requiredDays: Math.ceil(retention.requiredDays),
    clockTrusted: retention.clock.trusted,
    alarms: alarms
      .raised()
      .slice(0, 200)
      .map(({ kind, atMs }) => ({ kind, since: formatTime(Math.round(atMs)) })),
    registers: Object.fromEntries(siteRegisters.map((one) => [one.id, rows.countOf(one).rows])),
    roles: Object.fromEntries(
      roles.map(([role, people = []]) => [role, people.filter(({ disabled }) => !disabled).length]),
    ),
    unit: { ...unitFactsOf(settings.read(), retention), ...nearSecretUnit(context) } as ReportedFacts['unit'],
    evidence: { ...(await findingsOf(context)) } as ReportedFacts['evidence'],
  };
}

/** Rounded up: what is declared is never less than what is missing. */
function gapSecondsOf(
  core: Sources['core'],
  camera: string,
  fromMs: number | undefined,
  toMs: number | undefined,
): Record<string, number> {
  const seconds: Record<string, number> = {};
  if (fromMs === undefined || toMs === undefined) return seconds;
  for (const { cause, startMs, endMs } of core.gaps({ camera, fromMs, toMs })) {
    const ms = Math.min(endMs, toMs) - Math.max(startMs, fromMs);
    seconds[cause] = (seconds[cause] ?? 0) + Math.max(0, Math.ceil(ms / 1000));
  }
  return seconds;
}
