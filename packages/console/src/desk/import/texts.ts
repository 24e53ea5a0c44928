// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '批量导入',
  kind: { units: '单位', filings: '已有备案', shared: '其他部门数据' },
  filingColumns:
    '表头：单位名称、场所类型、地址、行政区划代码、备案日期、回执号；可有 统一社会信用代码、全国备案回执号、存储天数、投入使用日期。已登记的单位补记备案，没有登记的一并登记。',
  sharedIntro:
    '其他部门已经掌握的单位信息，载入后自动填好、注明来源，不再要求单位提供（《条例》第十四条）。表头：统一社会信用代码、单位名称、地址、场所类型。',
  source: '数据来源（部门）',
  sourceHint: '例如 市场监督管理局',
  asOf: '数据截至',
  sharedSkipped: '第 {{rows}} 行没有载入：信用代码不对，或者缺名称、地址。',
  intro: '先预览，每一行的错误都会列出；确认之前什么也不写。信用代码已登记的，按表里填了的格修改。',
  template: '下载模板',
  limits: '最多 20000 行、8 MiB',
  row: '行',
  errors: '问题',
  good: '新单位',
  same: '没有变化',
  changes: '修改已登记的单位',
  errorSheet: '下载有问题的行（附原因）',
  summary: '共 {{rows}} 行：{{good}} 行可以写入，{{bad}} 行有问题',
  unread: '只读了第一个有内容的工作表。也是这样的表、这次没有读的：{{names}}。请各存一份分别上传。',
  sharedDone: '载入 {{written}} 个，跳过 {{skipped}} 行',
  onlyBad: '只看有问题的',
  confirm: '写入 {{count}} 行',
  discard: '放弃',
  done: '新登记 {{written}} 个，修改 {{updated}} 个，跳过 {{skipped}} 行',
  again: '再导入一份',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Import',
  kind: { units: 'Units', filings: 'Filings made before', shared: 'Other departments’ data' },
  filingColumns:
    'Headings: 单位名称, 场所类型, 地址, 行政区划代码, 备案日期, 回执号; optional 统一社会信用代码, 全国备案回执号, 存储天数, 投入使用日期. Registered units get their filing; others are registered with it.',
  sharedIntro:
    'What other departments already hold is filled in with its source and not asked of the unit again (Decree 799 art. 14). Headings: 统一社会信用代码, 单位名称, 地址, 场所类型.',
  source: 'Source (department)',
  sourceHint: 'such as the market regulator',
  asOf: 'True as of',
  sharedSkipped: 'Rows {{rows}} were left out: wrong credit code, or name or address missing.',
  intro:
    'A preview first, with the errors of every row; nothing is written before you confirm. A credit code that is registered changes its unit, where a cell is filled in.',
  template: 'Template',
  limits: 'up to 20,000 rows, 8 MiB',
  row: 'Row',
  errors: 'Problems',
  good: 'new unit',
  same: 'nothing changes',
  changes: 'changes a registered unit',
  errorSheet: 'Rows with problems, with reasons',
  summary: '{{rows}} rows: {{good}} can be written, {{bad}} have problems',
  unread:
    'Only the first sheet with rows was read. Others that hold such a table and were not read: {{names}}. Save and upload each by itself.',
  sharedDone: '{{written}} loaded, {{skipped}} rows left out',
  onlyBad: 'only those with problems',
  confirm: 'Write {{count}} rows',
  discard: 'Discard',
  done: '{{written}} registered, {{updated}} changed, {{skipped}} rows left out',
  again: 'Import another',
};
