// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '告警',
  bell: '告警：{{count}} 条未确认',
  none: '没有告警',
  see: '知道了',
  seenBy: '{{by}} 已确认',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Alarms',
  bell: 'Alarms: {{count}} not seen',
  none: 'No alarms',
  see: 'Take note',
  seenBy: 'seen by {{by}}',
};
