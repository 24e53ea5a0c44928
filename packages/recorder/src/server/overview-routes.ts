// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing: cameras, days kept against days required, forecast, alarms, clock; and the unit's settings. */
import { createHash } from 'node:crypto';
import { comply, obligations } from '@mingjing/law';
import { z } from 'zod';
import { alarmSentence } from './alarm-sentences.ts';
import { type App, personOf, row } from './app-types.ts';
import type { ServerContext } from './context.ts';
import { applyLawfulFloor, lawfulRetention } from './lawful-retention.ts';
import { findingsOf, unitFactsOf } from './self-check.ts';
import { Settings, SettingsChange } from './settings.ts';

const Alarm = z.object({
  kind: z.string(),
  subject: z.string(),
  state: z.enum(['raised', 'cleared']),
  atMs: z.number(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What it means and what to do. */
  sentence: z.object({ zh: z.string(), en: z.string() }),
});

const CameraRetention = z.object({
  camera: z.string(),
  floorDays: z.number(),
  floorProvision: z.string(),
  ceilingDays: z.number().optional(),
  oldestMs: z.number().optional(),
  keptDays: z.number(),
  bytes: z.number(),
  bytesPerDay: z.number(),
  verdict: z.enum(['met', 'filling', 'breached']),
});

const Overview = z.object({
  nowMs: z.number(),
  recorderId: z.string(),
  unit: z.object({ name: z.string() }),
  cameras: z.object({
    total: z.number(),
    recording: z.number(),
    connecting: z.number(),
    waiting: z.number(),
    disabled: z.number(),
    stopped: z.number(),
  }),
  retention: z.object({
    /** The law's answer for this unit; null where no rule prints a number. */
    requiredByLawDays: z.number().nullable(),
    requiredByLaw: z.string().nullable(),
    /** What the recorder enforces. */
    requiredDays: z.number(),
    cameras: z.array(CameraRetention),
    step: z.string(),
    freeBytes: z.number(),
    usedBytes: z.number(),
    reserveBytes: z.number(),
    bytesPerDay: z.number(),
    forecastDays: z.number().optional(),
    alarm: z.boolean(),
  }),
  clock: z.object({ trusted: z.boolean(), reason: z.string().optional(), nowMs: z.number() }),
  alarms: z.array(Alarm),
  holds: z.number(),
  waitingForDecision: z.number(),
  reviewsDue: z.number(),
});

export function overviewRoutes(app: App, context: ServerContext): void {
  const { core, alarms, settings, book } = context;
  const shown = (alarm: ReturnType<typeof alarms.all>[number]) => ({
    ...alarm,
    facts: { ...alarm.facts },
    sentence: alarmSentence(alarm, (camera) => core.cameras.find(camera)?.name ?? camera),
  });
  app.route({
    ...row('GET /api/overview'),
    schema: { summary: '概况 overview', response: { 200: Overview } },
    handler: async () => {
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
            ...(oldestMs !== undefined && { oldestMs }),
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
        alarms: alarms.raised().map(shown),
        holds: core.holds.list().filter(({ releasedMs }) => releasedMs === undefined).length,
        waitingForDecision: book.inState('awaiting-decision').length,
        reviewsDue: book.inState('open', 'closed').filter((s) => s.review && s.review.outcome === undefined)
          .length,
      };
    },
  });
  app.route({
    ...row('GET /api/alarms'),
    schema: { summary: '告警 alarms', response: { 200: z.object({ alarms: z.array(Alarm) }) } },
    handler: () => Promise.resolve({ alarms: alarms.all().map(shown) }),
  });
  app.route({
    ...row('GET /api/settings'),
    schema: {
      summary: '设置 settings',
      response: {
        200: Settings.extend({ algorithms: z.string(), recorderId: z.string(), origin: z.string() }),
      },
    },
    handler: () =>
      Promise.resolve({
        ...settings.read(),
        algorithms: core.algorithms.suite,
        recorderId: core.recorderId,
        origin: core.log.origin,
      }),
  });
  app.route({
    ...row('PATCH /api/settings'),
    schema: { summary: '修改设置 change settings', body: SettingsChange, response: { 200: Settings } },
    handler: async (request) => {
      const { before, after } = settings.change(request.body);
      const digest = (value: Settings) => createHash('sha256').update(JSON.stringify(value)).digest('base64');
      await core.appendEntry({
        type: 'config',
        what: 'unit',
        by: personOf(request).user,
        before: digest(before),
        after: digest(after),
      });
      await applyLawfulFloor(core, after, personOf(request).user);
      return after;
    },
  });
  app.route({
    ...row('POST /api/clock/confirmation'),
    schema: { summary: '确认时间正确 the clock is right', response: { 204: z.null() } },
    handler: async (request, reply) => {
      await core.confirmClock(personOf(request).user);
      return reply.status(204).send(null);
    },
  });
  app.route({
    ...row('GET /api/obligations'),
    schema: {
      summary: '守法自查 which duties bind the unit, met or not',
      response: { 200: z.looseObject({}) },
    },
    handler: async () => {
      const today = new Date(core.nowMs() + 8 * 3_600_000).toISOString().slice(0, 10);
      const facts = unitFactsOf(settings.read(), await core.retention());
      const evidence = await findingsOf(context);
      return { ...obligations(facts, evidence, today), duties: comply({ facts, evidence, asOf: today }) };
    },
  });
}
