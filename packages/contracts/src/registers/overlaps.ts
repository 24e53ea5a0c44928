// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../operation.ts';
import type { Values } from './field.ts';

/** One person is not on two shifts at once. An open end reaches on. */
export function overlaps(
  { person, startMs, endMs }: Values,
  others: readonly Values[],
): { readonly field: string; readonly words: Words } | undefined {
  const until = endOf(endMs);
  const other = others.find(
    (row) =>
      row['person'] === person && Number(row['startMs']) < until && endOf(row['endMs']) > Number(startMs),
  );
  return (
    other && {
      field: 'startMs',
      words: {
        zh: '同一人的另一班与这一班时间重叠，请先核对或更正那一班',
        en: 'another shift of the same person overlaps; check or correct that one first',
      },
    }
  );
}

const endOf = (endMs: Values[string] | undefined): number =>
  typeof endMs === 'number' ? endMs : Number.POSITIVE_INFINITY;
