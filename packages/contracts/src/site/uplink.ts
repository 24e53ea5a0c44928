// SPDX-License-Identifier: Apache-2.0
/** The recorder towards the platform of the police: whether it is enrolled, what waits, what was noticed. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';

const tag = '接入 Uplink';

/** One retention challenge of the platform, as the recorder keeps it. */
export const ChallengeRecord = z.object({
  id: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  cameras: z.number(),
  samples: z.number(),
  state: z
    .enum(['owed', 'answered', 'refused', 'missed'])
    .describe('missed: the time to answer was over before it could be answered'),
  atMs: z.number(),
  session: z.number().nullable().describe('number in the register of looks: blocks left the house'),
  verdict: z
    .object({
      held: z.number(),
      gap: z.number(),
      deleted: z.number(),
      failed: z.number(),
      heldAtLeast: z.number(),
    })
    .nullable()
    .describe('what the platform found; null: not told'),
});
export type ChallengeRecord = z.infer<typeof ChallengeRecord>;

export const UplinkStatus = z.object({
  enrolled: z
    .object({
      platform: z.string(),
      unitName: z.string(),
      fingerprint: z.string().describe('of the key that was enrolled'),
      sinceMs: z.number(),
      lastTakenMs: z.number().nullable().describe('when the platform last took a report'),
      witnessedSize: z.number().describe('entries of the log that the platform co-signed'),
      platformLogSize: z.number().describe('entries of the log of the platform that were verified here'),
      waiting: z.number().describe('reports kept here until the platform takes them'),
      refusal: z.string().nullable().describe('code of the last refusal; null: taken'),
      findings: z.array(z.string()).describe('what the platform noticed of this recorder'),
      isListening: z.boolean().describe('the line to the platform is open: it can call at once'),
      challenges: z.array(ChallengeRecord).describe('retention challenges of the platform, newest first'),
    })
    .nullable(),
});

export const readUplink = siteOperation({
  method: 'GET',
  path: '/api/uplink',
  roles: site.everyone,
  tag,
  summary: { zh: '接入公安平台的状态', en: 'How it stands with the platform' },
  answer: UplinkStatus,
});

export const enrolUplink = siteOperation({
  method: 'POST',
  path: '/api/uplink/enrolment',
  roles: site.administrators,
  tag,
  summary: { zh: '用一次性接入码接入公安平台', en: 'Enrol at the platform with a one-time code' },
  body: z.strictObject({
    platform: z.url({ protocol: /^https?$/ }).max(300),
    code: z.string().trim().min(4).max(40),
    leaves: z
      .string()
      .max(300)
      .optional()
      .describe('the platform it reports to until now; demanded when that is another one'),
  }),
  answer: UplinkStatus,
});
