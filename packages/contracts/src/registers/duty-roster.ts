// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { someRow } from './findings.ts';
import { overlaps } from './overlaps.ts';
import { register } from './register.ts';

/** 值班交接: who is on duty, from when to when, and what was handed over. */
export const dutyRoster = register({
  id: 'duty',
  title: { zh: '值班交接', en: 'Duty and hand-over' },
  about: {
    zh: '监控室每班的值班人员、起止时间和交接内容。交班时写明未处理的告警和需要接着做的事。',
    en: 'Who is on duty in the monitoring room, from when to when, and what is handed over: open alarms and what remains to be done.',
  },
  fields: {
    person: { kind: 'text', zh: '值班人员', en: 'On duty', required: true, most: 60 },
    startMs: { kind: 'instant', zh: '接班时间', en: 'From', required: true },
    endMs: {
      kind: 'instant',
      zh: '交班时间',
      en: 'Until',
      hint: { zh: '值班结束时填写', en: 'Filled in when the shift ends' },
    },
    relievedBy: { kind: 'text', zh: '接班人员', en: 'Relieved by', most: 60 },
    state: {
      kind: 'choice',
      zh: '系统运行',
      en: 'System',
      required: true,
      choices: {
        normal: { zh: '正常', en: 'in order' },
        faults: { zh: '有故障', en: 'with faults' },
      },
    },
    openAlarms: { kind: 'note', zh: '未处理的告警', en: 'Open alarms', most: 1000, aside: true },
    note: { kind: 'note', zh: '交接内容', en: 'Hand-over note', most: 2000 },
  },
  writers: site.viewers,
  obligation: 'd799/operation-security',
  checklistItems: [5],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ startMs, endMs, relievedBy }) => {
    if (endMs !== null && Number(endMs) <= Number(startMs))
      return { field: 'endMs', words: { zh: '交班须晚于接班', en: 'the shift ends after it begins' } };
    return endMs !== null && relievedBy === null
      ? { field: 'relievedBy', words: { zh: '交班须写明接班人员', en: 'a hand-over names who takes over' } }
      : undefined;
  },
  against: overlaps,
  now: {
    words: { zh: '现在值班', en: 'On duty now' },
    holds: ({ startMs, endMs }, nowMs) =>
      Number(startMs) <= nowMs && (endMs === null || Number(endMs) > nowMs),
  },
  shows: {
    // Somebody took over within the last day: what lies further back says nothing of now.
    dutyRoster: ({ rows, nowMs }) =>
      someRow(rows, ({ startMs, endMs }) => nowMs - Number(endMs ?? startMs) < 24 * 3_600_000),
  },
});
