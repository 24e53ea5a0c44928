// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '系统',
  intro: '辖区内每个单位的公共安全视频系统。备案期限从竣工验收合格日期或投入使用日期算起。',
  storageShort: '存储天数不足',
  withoutDate: '缺日期',
  unit: '单位',
  missing: '未填写',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Systems',
  intro: 'The video systems of every unit in range. Filing periods run from acceptance or from first use.',
  storageShort: 'Kept too few days',
  withoutDate: 'Dates missing',
  unit: 'Unit',
  missing: 'missing',
};
