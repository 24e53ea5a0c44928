// SPDX-License-Identifier: Apache-2.0
/** Which registered unit a row of a table is about: one rule for every table that names units. Pure. */
import type { ImportedRow } from './import-batch.ts';

export interface RegisteredUnit {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly creditCode: string | null;
}

/**
 * A row whose credit code is registered is about that unit; several units of one code are told apart by their name, and a
 * row without a code is known by name and address. What stands twice in the table, or cannot be told, is an error.
 */
export function matchRows<Row extends ImportedRow, Unit extends RegisteredUnit>(
  rows: readonly Row[],
  registered: readonly Unit[],
): readonly { readonly row: Row; readonly unit: Unit | undefined }[] {
  const byCode = Map.groupBy(registered, ({ creditCode }) => creditCode ?? '');
  const byName = Map.groupBy(registered, ({ name, address }) => `${name}\n${address}`);
  const seen = new Set<string>();
  return rows.map((row) => {
    const { creditCode, name, address } = row.input;
    const code = typeof creditCode === 'string' && creditCode !== '' ? creditCode : undefined;
    const refuse = (reason: string) => ({
      row: { ...row, errors: [...row.errors, { field: code === undefined ? 'name' : 'creditCode', reason }] },
      unit: undefined,
    });
    const place = `${name}\n${address}`;
    const units = (code === undefined ? byName.get(place) : byCode.get(code)) ?? [];
    const unit = units.length === 1 ? units[0] : units.find((one) => one.name === name);
    const key = unit?.id ?? code ?? place;
    if (seen.has(key)) return refuse('本表中重复 · twice in this table');
    seen.add(key);
    if (unit === undefined && units.length > 1)
      return refuse(
        `这个代码登记了 ${units.length} 个单位，名称都不同 · several units of other names have it`,
      );
    return { row, unit };
  });
}
