// SPDX-License-Identifier: Apache-2.0
/** Clauses of the seeds that no table computes, each with its reason; and clauses that the engine reads for all conducts. */
import type { ProvisionId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';

const draft = 'bj-benchmark-2024-draft';

/** Read by a step of the engine itself, whatever the conduct. */
export const engineSteps: Readonly<Record<ProvisionId, string>> = {
  [`${draft}/first-time`]: '引擎：不予处罚',
  [`${draft}/limitation-start`]: '引擎：追究时效',
  [`${draft}/limitation-complaint`]: '引擎：追究时效',
};

/** Cells 违法行为 and 法律依据 of both schedules → the conducts whose rows they head. */
export const cellConducts: Readonly<Record<string, readonly Conduct[]>> = {
  build: ['build-missing', 'build-nonconforming'],
  overcapture: ['overcapture'],
  'public-install': ['unauthorised-public-install'],
  filing: ['filing'],
  'operation-security': ['operation-security'],
  information: ['information-management', 'information-access'],
  'refuse-provide': ['refuse-provide'],
  residential: ['residential-manager'],
};

export const notComputed: Readonly<Record<ProvisionId, string>> = {
  [`${draft}/issue-note`]: '通知抬头和日期：说明本文件是征求意见稿，由文件状态表示',
  [`${draft}/scope`]: '适用范围：由文件的地域和行为表示，不另设规则',
  [`${draft}/effect`]: '实施与新旧衔接：日期空白，只能模拟，由文件的有效期表示',
  'qhd-measures-2017/purpose': '立法目的：没有可以计算的内容',
  'qhd-measures-2017/principles': '原则和一般禁止：没有要件和后果，供解释时使用',
  'd799/in-force': '施行日期的印文：由文件的有效期表示（印文有误，见勘误）',
};

/** What is printed around the clauses: titles, headings, heads of tables, signatures. */
export const printedFrame: readonly { readonly words: RegExp; readonly reason: string }[] = [
  {
    words:
      /^#? ?(?:附件\d|（主动公开）|北京市|违反《|管理办法》?|和使用管理办法》|秦皇岛市|的行为|处罚裁量基准 ?$)/,
    reason: '标题、落款',
  },
  { words: /^第[一二三四五六七八九十]+[章节]/, reason: '章、节标题' },
  { words: /^[(（]?\d{4} ?年|^20\d\d 年/, reason: '公布和施行的题注：由文件的有效期表示' },
  {
    words:
      /^(?:编 ?码|违法行为|法律依据|违法情节|裁量基准|序号|行政检查主体|检查事项|实施依据|年度行政检查频次上限|检查标准|检查方式|备注)/,
    reason: '表头',
  },
  {
    words: /^(?:哈密市公安局|对公共安全视频图像信息系统的监督检查)$/,
    reason: '检查主体和检查事项的名称：由清单的十三项表示',
  },
  { words: /^[；\d]+$/, reason: '页码、序号' },
];
