// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { everyRow } from './findings.ts';
import { register } from './register.ts';

/** 可疑情况报告: what was noticed on the screens and told to the police. */
export const suspiciousEvents = register({
  id: 'suspicious-events',
  title: { zh: '可疑情况报告', en: 'Suspicious events' },
  about: {
    zh: '监看中发现的可疑情况和涉嫌违法犯罪的情况：何时、何处、看到什么，何时向公安机关哪个单位报告。',
    en: 'What looked suspicious or like an offence on the screens: when, where, what was seen, when it was reported and to which police office.',
  },
  fields: {
    seenMs: { kind: 'instant', zh: '发现时间', en: 'Noticed', required: true },
    camera: { kind: 'camera', zh: '摄像机', en: 'Camera' },
    what: { kind: 'note', zh: '情况', en: 'What was seen', required: true, most: 2000 },
    foundBy: { kind: 'text', zh: '发现人', en: 'Noticed by', required: true, most: 60 },
    outcome: {
      kind: 'choice',
      zh: '处理',
      en: 'Outcome',
      required: true,
      choices: {
        open: { zh: '核实中', en: 'being checked' },
        reported: { zh: '已报告公安机关', en: 'reported to the police' },
        harmless: { zh: '核实后排除', en: 'found harmless' },
        unreported: { zh: '应当报告而未报告', en: 'should have been reported and was not' },
      },
    },
    reportedMs: { kind: 'instant', zh: '报告时间', en: 'Reported' },
    reportedTo: { kind: 'text', zh: '接报单位和人员', en: 'Reported to', most: 120 },
    number: { kind: 'text', zh: '接处警编号', en: 'Police reference', most: 60, aside: true },
    hold: {
      kind: 'text',
      zh: '录像冻结编号',
      en: 'Hold on the footage',
      most: 80,
      aside: true,
      hint: {
        zh: '录像可能到期的，先在「冻结」页冻结',
        en: 'Place a hold on the footage first where it could expire',
      },
    },
  },
  writers: site.viewers,
  obligation: 'bj-measures-2006/information-management',
  checklistItems: [],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ outcome, reportedMs, reportedTo, seenMs }) => {
    if (outcome === 'reported' && reportedMs === null)
      return { field: 'reportedMs', words: { zh: '已报告的须填写报告时间', en: 'a report has a time' } };
    if (outcome === 'reported' && reportedTo === null)
      return {
        field: 'reportedTo',
        words: { zh: '已报告的须写明接报单位', en: 'a report names who took it' },
      };
    return reportedMs !== null && Number(reportedMs) < Number(seenMs)
      ? {
          field: 'reportedMs',
          words: { zh: '报告不能早于发现', en: 'nothing is reported before it is noticed' },
        }
      : undefined;
  },
  shows: {
    suspiciousReported: ({ rows }) =>
      everyRow(rows, ({ outcome }) => (outcome === 'open' ? undefined : outcome !== 'unreported')),
  },
});
