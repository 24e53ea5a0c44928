// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  menu: '台账',
  write: '登记',
  correct: '更正',
  withdraw: '撤回',
  withdrawn: '已撤回',
  corrected: '已更正',
  showWithdrawn: '显示已撤回的',
  withdrawHint: '撤回后这一行不再列出，原文和撤回理由保留在历史中。',
  whyCorrected: '更正理由',
  sheet: '导出表格（XLSX）',
  choose: '选择文件（PDF、PNG、JPEG，不超过 10 MB）',
  written: '登记',
  history: '历史',
  none: '还没有登记',
  total: '共 {{total}} 行',
  askedBy: '依据：',
  proof: '证据日志第 {{entry}} 项，哈希',
} as const;

export const en: SameKeys<typeof zh> = {
  menu: 'Registers',
  write: 'Write a row',
  correct: 'Correct',
  withdraw: 'Withdraw',
  withdrawn: 'withdrawn',
  corrected: 'corrected',
  showWithdrawn: 'show withdrawn rows',
  withdrawHint: 'The row is no longer listed; its text and the reason stay in its history.',
  whyCorrected: 'Why it is corrected',
  sheet: 'Spreadsheet (XLSX)',
  choose: 'Choose a file (PDF, PNG, JPEG, up to 10 MB)',
  written: 'Written',
  history: 'History',
  none: 'Nothing written yet',
  total: '{{total}} rows',
  askedBy: 'Asked for by',
  proof: 'Entry {{entry}} of the evidence log, hash',
};
