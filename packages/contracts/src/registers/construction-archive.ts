// SPDX-License-Identifier: Apache-2.0

import type { Words } from '../operation.ts';
import { site } from '../roles.ts';
import { register } from './register.ts';

const stages = {
  design: { zh: '设计', en: 'design' },
  work: { zh: '施工', en: 'work' },
  test: { zh: '检验', en: 'test' },
  acceptance: { zh: '验收', en: 'acceptance' },
} as const satisfies Readonly<Record<string, Words>>;

/** 建设档案: papers of design, work, test and acceptance. */
export const constructionArchive = register({
  id: 'construction-archive',
  title: { zh: '建设档案', en: 'Construction archive' },
  about: {
    zh: '设计、施工、检验、验收四个阶段的档案资料：何时、由谁、依什么标准、结论、原件存放处。',
    en: 'Papers of design, work, test and acceptance: when, by whom, to which standard, with what result, where the originals lie.',
  },
  fields: {
    stage: { kind: 'choice', zh: '阶段', en: 'Stage', required: true, choices: stages },
    title: { kind: 'text', zh: '资料名称', en: 'Paper', required: true },
    day: { kind: 'day', zh: '日期', en: 'Day', required: true },
    by: { kind: 'text', zh: '承担单位', en: 'By', required: true, most: 120 },
    standard: { kind: 'text', zh: '依据标准', en: 'Standard', aside: true },
    result: {
      kind: 'choice',
      zh: '结论',
      en: 'Result',
      choices: {
        passed: { zh: '合格', en: 'passed' },
        failed: { zh: '不合格', en: 'failed' },
      },
    },
    paper: { kind: 'file', zh: '扫描件', en: 'Scan', aside: true },
    kept: { kind: 'text', zh: '原件存放处', en: 'Where the original lies', required: true, most: 120 },
  },
  writers: site.deciders,
  readers: site.readers,
  obligation: 'd799/standards-archive',
  checklistItems: [8],
  keptFor: 'penalty-law-2021/limitation-years',
  shows: {
    archiveKept: ({ rows }) =>
      Object.keys(stages).every((stage) => rows.some((row) => row['stage'] === stage)) || undefined,
    acceptedToStandard: ({ rows }) => {
      const last = rows.findLast(({ stage, result }) => stage === 'acceptance' && result !== null);
      return last && last['result'] === 'passed';
    },
  },
});
