// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '超期和作废',
  intro: '期限已过还没有办的，和后来作废的审核、批准。偏离裁量幅度的另见',
  overdue: '已经超期',
  noOverdue: '没有超期的。',
  due: '到期日',
  over: '超期',
  undone: '作废的审核和批准',
  noUndone: '没有。',
  step: '原来的步骤',
  undoneBy: '因什么作废',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Run over and taken back',
  intro: 'Clocks that ran over, and reviews and approvals that no longer count. Deviations in amount:',
  overdue: 'Run over',
  noOverdue: 'Nothing has run over.',
  due: 'Due',
  over: 'Over',
  undone: 'Reviews and approvals taken back',
  noUndone: 'None.',
  step: 'The step',
  undoneBy: 'Taken back by',
};
