// SPDX-License-Identifier: Apache-2.0
/** Units as a table in and out: read with every row's errors beside it, written only when confirmed. */
import { UnitInput, type UnitRow } from '@mingjing/contracts/desk';
import {
  asWritten,
  type Cell,
  countOf,
  dayOf,
  plainText,
  readTable,
  type SheetCell,
  saysNothing,
  streamSheet,
  writeSheet,
} from '@mingjing/web';
import { type ImportedRow, rowError } from './import-batch.ts';
import { unitColumns as columns } from './import-columns.ts';
import { doubtsOf } from './unit-detail.ts';
import type { WholeRow } from './unit-list.ts';

const writtenFields = new Set<string>(['name', 'placeKind', 'address']);
const required = new Set<string>(['name', 'placeKind', 'address', 'jurisdiction']);

/**
 * @returns its rows, and the names of other sheets with such a table
 * @throws SheetRefusal `malformed` when it is no spreadsheet or lacks a heading, `too-large`
 */
export async function readUnitSheet(
  bytes: Uint8Array,
): Promise<{ readonly rows: readonly ImportedRow[]; readonly unread: readonly string[] }> {
  const { rows, unread } = await readTable(
    bytes,
    columns.map(([head]) => head),
    columns.filter(([, field]) => required.has(field)).map(([head]) => head),
  );
  const read = rows.map(({ row, cells }) => {
    const input = Object.fromEntries(
      columns.map(([, field], at) => [field, fieldOf(field, cells[at] ?? null)]),
    );
    const parsed = UnitInput.safeParse(input);
    return {
      row,
      input: parsed.success ? parsed.data : input,
      errors: parsed.success ? [] : parsed.error.issues.map(rowError),
      ...(parsed.success && { doubts: doubtsOf(parsed.data) }),
    };
  });
  return { rows: read, unread };
}

/** A cell as the unit's field wants it; what cannot be read stays as written, for the check to refuse. */
function fieldOf(field: (typeof columns)[number][1], cell: Cell): unknown {
  if (cell === null || (!required.has(field) && saysNothing(cell)))
    return field === 'creditCode' ? null : undefined;
  if (field === 'acceptancePassedOn' || field === 'putIntoUseOn') return dayOf(cell);
  if (field === 'storageDays' || field === 'longitude' || field === 'latitude') return countOf(cell);
  return writtenFields.has(field) ? asWritten(cell) : plainText(cell);
}

/** The import's own columns, so that a table can be mended and brought back, then what the desk knows beside them. */
export function unitSheet(portions: AsyncIterable<readonly WholeRow[]>): AsyncIterable<Uint8Array> {
  const heads = [...columns.map(([head]) => head), '摄像机', '备案', '备案期限', '备案日期'];
  return streamSheet('单位', heads, rowsOf(portions));
}

async function* rowsOf(portions: AsyncIterable<readonly WholeRow[]>) {
  for await (const portion of portions)
    yield portion.map((unit): SheetCell[] => [
      ...columns.map(([, field]) => unit[field]),
      unit.cameraCount,
      stateWords[unit.filingState],
      unit.filingDueOn,
      unit.filedOn,
    ]);
}

const stateWords: Readonly<Record<UnitRow['filingState'], string>> = {
  unfiled: '未备案',
  pending: '办理中',
  returned: '待补正',
  filed: '已备案',
  notRequired: '无需备案',
};

/** An empty sheet with the headings and one plainly invented row. */
export function unitTemplate(): Promise<Uint8Array> {
  const example = [
    '演示宾馆（示例行，请删除）',
    '',
    '宾馆',
    '演示路 1 号',
    '110199',
    '30',
    '',
    '2026-01-05',
    '',
    '',
  ];
  return writeSheet({ name: '单位', heads: columns.map(([head]) => head), rows: [example] });
}
