// SPDX-License-Identifier: Apache-2.0
/** Faults of the recorder that a platform is told, in its language. */
import type { RecorderAlarm } from '../terms/alarms.ts';

export const alarmWords: Partial<Readonly<Record<RecorderAlarm['kind'], string>>> = {
  'disk-full': '录像机硬盘已满',
  'disk-failed': '录像机硬盘故障',
  'disk-slow': '录像机硬盘写入过慢',
  overload: '录像机处理不过来',
  'store-lost': '录像存储丢失',
  'below-floor': '录像保存期限不足',
};
