// SPDX-License-Identifier: Apache-2.0
/** 年度监督工作报告: counts of a year, organ by organ. No score, no rate, no rank: what nobody looked at is unknown. */
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';

/** One count of one organ, month by month. */
export interface YearCount {
  readonly label: string;
  /** January first; absent months are nought. */
  readonly months: readonly number[];
  /** Of the year; null where months do not add up to it (a median). */
  readonly total: number | null;
}

export interface YearOfOrgan {
  readonly name: string;
  readonly counts: readonly YearCount[];
  /** Items of the published list over all units: met, breached, unknown, and how old what is known is. */
  readonly met: number;
  readonly breached: number;
  readonly unknown: number;
  readonly medianAgeDays: number | null;
  readonly units: number;
}

export interface YearReport {
  readonly year: number;
  readonly organ: string;
  /** Calendar day up to which it counts. */
  readonly until: string;
  readonly organs: readonly YearOfOrgan[];
}

const monthHeads = Array.from({ length: 12 }, (_, index) => `${index + 1}月`);

const organBlocks = ({ name, counts, met, breached, unknown, medianAgeDays, units }: YearOfOrgan) =>
  [
    { kind: 'heading', text: name },
    {
      kind: 'table',
      columns: ['', ...monthHeads, '合计'],
      widths: [5, ...monthHeads.map(() => 2), 3],
      rows: counts.map(({ label, months, total }) => [
        label,
        ...monthHeads.map((_, index) => String(months[index] ?? 0)),
        total === null ? '—' : String(total),
      ]),
      empty: '（这一年没有记录）',
    },
    {
      kind: 'paragraph',
      text: `辖区内 ${units} 家单位的检查事项：符合 ${met} 项，不符合 ${breached} 项，未知 ${unknown} 项${
        medianAgeDays === null ? '' : `；已知结果距今 ${medianAgeDays} 日（中位数）`
      }。`,
    },
  ] satisfies readonly Block[];

export const yearReport = ({ year, organ, until, organs }: YearReport): OfficialDocument => ({
  title: `${year}年公共安全视频监督工作报告`,
  orientation: 'landscape',
  density: 'form',
  blocks: [
    {
      kind: 'paragraph',
      text: `统计期间：${year}年1月1日至${chineseDay(until)}。只有计数，没有评分、合规率和排名；没有查过的就是未知。“以证明代替上门”是全部事项由录像机的证明答清、没有到场的检查。`,
    },
    ...organs.flatMap(organBlocks),
    { kind: 'issuer', name: organ, on: chineseDay(until) },
  ],
});
