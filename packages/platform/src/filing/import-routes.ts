// SPDX-License-Identifier: Apache-2.0
/**
 * Filings made before this desk, from a spreadsheet: every row checked, written when confirmed. A unit that is
 * registered gets its filing, one that is not is registered with it. The number is the one that was given then.
 */
import { beginFilingImport, confirmFilingImport, UnitInput } from '@mingjing/contracts/desk';
import { asWritten, type Cell, countOf, dayOf, plainText, readTable, saysNothing } from '@mingjing/web';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import {
  filingColumns as columns,
  countiesOf,
  type ImportedRow,
  insertUnit,
  keepPreview,
  matchRows,
  type RegisteredUnit,
  rowError,
  takePreview,
  todayOf,
  withCounty,
} from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';

const needed = columns.slice(0, 6).map(([head]) => head);
const neededFields = new Set<string>(columns.slice(0, 6).map(([, field]) => field));

const FiledBefore = UnitInput.extend({
  filedOn: z.iso.date(),
  receiptNumber: z.string().trim().min(2).max(80),
  nationalReceiptNumber: z.string().trim().max(60).nullable(),
});
type FiledBefore = z.infer<typeof FiledBefore>;

/** A row, with the registered unit it belongs to. */
type FiledRow = ImportedRow & { readonly unitId?: string };

export const filingImportRoutes: Routes = [
  serve(beginFilingImport, async ({ tx, upload, actor, nowMs, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const table = await readTable(
      upload.bytes,
      columns.map(([head]) => head),
      needed,
    );
    const today = todayOf(nowMs);
    const read = table.rows.map(({ row, cells }) => readRow(cells, row, today));
    const counties = await countiesOf(tx, actor.jurisdiction);
    const rows = (await withRegister(tx, read)).map((row) => withCounty(row, counties));
    return keepPreview({ tx, actor, touch }, 'filings', upload.fileName, { rows, unread: table.unread });
  }),
  serve(confirmFilingImport, async ({ tx, params, actor, nowMs, touch }) => {
    const { good, skipped } = await takePreview<FiledRow>(tx, 'filings', params.id);
    const writer = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
    const ids: string[] = [];
    for (const { input, unitId } of good) {
      const filed = FiledBefore.parse(input);
      const id = unitId ?? (await insertUnit(writer, UnitInput.parse(input), 'import'));
      await recordFiling(tx, id, filed, actor, nowMs);
      ids.push(id);
    }
    touch({ ids });
    return { written: good.length, updated: 0, skipped };
  }),
];

function readRow(cells: readonly Cell[], row: number, today: string): FiledRow {
  const input = Object.fromEntries(
    columns.map(([, field], at) => [field, fieldOf(field, cells[at] ?? null)]),
  );
  const parsed = FiledBefore.safeParse(input);
  const errors = parsed.success ? [] : parsed.error.issues.map(rowError);
  if (parsed.success && parsed.data.filedOn > today)
    errors.push({ field: 'filedOn', reason: '在今天之后 · later than today' });
  return { row, input: parsed.success ? parsed.data : input, errors };
}

const writtenFields = new Set<string>([
  'name',
  'placeKind',
  'address',
  'receiptNumber',
  'nationalReceiptNumber',
]);

function fieldOf(field: (typeof columns)[number][1], cell: Cell): unknown {
  if (field === 'filedOn') return cell === null ? '' : dayOf(cell);
  if (!neededFields.has(field) && saysNothing(cell)) return null;
  if (field === 'putIntoUseOn') return dayOf(cell);
  if (field === 'storageDays') return countOf(cell);
  return writtenFields.has(field) ? asWritten(cell) : plainText(cell);
}

/** Finds the registered unit of each row, by code or by name and address; a number used twice is an error. */
async function withRegister(tx: Transaction, rows: readonly FiledRow[]): Promise<readonly FiledRow[]> {
  const of = (field: string) =>
    rows.map(({ input }) => input[field]).filter((value) => typeof value === 'string');
  const units = await tx.query<RegisteredUnit & { readonly state: string }>(
    `SELECT id, credit_code AS "creditCode", name, address, filing_state AS state FROM unit
      WHERE credit_code = ANY($1) OR (name = ANY($2) AND address = ANY($3))`,
    [of('creditCode'), of('name'), of('address')],
  );
  const taken = new Set(
    (
      await tx.query<{ n: string }>('SELECT receipt_number AS n FROM filing WHERE receipt_number = ANY($1)', [
        of('receiptNumber'),
      ])
    ).map(({ n }) => n),
  );
  const seen = new Set<string>();
  return matchRows(rows, units).map(({ row, unit }) => {
    const { input } = row;
    const errors = [...row.errors];
    if (unit?.state === 'filed') errors.push({ field: 'name', reason: '已有备案 · filed already' });
    if (unit?.state === 'pending') errors.push({ field: 'name', reason: '正在办理 · under review' });
    const number = String(input['receiptNumber']);
    if (taken.has(number) || seen.has(number))
      errors.push({ field: 'receiptNumber', reason: '回执号重复 · number used twice' });
    seen.add(number);
    return { ...row, ...(unit && { unitId: unit.id }), errors };
  });
}

async function recordFiling(
  tx: Transaction,
  unitId: string,
  filed: FiledBefore,
  actor: { readonly userId: string; readonly organisationId: string },
  nowMs: number,
): Promise<void> {
  const [unit] = await tx.query<{ jurisdiction: string; organisationId: string | null }>(
    `SELECT jurisdiction, organisation_id AS "organisationId" FROM unit WHERE id = $1 FOR UPDATE`,
    [unitId],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  const { filedOn, receiptNumber, nationalReceiptNumber, jurisdiction: _, ...known } = filed;
  const form = JSON.stringify(
    Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined)),
  );
  const at = new Date(`${filedOn}T00:00:00+08:00`);
  const organisationId = unit.organisationId ?? actor.organisationId;
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, created_at, updated_at, submitted_at,
                         verified_at, receipt_number, national_receipt_number)
     VALUES ($1, $2, $3, 'first', 'verified', $4, $5, $5, $6, $6, $7, $8) RETURNING id`,
    [
      unitId,
      organisationId,
      unit.jurisdiction,
      form,
      new Date(nowMs),
      at,
      receiptNumber,
      nationalReceiptNumber,
    ],
  );
  await tx.query(
    `INSERT INTO filing_action (filing_id, organisation_id, jurisdiction, action, "by", at, form)
     VALUES ($1, $2, $3, 'imported', $4, $5, $6)`,
    [row?.id, organisationId, unit.jurisdiction, actor.userId, new Date(nowMs), form],
  );
}
