// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '告警',
  bell: '告警：{{count}} 条未确认',
  none: '没有告警',
  see: '知道了',
  seenBy: '{{by}} 已确认',
  unseen: '未确认',
  assign: '指派',
  assignedTo: '由 {{to}} 处理',
  whom: '由谁处理',
  clear: '解除',
  why: '为什么解除',
  cleared: '已解除',
  clearedBy: '{{by}} 解除：{{why}}',
  byItself: '原因消除，自动解除',
  writeFault: '登记故障',
  all: '全部告警',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Alarms',
  bell: 'Alarms: {{count}} not seen',
  none: 'No alarms',
  see: 'Take note',
  seenBy: 'seen by {{by}}',
  unseen: 'not seen',
  assign: 'Assign',
  assignedTo: '{{to}} sees to it',
  whom: 'Who sees to it',
  clear: 'Clear',
  why: 'Why it is cleared',
  cleared: 'Cleared',
  clearedBy: 'cleared by {{by}}: {{why}}',
  byItself: 'its cause went away',
  writeFault: 'Write a fault',
  all: 'All alarms',
};
