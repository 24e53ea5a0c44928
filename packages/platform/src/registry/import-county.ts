// SPDX-License-Identifier: Apache-2.0
/** A row of a county the row policy would refuse, or that nobody here answers for, is refused in the preview already. */
import type { Transaction } from '../database/scope.ts';
import type { ImportedRow } from './import-batch.ts';

interface Counties {
  /** The importer's own range. */
  readonly own: string;
  /** Every code that some organ here answers for. */
  readonly served: readonly string[];
}

export const countiesOf = async (tx: Transaction, own: string): Promise<Counties> => ({
  own,
  served: (await tx.query<{ code: string }>('SELECT code FROM mj_served_places()')).map(({ code }) => code),
});

export function withCounty<Row extends ImportedRow>(row: Row, { own, served }: Counties): Row {
  const code = row.input['jurisdiction'];
  if (typeof code !== 'string' || row.errors.some(({ field }) => field === 'jurisdiction')) return row;
  const reason = !code.startsWith(own)
    ? '不在你的辖区 · outside your jurisdiction'
    : served.some((place) => code.startsWith(place))
      ? undefined
      : '没有这个区县的公安机关 · no police organ of that county here';
  return reason === undefined ? row : { ...row, errors: [...row.errors, { field: 'jurisdiction', reason }] };
}
