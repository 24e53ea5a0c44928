// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '地图',
  label: '单位分布图',
  base: '离线底图：经纬网。管理员可以配置地图瓦片地址。',
  many: '范围内超过 2000 个，只显示其中 2000 个；请放大',
  inView: '图中 {{count}} 个单位',
  noWebGl: '这个浏览器不能画地图（没有 WebGL），下面按列表显示。',
  none: '图中没有单位',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Map',
  label: 'Map of units',
  base: 'Offline base: a grid of degrees. An administrator may configure a tile address.',
  many: 'More than 2000 in view, 2000 are shown; zoom in',
  inView: '{{count}} units in view',
  noWebGl: 'This browser cannot draw maps (no WebGL); the list below shows them.',
  none: 'No unit in view',
};
