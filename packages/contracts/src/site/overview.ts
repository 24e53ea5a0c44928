// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing, and what the unit says of itself. */
import { z } from 'zod';
import { isCreditCode } from '../desk/credit-code.ts';
import { Duties, ToComply } from '../duties.ts';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Reason, Sentence } from './shapes.ts';

const { everyone, viewers, administrators } = site;

export const Alarm = z.object({
  kind: z.string(),
  subject: z.string(),
  state: z.enum(['raised', 'cleared']),
  atMs: z.number(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What it means and what to do. */
  sentence: Sentence,
  /** Who took note of it first. */
  seen: z.object({ by: z.string(), atMs: z.number() }).optional(),
  /** When it began; of a cleared one `atMs` is its end. */
  raisedMs: z.number(),
  /** Who sees to it. */
  assigned: z.object({ to: z.string(), by: z.string(), atMs: z.number() }).optional(),
  /** Who ended it and why; absent where its cause went away. */
  clearedBy: z.string().optional(),
  why: z.string().optional(),
});
export type Alarm = z.infer<typeof Alarm>;

export const CameraRetention = z.object({
  camera: z.string(),
  floorDays: z.number(),
  floorProvision: z.string(),
  ceilingDays: z.number().optional(),
  oldestMs: z.number().optional(),
  /** No picture of it is kept, and none was since then: when it was added, if it never gave one. */
  nothingSinceMs: z.number().optional(),
  keptDays: z.number(),
  bytes: z.number(),
  bytesPerDay: z.number(),
  verdict: z.enum(['met', 'filling', 'breached']),
});
export type CameraRetention = z.infer<typeof CameraRetention>;

export const Overview = z.object({
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
  /** Whether only one person here may decide, so that what takes two people cannot be done. */
  oneDecider: z.boolean(),
  waitingForDecision: z.number(),
  reviewsDue: z.number(),
});
export type Overview = z.infer<typeof Overview>;

const PublicUrl = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^$|^https?:\/\/(?!localhost\b|127\.|\[::1\])[^\s/?#]+$/,
    '写别人能打开的地址，例如 https://nvr.example.com，不能是 127.0.0.1 · an address others can open, as https://nvr.example.com',
  );

export const Settings = z.object({
  unit: z.object({
    name: z.string().trim().max(120),
    /** 统一社会信用代码 */
    creditCode: z.string().trim().max(18),
    address: z.string().trim().max(200),
    contact: z.string().trim().max(120),
  }),
  /** Kind of place in the words of the law, e.g. 宾馆; decides duties and retention. */
  place: z.string().trim().max(500),
  /** `beijing`, `qinhuangdao`, `hami`, `national` or a GB/T 2260 code. */
  jurisdiction: z.string().regex(/^(beijing|qinhuangdao|hami|national|\d{6})$/),
  isManagementUnit: z.boolean().optional(),
  keyUnit: z.boolean().optional(),
  /** 防范恐怖袭击的重点目标 */
  counterTerrorKeyTarget: z.boolean().optional(),
  /** Where others reach this recorder, for the code on papers; absent or empty: nobody said. */
  publicUrl: PublicUrl.optional(),
});
export type Settings = z.infer<typeof Settings>;

/** What may be written into the unit's papers: a name is one, a code is in its form or not given. */
const UnitChange = Settings.shape.unit
  .extend({
    name: z.string().trim().min(1).max(120),
    creditCode: z
      .string()
      .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase())
      .pipe(
        z
          .string()
          .refine(
            (code) => code === '' || isCreditCode(code),
            '统一社会信用代码不对：18 位，末位是校验位，请对照营业执照 · 18 characters, the last a check character; compare the licence',
          ),
      ),
  })
  .partial();

export const SettingsChange = z.object({
  unit: UnitChange.optional(),
  place: Settings.shape.place.optional(),
  jurisdiction: Settings.shape.jurisdiction.optional(),
  isManagementUnit: z.boolean().optional(),
  keyUnit: z.boolean().optional(),
  publicUrl: PublicUrl.optional(),
  counterTerrorKeyTarget: z.boolean().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

const tag = '概况和设置 Overview and settings';

export const readOverview = siteOperation({
  method: 'GET',
  path: '/api/overview',
  roles: everyone,
  tag,
  summary: { zh: '概况', en: 'Overview' },
  answer: Overview,
});
export const listAlarms = siteOperation({
  method: 'GET',
  path: '/api/alarms',
  roles: everyone,
  tag,
  summary: { zh: '告警', en: 'Alarms' },
  answer: z.object({ alarms: z.array(Alarm) }),
});
const AlarmName = z.object({ kind: z.string().max(60), subject: z.string().max(4096) });
export const seeAlarm = siteOperation({
  method: 'POST',
  path: '/api/alarms/seen',
  roles: viewers,
  tag,
  summary: { zh: '确认告警', en: 'Take note of an alarm' },
  body: AlarmName,
});
export const assignAlarm = siteOperation({
  method: 'POST',
  path: '/api/alarms/assignment',
  roles: viewers,
  tag,
  summary: { zh: '指派告警', en: 'Say who sees to an alarm' },
  body: AlarmName.extend({ to: z.string().trim().min(2).max(60) }),
});
export const clearAlarm = siteOperation({
  method: 'POST',
  path: '/api/alarms/clearance',
  roles: viewers,
  tag,
  summary: { zh: '解除告警（写明理由）', en: 'Clear an alarm, with a reason' },
  body: AlarmName.extend({ why: Reason }),
});
export const readSettings = siteOperation({
  method: 'GET',
  path: '/api/settings',
  roles: everyone,
  tag,
  summary: { zh: '设置', en: 'Settings' },
  answer: Settings.extend({ algorithms: z.string(), recorderId: z.string(), origin: z.string() }),
});
export const changeSettings = siteOperation({
  method: 'PATCH',
  path: '/api/settings',
  roles: administrators,
  tag,
  summary: { zh: '修改设置', en: 'Change settings' },
  body: SettingsChange,
  answer: Settings,
});
export const confirmClock = siteOperation({
  method: 'POST',
  path: '/api/clock/confirmation',
  roles: administrators,
  tag,
  summary: { zh: '确认时间正确', en: 'The clock is right' },
});
export const readObligations = siteOperation({
  method: 'GET',
  path: '/api/obligations',
  roles: everyone,
  tag,
  summary: { zh: '守法自查', en: 'Which duties bind the unit, met or not' },
  answer: Duties.extend({ duties: z.array(ToComply).describe('what to do where one is breached or open') }),
});
