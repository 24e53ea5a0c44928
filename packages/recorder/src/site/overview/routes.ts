// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing: cameras, days kept against days required, forecast, alarms, clock; and the unit's settings. */

import { createHash } from 'node:crypto';
import {
  changeSettings,
  confirmClock,
  readObligations,
  readOverview,
  readSettings,
  type Settings,
} from '@mingjing/contracts/site';
import { comply, obligations } from '@mingjing/law';
import { shownAlarm } from '../alarms/routes.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { applyLawfulFloor, lawfulRetention } from '../settings/lawful-retention.ts';
import { chinaDay, findingsOf, nearSecretUnit, unitFactsOf } from './self-check.ts';

export function servedOverview(context: ServerContext): readonly Served[] {
  const { core, alarms, settings, book, accounts } = context;
  return [
    serve(readOverview, async () => {
      const status = core.cameras.status();
      const counted = (...states: readonly string[]) =>
        status.filter(({ state }) => states.includes(state)).length;
      const retention = await core.retention();
      const unit = settings.read();
      const law = lawfulRetention(unit);
      return {
        nowMs: Math.round(core.nowMs()),
        recorderId: core.recorderId,
        unit: { name: unit.unit.name },
        cameras: {
          total: status.length,
          recording: counted('recording'),
          connecting: counted('connecting'),
          waiting: counted('waiting'),
          disabled: counted('disabled'),
          stopped: counted('stopped-by-pressure'),
        },
        retention: {
          requiredByLawDays: law.requiredDays,
          requiredByLaw: law.decidedBy,
          requiredDays: retention.requiredDays,
          cameras: retention.cameras.map(({ settings: rule, oldestMs, ...rest }) => ({
            ...rest,
            floorDays: rule.floorDays,
            floorProvision: rule.floorProvision,
            ...(rule.ceilingDays !== undefined && { ceilingDays: rule.ceilingDays }),
            ...(oldestMs !== undefined ? { oldestMs } : nothingSince(core, rest.camera)),
          })),
          step: retention.step,
          freeBytes: retention.freeBytes,
          usedBytes: retention.usedBytes,
          reserveBytes: retention.reserveBytes,
          bytesPerDay: retention.bytesPerDay,
          ...(retention.forecastDays !== undefined && { forecastDays: retention.forecastDays }),
          alarm: retention.alarm,
        },
        clock: {
          trusted: retention.clock.trusted,
          nowMs: retention.clock.nowMs,
          ...(retention.clock.reason !== undefined && { reason: retention.clock.reason }),
        },
        alarms: alarms.raised().map(shownAlarm(context)),
        holds: core.holds.list().filter(({ releasedMs }) => releasedMs === undefined).length,
        oneDecider:
          accounts
            .list()
            .filter(({ role, disabled }) => !disabled && (role === 'administrator' || role === 'manager'))
            .length < 2,
        waitingForDecision: book.inState('awaiting-decision').length,
        reviewsDue: book.inState('open', 'closed').filter((s) => s.review && s.review.outcome === undefined)
          .length,
      };
    }),
    serve(readSettings, () =>
      Promise.resolve({
        ...settings.read(),
        algorithms: core.algorithms.suite,
        recorderId: core.recorderId,
        origin: core.log.origin,
      }),
    ),
    serve(changeSettings, async ({ body, person }) => {
      const { before, after } = settings.change(body);
      const digest = (value: Settings) => createHash('sha256').update(JSON.stringify(value)).digest('base64');
      await core.appendEntry({
        type: 'config',
        what: 'unit',
        by: person.user,
        before: digest(before),
        after: digest(after),
      });
      await applyLawfulFloor(core, after, person.user);
      return after;
    }),
    serve(confirmClock, async ({ person }) => {
      await core.confirmClock(person.user);
    }),
    serve(readObligations, async () => {
      const today = chinaDay(core.nowMs());
      const facts = { ...unitFactsOf(settings.read(), await core.retention()), ...nearSecretUnit(context) };
      const evidence = await findingsOf(context);
      return { ...obligations(facts, evidence, today), duties: comply({ facts, evidence, asOf: today }) };
    }),
  ];
}

/** Its record begins with a gap when it never gave a picture; the gap's first piece is told after a minute. */
function nothingSince(core: ServerContext['core'], camera: string): { readonly nothingSinceMs?: number } {
  const sinceMs = core.extent(camera)?.fromMs ?? core.cameras.find(camera)?.sinceMs;
  return sinceMs === undefined ? {} : { nothingSinceMs: Math.round(sinceMs) };
}
