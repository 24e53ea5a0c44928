// SPDX-License-Identifier: Apache-2.0
/** 本月自证: the recorder proves a month to itself, completeness of every camera and day and a retention challenge, and prints it. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';

const tag = '证据 Evidence';
const Month = z
  .string()
  .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
  .describe('calendar month in China, as 2026-11');

export const MonthProof = z.object({
  number: z.number(),
  month: z.string(),
  atMs: z.number().describe('when it was asked for'),
  by: z.string(),
  state: z.enum(['running', 'done', 'failed']).describe('failed: cut off or refused; ask for it again'),
  done: z.number().describe('camera days judged so far'),
  total: z.number(),
  entry: z
    .number()
    .nullable()
    .describe('index in the evidence log of the hash of this proof; null: not done'),
  days: z.object({
    complete: z.number(),
    notComplete: z.number().describe('the log does not tile these days: something is missing from it'),
  }),
  heldHours: z.number(),
  gapHours: z.number().describe('recorded as missing, with the cause'),
  verdict: z
    .looseObject({
      samples: z.number(),
      held: z.number(),
      gap: z.number(),
      deleted: z.number(),
      failed: z.number(),
      heldAtLeast: z.number(),
    })
    .nullable()
    .describe('of the retention challenge over all cameras; null: nothing to ask about'),
});
export type MonthProof = z.infer<typeof MonthProof>;

export const listMonthProofs = siteOperation({
  method: 'GET',
  path: '/api/month-proofs',
  roles: site.readers,
  tag,
  summary: { zh: '历次本月自证', en: 'Proofs of months, newest first' },
  answer: z.object({ proofs: z.array(MonthProof) }),
});

export const proveMonth = siteOperation({
  method: 'POST',
  path: '/api/month-proofs',
  roles: site.readers,
  tag,
  summary: {
    zh: '本月自证：逐台逐日完整性和留存抽验',
    en: 'Prove a month: completeness of every day, and retention',
  },
  body: z.strictObject({ month: Month.optional().describe('this month when absent') }),
  answer: MonthProof,
  status: 202,
});

export const readMonthReport = siteOperation({
  method: 'GET',
  path: '/api/month-proofs/:number/report.pdf',
  roles: site.readers,
  tag,
  summary: {
    zh: '运行维护月报（PDF/A-3，附证明）',
    en: 'Monthly report of operation, PDF/A-3 with its proofs attached',
  },
  params: z.object({ number: z.coerce.number<number>().int().min(1) }),
  download: 'application/pdf',
});
