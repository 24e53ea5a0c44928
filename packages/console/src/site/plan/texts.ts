// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '今日待办',
  overdue: '已逾期',
  today: '今天',
  week: '七天内',
  later: '三十天内',
  none: '三十天内没有要办的事',
  go: '去办理',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Plan of the day',
  overdue: 'Overdue',
  today: 'Today',
  week: 'Within seven days',
  later: 'Within thirty days',
  none: 'Nothing to do within thirty days',
  go: 'Do it',
};
