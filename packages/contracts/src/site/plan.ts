// SPDX-License-Identifier: Apache-2.0
/** 今日待办: what the unit has to do, by day, each with the article that asks it and the page where it is done. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Sentence } from './shapes.ts';

export const planTimes = ['overdue', 'today', 'week', 'later'] as const;

export const PlanItem = z.object({
  /** Stable while the matter stands. */
  id: z.string(),
  /** `week`: within seven days; `later`: up to thirty. */
  time: z.enum(planTimes),
  /** Last day in China, `2026-11-28`; absent: as soon as possible. */
  dueDay: z.string().optional(),
  /** What is to be done, and whom or what it concerns. */
  act: Sentence,
  subject: z.string(),
  /** Provision that asks for it; absent where none does. */
  provision: z.string().optional(),
  /** Page of the console where it is done. */
  page: z.string(),
});
export type PlanItem = z.infer<typeof PlanItem>;

export const readPlan = siteOperation({
  method: 'GET',
  path: '/api/plan',
  roles: site.readers,
  tag: '今日待办 Plan of the day',
  summary: {
    zh: '今日待办：逾期、今天、七天和三十天内',
    en: 'What is due: overdue, today, in a week, in thirty days',
  },
  answer: z.object({ today: z.string(), items: z.array(PlanItem) }),
});
