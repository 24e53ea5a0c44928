// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '守法自查',
  intro: '按单位的所在地和场所，逐条列出现行法规的要求。本机能证明的由本机回答，其余由人核对。',
  counts: '已履行 {{met}} · 未履行 {{breached}} · 未知 {{unknown}}',
  checklist: '检查清单 13 项',
  item: '第 {{item}} 项',
  state: { met: '已履行', breached: '未履行', unknown: '未知', 'not-applicable': '不适用' },
  duty: '义务',
  finding: '结论',
  reasons: '为什么',
  next: '现在做什么',
  consequence: '违反的后果：',
  completeness: '完整性声明',
  completenessHint: '一台摄像机一天里，每一段有录像、有说明的空缺或者删除记录，能对应到签名的日志。',
  day: '日期',
  check: '核对',
  complete: '完整：每一刻都有交代',
  incomplete: '不完整：{{finding}}',
  saveStatement: '保存声明（JSON）',
  challenge: '留存自证',
  challengeHint: '在最近 30 天（或已有的时间）里随机抽取样本，从录像文件读出并对照签名的日志。',
  run: '抽查 {{samples}} 个样本',
  running: '正在读取样本 …',
  nothingOf: '这些天没有任何记录',
  answer:
    '抽查 {{samples}} 个：有录像 {{held}}，有说明的空缺或删除 {{excused}}，缺失 {{missing}}。以 99% 的把握，至少 {{bound}} 的时间确有录像。',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Duties',
  intro:
    'What the law in force asks of this unit, by place and jurisdiction. What the recorder can prove it answers itself; the rest a person checks. Texts of law are in Chinese.',
  counts: '{{met}} met · {{breached}} breached · {{unknown}} unknown',
  checklist: 'The 13 inspection items',
  item: 'Item {{item}}',
  state: { met: 'met', breached: 'breached', unknown: 'unknown', 'not-applicable': 'not applicable' },
  duty: 'Duty',
  finding: 'Finding',
  reasons: 'Why',
  next: 'Next step',
  consequence: 'consequence of a breach: ',
  completeness: 'Completeness statement',
  completenessHint:
    'For a camera and a day: every stretch is footage, a gap with its cause or a deletion, each in the signed log.',
  day: 'Day',
  check: 'Check',
  complete: 'Complete: every moment is accounted for',
  incomplete: 'Not complete: {{finding}}',
  saveStatement: 'Save the statement (JSON)',
  challenge: 'Retention challenge',
  challengeHint:
    'Random samples of the last 30 days (or what there is), read from the files and compared with the signed log.',
  run: 'Draw {{samples}} samples',
  running: 'Reading samples …',
  nothingOf: 'nothing at all is recorded of it in these days',
  answer:
    '{{samples}} samples: footage {{held}}, declared gap or deletion {{excused}}, missing {{missing}}. With 99 % confidence at least {{bound}} of the time is held.',
};
