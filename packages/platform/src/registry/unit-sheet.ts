// SPDX-License-Identifier: Apache-2.0
/** Units as a table in and out: read with every row's errors beside it, written only when confirmed. */
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { PlatformError } from '../errors.ts';
import type { ImportedRow } from './import-batch.ts';
import { UnitInput } from './unit-detail.ts';
import type { UnitRow } from './unit-list.ts';

const columns = [
  ['单位名称', 'name'],
  ['统一社会信用代码', 'creditCode'],
  ['场所类型', 'placeKind'],
  ['地址', 'address'],
  ['行政区划代码', 'jurisdiction'],
  ['存储天数', 'storageDays'],
  ['竣工验收合格日期', 'acceptancePassedOn'],
  ['投入使用日期', 'putIntoUseOn'],
  ['经度', 'longitude'],
  ['纬度', 'latitude'],
] as const;
const required = new Set<string>(['name', 'placeKind', 'address', 'jurisdiction']);
const mostRows = 5000;

/** @throws PlatformError `platform/malformed` when it is no spreadsheet or lacks a heading, `platform/too-large` */
export async function readUnitSheet(bytes: Uint8Array): Promise<readonly ImportedRow[]> {
  const table = await readTable(bytes);
  const [heads = [], ...rows] = table;
  const at = new Map(
    columns.map(([head, field]) => [
      field as string,
      heads.findIndex((cell) => String(cell ?? '').trim() === head),
    ]),
  );
  const missing = columns
    .filter(([, field]) => required.has(field) && (at.get(field) ?? -1) < 0)
    .map(([head]) => head);
  if (missing.length > 0)
    throw new PlatformError('platform/malformed', { reason: `第一行缺少列：${missing.join('、')}` });
  if (rows.length > mostRows) throw new PlatformError('platform/too-large', { limit: `${mostRows} 行` });
  return rows.map((cells, index) => {
    const input = Object.fromEntries(
      columns.map(([, field]) => [field, cellValue(field, cells[at.get(field) ?? -1])]),
    );
    const parsed = UnitInput.safeParse(input);
    return {
      row: index + 2,
      input: parsed.success ? parsed.data : input,
      errors: parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) => ({
            field: path.join('.') || 'row',
            reason: message,
          })),
    };
  });
}

/**
 * Rows of a sheet as texts, in the order of the headings asked for; a missing cell is ''.
 *
 * @throws PlatformError `platform/malformed` when it is no spreadsheet or lacks a needed heading, `platform/too-large`
 */
export async function readNamedColumns(
  bytes: Uint8Array,
  heads: readonly string[],
  needed: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const [first = [], ...rows] = await readTable(bytes);
  const at = heads.map((head) => first.findIndex((cell) => String(cell ?? '').trim() === head));
  const missing = needed.filter((head) => (at[heads.indexOf(head)] ?? -1) < 0);
  if (missing.length > 0)
    throw new PlatformError('platform/malformed', { reason: `第一行缺少列：${missing.join('、')}` });
  if (rows.length > mostRows) throw new PlatformError('platform/too-large', { limit: `${mostRows} 行` });
  return rows.map((cells) => at.map((column) => String(cells[column] ?? '').trim()));
}

async function readTable(bytes: Uint8Array): Promise<readonly (readonly unknown[])[]> {
  // A ZIP begins with PK; anything else is refused before a parser sees it.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new PlatformError('platform/malformed', { reason: '不是 XLSX 文件' });
  try {
    const sheets = (await readXlsxFile(Buffer.from(bytes))) as unknown;
    const first =
      Array.isArray(sheets) && sheets.length > 0 && !Array.isArray(sheets[0])
        ? (sheets[0] as { data?: unknown }).data
        : sheets;
    return first as readonly (readonly unknown[])[];
  } catch (error) {
    throw new PlatformError('platform/malformed', { reason: 'XLSX 已损坏或加了密码' }, error);
  }
}

function cellValue(field: string, cell: unknown): unknown {
  if (cell === undefined || cell === null || cell === '') return field === 'creditCode' ? null : undefined;
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (field === 'storageDays' || field === 'longitude' || field === 'latitude') return Number(cell);
  return String(cell).trim();
}

/** A cell that begins like a formula is kept as text, so that no program runs it. */
const asText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

export async function writeUnitSheet(units: readonly UnitRow[]): Promise<Uint8Array> {
  const heads = [
    '单位名称',
    '统一社会信用代码',
    '场所类型',
    '地址',
    '行政区划代码',
    '存储天数',
    '摄像机',
    '备案',
    '备案期限',
    '备案日期',
  ];
  const rows = units.map((unit) => [
    unit.name,
    unit.creditCode ?? '',
    unit.placeKind,
    unit.address,
    unit.jurisdiction,
    unit.storageDays === null ? '' : String(unit.storageDays),
    String(unit.cameraCount),
    stateWords[unit.filingState],
    unit.filingDueOn ?? '',
    unit.filedOn ?? '',
  ]);
  const sheet = [heads, ...rows].map((row) => row.map((value) => ({ value: asText(value), type: String })));
  return new Uint8Array(await writeXlsxFile(sheet, { sheet: '单位', stickyRowsCount: 1 }).toBuffer());
}

const stateWords: Readonly<Record<UnitRow['filingState'], string>> = {
  unfiled: '未备案',
  pending: '办理中',
  returned: '待补正',
  filed: '已备案',
  notRequired: '无需备案',
};

/** An empty sheet with the headings and one plainly invented row. */
export async function unitTemplate(): Promise<Uint8Array> {
  const heads = columns.map(([head]) => ({
    value: head as string,
    type: String,
    fontWeight: 'bold' as const,
  }));
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
  return new Uint8Array(
    await writeXlsxFile([heads, example.map((value) => ({ value, type: String }))], {
      sheet: '单位',
    }).toBuffer(),
  );
}
