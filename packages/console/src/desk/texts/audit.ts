// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '内部监督',
  intro: '执法人员每一次查看和修改都写入证据日志，不能修改或删除。',
  at: '时间',
  person: '人员',
  action: '操作',
  kind: '类别',
  read: '查看',
  write: '修改',
  subject: '对象',
  purpose: '理由',
  outcome: '结果',
  logIndex: '日志序号',
  search: '姓名、操作、编号',
  export: '导出（XLSX）',
  older: '更早的',
  newest: '最新的',
  checkpoint: '日志检查点',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Internal supervision',
  intro: 'Every look and change by an official is in the evidence log and cannot be changed or deleted.',
  at: 'When',
  person: 'Who',
  action: 'What',
  kind: 'Kind',
  read: 'read',
  write: 'change',
  subject: 'Of',
  purpose: 'Why',
  outcome: 'Outcome',
  logIndex: 'Log index',
  search: 'Name, action, id',
  export: 'Export (XLSX)',
  older: 'Older',
  newest: 'Newest',
  checkpoint: 'Checkpoint of the log',
};
