// SPDX-License-Identifier: Apache-2.0
/** Searching, filtering and sorting rows of a register by its fields. Rules only: rows in, rows out. */
import { cellOf, type Register, type RegisterRow, type RowFilter } from '@mingjing/contracts/registers';

export function findRows(
  register: Register,
  rows: readonly RegisterRow[],
  filter: RowFilter,
): readonly RegisterRow[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const { field, value, fromMs, toMs, withdrawn = false } = filter;
  return rows.filter((row) => {
    if (row.withdrawn && !withdrawn) return false;
    if (field !== undefined && value !== undefined && String(row.values[field] ?? '') !== value) return false;
    if (fromMs !== undefined && row.createdMs < fromMs) return false;
    if (toMs !== undefined && row.createdMs >= toMs) return false;
    if (words.length === 0) return true;
    const text = wordsOf(register, row).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @param by `createdMs` or the name of a field; rows without a value come last either way */
export function sortRows(
  rows: readonly RegisterRow[],
  by: string,
  order: 'asc' | 'desc',
): readonly RegisterRow[] {
  const sign = order === 'asc' ? 1 : -1;
  const keyOf = (row: RegisterRow) => (by === 'createdMs' ? row.createdMs : (row.values[by] ?? null));
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const apart =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'zh', { numeric: true });
    return sign * apart || sign * (a.entry - b.entry);
  });
}

function wordsOf({ fields }: Register, row: RegisterRow): string {
  const cells = Object.entries(fields).flatMap(([name, field]) => {
    const value = row.values[name];
    return [cellOf(field, value, 'zh'), cellOf(field, value, 'en')];
  });
  return [...cells, row.by.name, row.by.user].join(' ');
}
