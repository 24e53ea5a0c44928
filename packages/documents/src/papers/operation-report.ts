// SPDX-License-Identifier: Apache-2.0
/** 运行维护月报: how the system of a unit ran in a month, in numbers that its evidence log stands behind. */
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';

export interface OperationReport {
  readonly unitName: string;
  readonly recorderId: string;
  /** As 2026-11. */
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly summary: string;
  readonly cameras: readonly {
    readonly name: string;
    readonly days: string;
    readonly held: string;
    readonly gaps: string;
    readonly retention: string;
  }[];
  readonly incomplete: readonly { readonly camera: string; readonly day: string; readonly reason: string }[];
  readonly alarms: readonly {
    readonly what: string;
    readonly from: string;
    readonly to: string;
    readonly why: string;
  }[];
  readonly moreAlarms: number;
  readonly maintenance: readonly {
    readonly kind: string;
    readonly camera: string;
    readonly what: string;
    readonly from: string;
    readonly to: string;
    readonly by: string;
  }[];
  readonly looks: readonly (readonly [kind: string, times: number])[];
  readonly proof: {
    readonly origin: string;
    readonly fingerprint: string;
    readonly size: number;
    readonly root: string;
    readonly nonce: string;
    readonly hash: string;
    /** Index in the evidence log of the entry that holds `hash`. */
    readonly entry: number;
  };
}

const table = (
  columns: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  empty: string,
): Block => ({ kind: 'table', columns, widths, rows, empty });

/** The report as a paper; the record and the checkpoint are attached by whoever renders it. */
export function operationReport(report: OperationReport): OfficialDocument {
  const [year = '', month = ''] = report.month.split('-');
  const { proof } = report;
  return {
    title: '视频图像信息系统运行维护月报',
    density: 'form',
    blocks: [
      {
        kind: 'fields',
        perRow: 2,
        rows: [
          ['单位', report.unitName],
          ['月份', `${year}年${Number(month)}月`],
          ['录像机', { text: report.recorderId, mono: true }],
          ['制表', `${report.madeBy}，${chineseDay(report.madeAt)}`],
          ['起', report.from],
          ['止', report.to],
        ],
      },
      { kind: 'paragraph', text: report.summary },
      { kind: 'heading', text: '一、录像' },
      table(
        ['摄像机', '完整的日', '有录像', '缺口和原因', '留存抽验'],
        [3, 2, 2, 4, 5],
        report.cameras.map(({ name, days, held, gaps, retention }) => [name, days, held, gaps, retention]),
        '（没有摄像机）',
      ),
      ...(report.incomplete.length === 0
        ? []
        : [
            table(
              ['摄像机', '不完整的日', '原因'],
              [4, 3, 6],
              report.incomplete.map(({ camera, day, reason }) => [camera, day, reason]),
              '',
            ),
          ]),
      { kind: 'heading', text: '二、告警和处置' },
      table(
        ['告警', '起', '止', '处置'],
        [5, 3, 3, 4],
        report.alarms.map(({ what, from, to, why }) => [what, from, to, why]),
        '（本月没有告警）',
      ),
      ...(report.moreAlarms === 0
        ? []
        : [{ kind: 'note' as const, text: `另有 ${report.moreAlarms} 次告警未列出。` }]),
      { kind: 'heading', text: '三、维护和故障维修' },
      table(
        ['类别', '摄像机', '内容', '起', '止', '维护单位和人员'],
        [2, 2, 4, 3, 3, 3],
        report.maintenance.map(({ kind, camera, what, from, to, by }) => [kind, camera, what, from, to, by]),
        '（本月没有登记）',
      ),
      { kind: 'heading', text: '四、查看和复制' },
      {
        kind: 'paragraph',
        text: `本月登记${report.looks.map(([kind, times]) => `${kind} ${times} 次`).join('，')}。每次查看都先登记后打开。`,
      },
      { kind: 'heading', text: '五、证明' },
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['日志来源', { text: proof.origin, mono: true }],
          ['公钥指纹', proof.fingerprint],
          ['检查点', { text: `${proof.size} 条，根 ${proof.root}`, mono: true }],
          ['抽验随机数', { text: proof.nonce, mono: true }],
          ['本报记录哈希', { text: proof.hash, mono: true }],
          ['在日志中', `第 ${proof.entry} 条（从 0 数起）`],
        ],
      },
      {
        kind: 'note',
        text: '所附 month-proof.json 是本报依据的全部数字，其哈希已写入证据日志；checkpoint.txt 是录像机签名的检查点。随机数由本机抽取：留存抽验是自查，监管机关的抽验由其自行抽取。日志不能证明镜头前的景象真实，也不能证明第一个哈希之前发生的事。',
      },
      { kind: 'signatures', places: ['制表人签名', '安全负责人签名'] },
      { kind: 'issuer', name: report.unitName, on: chineseDay(report.madeAt) },
    ],
  };
}
