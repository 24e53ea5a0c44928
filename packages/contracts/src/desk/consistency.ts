// SPDX-License-Identifier: Apache-2.0
/** Whether a fine is like the others: comparable cases, deviations, unlike pairs, an exact test between districts. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

const tag = 'consistency';

/** A decided case without names: who it was is seen by opening it, and that is recorded. */
export const ComparedCase = z.object({
  id: z.uuid(),
  decidedOn: z.string(),
  district: z.string(),
  officer: z
    .number()
    .describe('代号，只在这一份答复里有意义 · a number that means something in this answer only'),
  conduct: z.string(),
  instrument: z.string(),
  row: z.string().nullable(),
  amountYuan: z.number(),
  min: z.number(),
  max: z.number(),
  position: z.number().describe('0 为幅度下限，1 为上限 · 0 at the lower end of the range, 1 at the upper'),
  facts: z.record(z.string(), z.unknown()),
  deviations: z.array(z.enum(['outside-row', 'no-reason', 'lenient-unused', 'heavier-unused'])),
  deviationReason: z.string().nullable(),
});
export type ComparedCase = z.output<typeof ComparedCase>;

/** Fewer than this are a list, not a chart. */
export const fewestCompared = 8;

export const readLikeCases = deskOperation({
  method: 'GET',
  path: '/api/like-cases/:id',
  roles: desk.readersOfReports,
  tag,
  summary: { zh: '一件案件的同类案件', en: 'Cases like this one' },
  touches: 'case',
  params: z.object({ id: z.uuid() }),
  answer: z.object({
    cases: z.array(ComparedCase).describe('同一违法行为、同一阶次 · same violation, same row'),
    alike: z.array(z.string()).describe('其中认定的事实也相同的 · of those, all recorded facts the same'),
    mine: z.string().nullable(),
  }),
});

const Period = z.object({
  conduct: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export const readConsistency = deskOperation({
  method: 'GET',
  path: '/api/consistency',
  roles: desk.reviewers,
  tag,
  summary: {
    zh: '裁量一致性：分布、偏离、同案不同罚',
    en: 'Consistency: distributions, deviations, unlike pairs',
  },
  touches: 'case',
  query: Period,
  answer: z.object({
    whole: z.boolean().describe('否：只含最近 5000 件 · no: the latest 5000 only'),
    cases: z.array(ComparedCase),
    pairs: z.array(z.object({ low: z.string(), high: z.string() })),
    tests: z.array(
      z.object({
        conduct: z.string(),
        row: z.string().nullable(),
        a: z.string(),
        b: z.string(),
        countA: z.number(),
        countB: z.number(),
        p: z.number().describe('精确置换检验 · exact permutation test'),
        comparisons: z.number(),
        adjusted: z.number().describe('乘以比较次数 · times the number of comparisons'),
      }),
    ),
  }),
});

export const listPastCases = deskOperation({
  method: 'GET',
  path: '/api/consistency/past-cases',
  roles: desk.reviewers,
  tag,
  summary: {
    zh: '已决定案件的事实，用来按另一版基准重演',
    en: 'Facts of decided cases, for a replay under another schedule',
  },
  touches: 'case',
  query: Period,
  answer: z.object({
    whole: z.boolean(),
    cases: z.array(
      z.object({
        id: z.uuid(),
        decidedOn: z.string(),
        jurisdiction: z.string(),
        amountYuan: z.number(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
});
