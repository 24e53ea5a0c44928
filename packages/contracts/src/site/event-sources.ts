// SPDX-License-Identifier: Apache-2.0
/** Door controllers, security checks and other systems tell what happened; it becomes rows of 报警与出入. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';

const mostAtOnce = 100;

export const tellEvents = siteOperation({
  method: 'POST',
  path: '/api/event-sources/:source/events',
  // With the token of the source: it is no person and signs in nowhere.
  roles: 'anyone',
  tag: '报警与出入 Alarms and doors',
  summary: {
    zh: '门禁、安检等系统报来事件（令牌在 Authorization: Bearer 中；同一事件只记一次）',
    en: 'Events of doors, security checks and others (token as Authorization: Bearer); the same event is kept once',
  },
  params: z.object({ source: z.string().max(40) }),
  body: z
    .union([z.looseObject({}), z.array(z.looseObject({})).max(mostAtOnce)])
    .describe(
      'One event or several: id, at (RFC 3339 with its zone, or epoch), event, place, camera, zone, person, result, words; under the names that the configuration gives',
    ),
  answer: z.object({
    kept: z.number().int(),
    known: z.number().int().describe('told before'),
    notTaken: z
      .array(z.enum(['form', 'event', 'time']))
      .describe('of the others: no object, an event without a kind, a time that is not near ours'),
  }),
  perMinute: 600,
});
