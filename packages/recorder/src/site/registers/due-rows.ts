// SPDX-License-Identifier: Apache-2.0
/** What the rows of a register have due, from its fields. Rules only. */
import type { Register, RegisterRow } from '@mingjing/contracts/registers';
import type { PlanItem } from '@mingjing/contracts/site';

const dayMs = 86_400_000;
const aheadDays = 30;

/** @returns undefined beyond thirty days */
export function timeOf(dueDay: string, today: string): PlanItem['time'] | undefined {
  const days = Math.round((Date.parse(dueDay) - Date.parse(today)) / dayMs);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  if (days <= 7) return 'week';
  return days <= aheadDays ? 'later' : undefined;
}

/** @param rows that stand, oldest first */
export function dueRows(
  register: Register,
  rows: readonly RegisterRow[],
  today: string,
): readonly PlanItem[] {
  const { id, fields, settled, obligation } = register;
  const titled =
    Object.entries(fields).find(([, { kind }]) => kind === 'text' || kind === 'camera')?.[0] ?? '';
  return rows.flatMap((row, at) => {
    const later = rows.slice(at + 1).map(({ values }) => values);
    if (settled?.(row.values, later, today)) return [];
    return Object.entries(fields).flatMap(([name, field]) => {
      const dueDay = row.values[name];
      if (field.kind !== 'day' || !field.due || typeof dueDay !== 'string') return [];
      const time = timeOf(dueDay, today);
      if (!time) return [];
      return [
        {
          id: `${id}/${row.id}/${name}`,
          time,
          dueDay,
          act: field.due,
          subject: String(row.values[titled] ?? ''),
          provision: obligation,
          page: `/registers/${id}`,
        },
      ];
    });
  });
}
