// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { everyRow } from './findings.ts';
import { register } from './register.ts';

/** 提示标识: each sign that tells people of the cameras. */
export const signs = register({
  id: 'signs',
  title: { zh: '提示标识', en: 'Signs' },
  about: {
    zh: '每处提示标识：在哪里、何时查看、是否完好、显著；可以注明在哪台摄像机的画面中看得见。',
    en: 'Each sign: where it is, when somebody looked, whether it is whole and conspicuous; and in whose picture it can be seen.',
  },
  fields: {
    place: { kind: 'text', zh: '位置', en: 'Place', required: true, most: 120 },
    checkedDay: { kind: 'day', zh: '查看日', en: 'Looked at', required: true },
    state: {
      kind: 'choice',
      zh: '状态',
      en: 'State',
      required: true,
      choices: {
        posted: { zh: '完好、显著', en: 'whole and conspicuous' },
        hidden: { zh: '被遮挡、不显著', en: 'hidden or not conspicuous' },
        missing: { zh: '缺失、损坏', en: 'missing or broken' },
      },
    },
    camera: { kind: 'camera', zh: '见于摄像机', en: 'Seen in the picture of' },
    by: { kind: 'text', zh: '查看人', en: 'Looked at by', required: true, most: 60 },
    photo: { kind: 'file', zh: '照片', en: 'Photo', aside: true },
    note: { kind: 'note', zh: '备注', en: 'Note', most: 500, aside: true },
  },
  writers: site.viewers,
  obligation: 'd799/placement-and-signs',
  checklistItems: [2],
  keptFor: 'penalty-law-2021/limitation-years',
  shows: {
    signsPosted: ({ rows }) => {
      // Of each place the newest look counts.
      const newest = new Map(rows.map((row) => [row['place'], row]));
      return everyRow([...newest.values()], ({ state }) => state === 'posted');
    },
  },
});
