// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '工作台',
  submitted: '待受理',
  accepted: '待核验',
  overdue: '逾期未备案',
  dueSoon: '14 日内到期',
  shortStorage: '留存天数不足',
  reports: '新举报',
  requests: '新查看申请',
  queue: '待办备案',
  nothing: '没有待办',
  overdueUnits: '逾期未备案的单位',
  due: '期限',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Workbench',
  submitted: 'To accept',
  accepted: 'To verify',
  overdue: 'Overdue, not filed',
  dueSoon: 'Due within 14 days',
  shortStorage: 'Kept too few days',
  reports: 'New reports',
  requests: 'New requests',
  queue: 'Filings to do',
  nothing: 'Nothing to do',
  overdueUnits: 'Units overdue',
  due: 'Due',
};
