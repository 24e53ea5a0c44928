// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '统计',
  intro: '只有计数，没有评分。没有查过的就是未知。',
  knowledge: '十三项检查事项，所知多少、多旧',
  metItems: '符合',
  breachedItems: '不符合',
  unknownItems: '未知',
  age: '所知距今 {{days}} 日（中位数）',
  months: '每个机关、每个月',
  month: '月份',
  planned: '计划检查',
  done: '到场检查',
  breached: '查出不符合项',
  ordered: '责令改正',
  corrected: '已改正',
  accepted: '受案',
  decided: '处罚决定',
  amountYuan: '罚款（元）',
  medianDays: '受案到决定（日，中位数）',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Statistics',
  intro: 'Counts only, no score. What nobody looked at is unknown.',
  knowledge: 'The thirteen items: how much is known, and how old it is',
  metItems: 'met',
  breachedItems: 'breached',
  unknownItems: 'unknown',
  age: 'known for {{days}} days (median)',
  months: 'Each organ, each month',
  month: 'Month',
  planned: 'Planned',
  done: 'Visits',
  breached: 'Items breached',
  ordered: 'Orders',
  corrected: 'Corrected',
  accepted: 'Cases filed',
  decided: 'Penalties',
  amountYuan: 'Fines (yuan)',
  medianDays: 'Filing to decision (days, median)',
};
