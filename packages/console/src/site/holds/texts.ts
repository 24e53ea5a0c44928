// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '保全',
  intro: '保全中的录像到期也不删除，空间不足时也不删除。解除须由两个不同的人先后提出。',
  place: '设立保全',
  allCameras: '不选则为全部摄像机',
  range: '时间范围',
  ground: '依据',
  groundHint: '例如：某派出所调取通知书文号，或本单位事件编号',
  until: '到什么时候（不填则直到解除）',
  placed: '设立',
  by: '设立人',
  state: '状态',
  active: '保全中',
  asked: '{{by}} 已提出解除，等待第二人',
  released: '已解除（{{by}}，{{time}}）',
  release: '解除',
  releaseTitle: '提出解除这项保全？',
  releaseText: '需要两个不同的人先后提出。解除之后，已满留存天数的录像会被删除。',
  none: '没有保全',
  showReleased: '包括已解除的',
  foundAll: '已设立保全，时段内的录像齐全。',
  foundLess: '已设立保全，但时段内的录像不齐：保全不能找回已经没有的录像。',
  found:
    '{{camera}}：有录像 {{heldSeconds}} 分钟，缺口 {{gapSeconds}} 分钟，设立前已删除 {{deletedSeconds}} 分钟，没有记录 {{unknownSeconds}} 分钟',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Holds',
  intro:
    'Held footage is not deleted when due, nor when space runs out. Two different people release a hold.',
  place: 'Place a hold',
  allCameras: 'none chosen: all cameras',
  range: 'Range',
  ground: 'Ground',
  groundHint: 'as: number of the police notice, or of the incident',
  until: 'Until (empty: until released)',
  placed: 'Placed',
  by: 'By',
  state: 'State',
  active: 'held',
  asked: '{{by}} asked for release; a second person is needed',
  released: 'released ({{by}}, {{time}})',
  release: 'Release',
  releaseTitle: 'Ask to release this hold?',
  releaseText: 'Two different people have to ask. After that, footage kept long enough will be deleted.',
  none: 'No holds',
  showReleased: 'with released ones',
  foundAll: 'The hold is in force; the range is there as a whole.',
  foundLess: 'The hold is in force, but not all of the range is there: a hold brings nothing back.',
  found:
    '{{camera}}: footage {{heldSeconds}} min, gaps {{gapSeconds}} min, deleted before {{deletedSeconds}} min, nothing recorded {{unknownSeconds}} min',
};
