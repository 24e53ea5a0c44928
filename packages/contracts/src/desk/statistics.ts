// SPDX-License-Identifier: Apache-2.0
/** What was planned, done, found, corrected and decided, per organ and month; what is known and how old it is. No score. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

const tag = 'statistics';

export const MonthRow = z.object({
  district: z.string(),
  month: z.string().describe('YYYY-MM'),
  planned: z.number().describe('开出的检查 · inspections planned'),
  done: z.number().describe('到场的检查 · visits made'),
  avoided: z
    .number()
    .describe('以证明代替上门的检查 · visits that proofs made needless: every item answered, nobody came'),
  breached: z.number().describe('查出的不符合项 · items found breached'),
  ordered: z.number().describe('送达的责令改正 · orders served'),
  corrected: z.number().describe('整改合格和当场改正 · corrected, on the spot or after an order'),
  accepted: z.number().describe('受案 · cases filed'),
  decided: z.number().describe('处罚决定 · penalties decided'),
  amountYuan: z.number(),
  medianDays: z.number().nullable().describe('受案到决定的日数中位数 · median days from filing to decision'),
});
export type MonthRow = z.output<typeof MonthRow>;

export const Knowledge = z.object({
  district: z.string(),
  met: z.number(),
  breached: z.number(),
  unknown: z.number().describe('没有查过、未查清的也是未知 · never looked at is unknown too'),
  medianAgeDays: z.number().nullable().describe('已知结果距今日数的中位数 · median age of what is known'),
});
export type Knowledge = z.output<typeof Knowledge>;

/** The same at the end of a month. Units are those of today: how many there were then is not kept. */
export const KnowledgeThen = Knowledge.extend({ month: z.string().describe('YYYY-MM') });
export type KnowledgeThen = z.output<typeof KnowledgeThen>;

const Year = z.object({ year: z.coerce.number<number>().int().min(2025).max(2100) });

export const readStatistics = deskOperation({
  method: 'GET',
  path: '/api/statistics/:year',
  roles: desk.officials,
  tag,
  summary: { zh: '年度统计：每个机关每个月', en: 'The year in numbers: each organ, each month' },
  touches: 'statistics',
  params: Year,
  answer: z.object({
    months: z.array(MonthRow),
    knowledge: z.array(Knowledge),
    course: z.array(KnowledgeThen),
  }),
});

export const exportStatistics = deskOperation({
  method: 'GET',
  path: '/api/statistics/:year/sheet',
  roles: desk.officials,
  tag,
  summary: { zh: '年度统计表（XLSX）', en: 'The year as a spreadsheet' },
  touches: 'statistics',
  params: Year,
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const exportYearReport = deskOperation({
  method: 'GET',
  path: '/api/statistics/:year/report',
  roles: desk.officials,
  tag,
  summary: { zh: '年度监督工作报告（PDF/A）', en: 'The year as a report (PDF/A)' },
  touches: 'statistics',
  params: Year,
  download: 'application/pdf',
});
