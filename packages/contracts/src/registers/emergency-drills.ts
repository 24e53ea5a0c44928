// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import type { Values } from './field.ts';
import { stillValid } from './findings.ts';
import { register } from './register.ts';

const isDrill = ({ kind }: Values) => kind === 'drill';

/** 应急预案与演练: the plan in force, and each drill with what it taught. */
export const emergencyDrills = register({
  id: 'emergency-drills',
  title: { zh: '应急预案与演练', en: 'Emergency plan and drills' },
  about: {
    zh: '应急处置预案的各版和每次演练：何时、多少人、发现什么、下次何时。间隔由预案自定。',
    en: 'Each edition of the emergency plan and each drill: when, how many took part, what was found, when the next one is. The plan sets its own interval.',
  },
  fields: {
    kind: {
      kind: 'choice',
      zh: '类别',
      en: 'Kind',
      required: true,
      choices: { plan: { zh: '预案', en: 'plan' }, drill: { zh: '演练', en: 'drill' } },
    },
    title: { kind: 'text', zh: '名称', en: 'Title', required: true },
    day: { kind: 'day', zh: '印发或演练日', en: 'Issued or held', required: true },
    by: { kind: 'text', zh: '负责人', en: 'In charge', required: true, most: 60 },
    people: { kind: 'number', zh: '参加人数', en: 'Took part', least: 0, most: 100_000, aside: true },
    text: { kind: 'note', zh: '要点和发现的问题', en: 'Main points, and what was found', required: true },
    paper: { kind: 'file', zh: '预案或记录', en: 'Plan or record', aside: true },
    nextDay: {
      kind: 'day',
      zh: '下次演练',
      en: 'Next drill',
      due: { zh: '应急演练', en: 'Hold a drill' },
    },
  },
  writers: site.deciders,
  obligation: 'qhd-measures-2017/user-duties',
  checklistItems: [],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ day, nextDay }) =>
    nextDay !== null && String(nextDay) <= String(day)
      ? { field: 'nextDay', words: { zh: '下次须晚于本次', en: 'the next one comes after this one' } }
      : undefined,
  settled: (_row, later) => later.some(isDrill),
  shows: {
    emergencyPlan: ({ rows, today }) => {
      if (!rows.some(({ kind }) => kind === 'plan')) return undefined;
      const last = rows.findLast(({ nextDay }) => nextDay !== null);
      return last ? stillValid(last['nextDay'], today) : true;
    },
  },
});
