// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { overlaps } from './overlaps.ts';
import { register } from './register.ts';

/** 排班表: who is to be on duty, before it happens. What happened stands in 值班交接. */
export const shiftPlan = register({
  id: 'shift-plan',
  title: { zh: '排班表', en: 'Shift plan' },
  about: {
    zh: '监控室以后各班由谁值。到点三十分钟还没有接班登记的，今日待办会提醒；实际值班情况写在「值班交接」。可以从表格导入。',
    en: 'Who is to be on duty in the monitoring room. Half an hour into a shift that nobody wrote down, the plan of the day says so; what happened stands under Duty and hand-over. A sheet can be taken in.',
  },
  fields: {
    person: { kind: 'text', zh: '值班人员', en: 'On duty', required: true, most: 60 },
    startMs: { kind: 'instant', zh: '上班', en: 'From', required: true },
    endMs: { kind: 'instant', zh: '下班', en: 'Until', required: true },
    telephone: { kind: 'text', zh: '联系电话', en: 'Telephone', most: 30, aside: true },
    note: { kind: 'note', zh: '说明', en: 'Note', most: 500, aside: true },
  },
  writers: site.deciders,
  obligation: 'd799/operation-security',
  checklistItems: [5],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ startMs, endMs }) =>
    Number(endMs) <= Number(startMs)
      ? { field: 'endMs', words: { zh: '下班须晚于上班', en: 'the shift ends after it begins' } }
      : undefined,
  against: overlaps,
  shows: {},
});

/** After that a shift without its row is told, ms. */
const graceMs = 30 * 60_000;

/** A planned shift that runs now, or ended within a day, and that no row of the duty register begins or covers. */
export function missedShifts<Row extends { readonly values: Shift }>(
  planned: readonly Row[],
  kept: readonly { readonly values: Shift }[],
  nowMs: number,
): readonly Row[] {
  return planned.filter(({ values: { person, startMs, endMs } }) => {
    const begins = Number(startMs);
    if (nowMs < begins + graceMs || nowMs > Number(endMs) + 24 * 3_600_000) return false;
    return !kept.some(
      ({ values }) =>
        values['person'] === person &&
        Number(values['startMs']) < Number(endMs) &&
        (values['endMs'] ?? null) !== begins &&
        Number(values['endMs'] ?? Number.POSITIVE_INFINITY) > begins,
    );
  });
}

type Shift = Readonly<Record<string, string | number | boolean | null>>;
