// SPDX-License-Identifier: Apache-2.0
/** The recorder's clock held against time servers. What they say is shown and alarmed on; nothing here sets a clock. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Sentence } from './shapes.ts';

const TimeServer = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?$|^[0-9a-f:]{2,45}$/iu,
    '写时间服务器的主机名或 IP 地址，例如 ntp.example.com · a time server’s host name or address',
  );

export const ClockReading = z.object({
  server: z.string(),
  /** Null: not asked yet. */
  atMs: z.number().nullable(),
  offsetMs: z.number().nullable().describe('server minus recorder; positive: the recorder is behind'),
  delayMs: z.number().nullable().describe('there and back: half of it is the most the offset can be wrong'),
  stratum: z.number().nullable(),
  /** Why there is no offset. */
  trouble: Sentence.nullable(),
});
export type ClockReading = z.infer<typeof ClockReading>;

export const Clock = z.object({
  nowMs: z.number(),
  trusted: z.boolean(),
  reason: z.string().nullable(),
  servers: z.array(ClockReading),
  /** The middle one of those that answered. */
  offsetMs: z.number().nullable(),
  /** Beyond this an alarm stands. */
  toleratedMs: z.number(),
});
export type Clock = z.infer<typeof Clock>;

const tag = '时间 Clock';

export const readClock = siteOperation({
  method: 'GET',
  path: '/api/clock',
  roles: site.readers,
  tag,
  summary: { zh: '本机时间与时间服务器', en: 'The clock and the time servers' },
  answer: Clock,
});
export const changeTimeServers = siteOperation({
  method: 'PUT',
  path: '/api/clock/servers',
  roles: site.administrators,
  tag,
  summary: { zh: '修改时间服务器', en: 'Change the time servers' },
  body: z.object({ servers: z.array(TimeServer).max(8) }),
  answer: Clock,
});
export const measureClock = siteOperation({
  method: 'POST',
  path: '/api/clock/measurement',
  roles: site.deciders,
  tag,
  summary: { zh: '现在就向时间服务器核对', en: 'Ask the time servers now' },
  answer: Clock,
  perMinute: 10,
});
