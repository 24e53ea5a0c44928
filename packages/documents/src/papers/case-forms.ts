// SPDX-License-Identifier: Apache-2.0
/** The papers of a case that stay in the file: records, opinions, approvals, lists. */
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';
import {
  articlesBlock,
  type CaseFile,
  findingsBlock,
  form,
  heading,
  hearingBlock,
  paragraph,
  partyFields,
  saidBlock,
} from './case-file.ts';

const common = (file: CaseFile): readonly Block[] => [
  {
    kind: 'fields',
    perRow: 2,
    rows: [
      ['案由', file.cause],
      ['来源', file.source ?? ''],
      ['办案人员', file.officers.join('、')],
      ['机关', file.organ],
    ],
  },
  partyFields(file),
];

const record =
  (title: string, signatures: readonly string[], more: (file: CaseFile) => readonly Block[] = () => []) =>
  (file: CaseFile): OfficialDocument =>
    form(
      title,
      file,
      [...common(file), paragraph(file.summary), ...more(file), ...saidBlock(file)],
      signatures,
    );

const proposed = (file: CaseFile): readonly Block[] => [
  heading('事实'),
  findingsBlock(file),
  heading('依据'),
  articlesBlock(file),
  heading('拟作的处理'),
  ...file.outcome.map(paragraph),
  paragraph(`理由：${file.reason}`),
];

const list =
  (columns: readonly string[], widths: readonly number[], empty: string) =>
  (file: CaseFile): readonly Block[] => [{ kind: 'table', columns, widths, rows: file.rows ?? [], empty }];

const heads = ['承办人意见', '审核意见', '负责人意见'];

export const intakeRecord = record('受案登记表', ['接报人', '办案人员', '办案人员', '负责人']);
export const evidenceList = record(
  '证据清单',
  ['办案人员', '办案人员'],
  list(['序号', '证据', '校验值'], [1, 4, 6], '（没有证据）'),
);
export const investigationReport = record('调查终结报告', ['办案人员', '办案人员'], proposed);
export const legalReviewOpinion = record('法制审核意见书', ['审核人'], proposed);
export const defenceRecord = record(
  '陈述申辩笔录',
  ['陈述人', '记录人', '办案人员'],
  list(['序号', '当事人提出的事实、理由和证据'], [1, 9], '（未分项提出）'),
);
export const defenceReviewOpinion = record(
  '陈述申辩复核意见书',
  ['复核人', '负责人'],
  list(['当事人的意见', '是否采纳', '复核答复'], [4, 1, 5], '（当事人未分项提出）'),
);
export const hearingRecord = record('听证笔录', ['听证申请人', '主持人', '记录员', '办案人员'], hearingBlock);
export const hearingReport = record('听证报告书', ['主持人'], hearingBlock);
export const discussionRecord = record('集体讨论记录', ['主持人', '参加人', '参加人', '记录人'], (file) => [
  ...proposed(file),
  {
    kind: 'fields',
    perRow: 1,
    rows: [
      ['参加人', (file.discussed?.present ?? []).join('、')],
      ['讨论结论', file.discussed?.conclusion ?? ''],
    ],
  },
]);
export const penaltyApproval = record('行政处罚审批表', heads, proposed);
export const educationRecord = record('教育记录', ['当事人', '办案人员']);
export const terminationReport = record('终止案件调查审批表', heads);
export const deferralApproval = record('延期（分期）缴纳罚款审批表', heads, ({ newDate }) => [
  {
    kind: 'fields',
    perRow: 1,
    rows: [['批准的缴款期限', newDate === undefined ? '' : chineseDay(newDate)]],
  },
]);
export const enforcementApplication = record('强制执行申请书', ['负责人'], proposed);
export const closingReport = record('结案报告', heads, proposed);
export const fileIndex = record(
  '卷宗目录',
  ['立卷人'],
  list(['序号', '文书名称', '编号', '日期', '页'], [1, 5, 6, 3, 2], '（空）'),
);
