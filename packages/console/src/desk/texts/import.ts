// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '批量导入',
  intro: '先预览，每一行的错误都会列出；确认之前什么也不写。',
  template: '下载模板',
  choose: '选择 XLSX 文件，或拖到这里',
  limits: '最多 5000 行、8 MiB',
  row: '行',
  errors: '问题',
  good: '可以写入',
  summary: '共 {{rows}} 行：{{good}} 行可以写入，{{bad}} 行有问题',
  onlyBad: '只看有问题的',
  confirm: '写入 {{count}} 行',
  discard: '放弃',
  done: '已写入 {{written}} 行，跳过 {{skipped}} 行',
  again: '再导入一份',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Import',
  intro: 'A preview first, with the errors of every row; nothing is written before you confirm.',
  template: 'Template',
  choose: 'Choose an XLSX file or drop it here',
  limits: 'up to 5000 rows, 8 MiB',
  row: 'Row',
  errors: 'Problems',
  good: 'can be written',
  summary: '{{rows}} rows: {{good}} can be written, {{bad}} have problems',
  onlyBad: 'only those with problems',
  confirm: 'Write {{count}} rows',
  discard: 'Discard',
  done: '{{written}} rows written, {{skipped}} left out',
  again: 'Import another',
};
