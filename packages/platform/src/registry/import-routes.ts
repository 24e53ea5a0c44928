// SPDX-License-Identifier: Apache-2.0
/** Units from a spreadsheet: read, shown with every row's errors, written when confirmed. */
import type { AnswerOf } from '@mingjing/contracts';
import {
  beginUnitImport,
  confirmUnitImport,
  discardImport,
  readImport,
  readImportErrors,
  UnitChange,
  UnitInput,
} from '@mingjing/contracts/desk';
import { sheetMediaType } from '@mingjing/web';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { refreshDue } from './filing-clocks.ts';
import { errorSheet, type ImportedRow, type ImportKind, keepPreview, takePreview } from './import-batch.ts';
import { countiesOf, withCounty } from './import-county.ts';
import { matchRows, type RegisteredUnit } from './match-rows.ts';
import { todayOf } from './today.ts';
import { insertUnit, updateUnit, type Writer, writeHistory } from './unit-detail.ts';
import { readUnitSheet } from './unit-sheet.ts';

export const importRoutes: Routes = [
  serve(beginUnitImport, async ({ tx, upload, actor, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const { rows, unread } = await readUnitSheet(upload.bytes);
    const counties = await countiesOf(tx, actor.jurisdiction);
    const checked = (await withRegister(tx, rows)).map((row) => withCounty(row, counties));
    return keepPreview({ tx, actor, touch }, 'units', upload.fileName, { rows: checked, unread });
  }),
  serve(readImport, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [batch] = await tx.query<AnswerOf<typeof readImport>>(
      `SELECT id, file_name AS "fileName", state, error_count AS "errorCount", rows FROM import_batch WHERE id = $1`,
      [params.id],
    );
    if (!batch) throw new PlatformError('platform/not-found');
    return batch;
  }),
  serve(readImportErrors, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [batch] = await tx.query<{ kind: ImportKind; fileName: string; rows: ImportedRow[] }>(
      'SELECT kind, file_name AS "fileName", rows FROM import_batch WHERE id = $1',
      [params.id],
    );
    if (!batch) throw new PlatformError('platform/not-found');
    const bytes = await errorSheet(batch.kind, batch.rows);
    return { bytes, type: sheetMediaType, fileName: `${batch.fileName.replace(/\.\w+$/, '')}-问题.xlsx` };
  }),
  serve(confirmUnitImport, async ({ tx, params, actor, nowMs, touch }) => {
    const { good, skipped } = await takePreview(tx, 'units', params.id);
    const ids: string[] = [];
    const writer = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
    let updated = 0;
    for (const row of good) {
      if (row.unitId === undefined) ids.push(await insertUnit(writer, UnitInput.parse(row.input), 'import'));
      else if (await updateFromRow(writer, row)) {
        ids.push(row.unitId);
        updated += 1;
      }
    }
    touch({ ids });
    return { written: ids.length - updated, updated, skipped };
  }),
  serve(discardImport, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const rows = await tx.query(
      `UPDATE import_batch SET state = 'discarded' WHERE id = $1 AND state = 'preview' RETURNING id`,
      [params.id],
    );
    if (rows.length === 0) throw new PlatformError('platform/not-found');
    return { discarded: true } as const;
  }),
];

interface Registered extends RegisteredUnit, Readonly<Record<string, unknown>> {}

async function withRegister(tx: Transaction, rows: readonly ImportedRow[]): Promise<readonly ImportedRow[]> {
  const texts = (field: string) =>
    rows.flatMap(({ input }) => (typeof input[field] === 'string' ? [input[field]] : []));
  const registered = await tx.query<Registered>(
    `SELECT u.id, u.name, u.credit_code AS "creditCode", u.place_kind AS "placeKind", u.address, u.jurisdiction, u.longitude,
            u.latitude, u.storage_days AS "storageDays", s.acceptance_passed_on::text AS "acceptancePassedOn",
            s.put_into_use_on::text AS "putIntoUseOn"
       FROM unit u
       LEFT JOIN LATERAL (SELECT * FROM video_system WHERE unit_id = u.id ORDER BY id LIMIT 1) s ON true
      WHERE u.credit_code = ANY($1) OR (u.name = ANY($2) AND u.address = ANY($3))`,
    [texts('creditCode'), texts('name'), texts('address')],
  );
  return matchRows(rows, registered).map(({ row, unit }) =>
    unit ? { ...row, unitId: unit.id, changes: changesOf(unit, row.input) } : row,
  );
}

/** What a row says differently; an empty cell says nothing, and a unit is not moved to another county by a table. */
const changesOf = (unit: Registered, input: ImportedRow['input']) =>
  Object.entries(input)
    .filter(
      ([field, value]) =>
        field !== 'jurisdiction' && value !== null && value !== undefined && unit[field] !== value,
    )
    .map(([field, after]) => ({ field, before: unit[field] ?? null, after }));

/** Writes a row into the unit it belongs to: what changes of the unit, and the dates of its first system. */
async function updateFromRow(writer: Writer, { unitId, changes = [] }: ImportedRow): Promise<boolean> {
  if (unitId === undefined || changes.length === 0) return false;
  const { tx, userId, nowMs, today } = writer;
  const change = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
  const { acceptancePassedOn, putIntoUseOn, ...ofUnit } = change;
  const [unit] = await tx.query<{ version: number; jurisdiction: string }>(
    'SELECT version, jurisdiction FROM unit WHERE id = $1 FOR UPDATE',
    [unitId],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  await updateUnit(writer, unitId, UnitChange.parse({ ...ofUnit, version: unit.version }), 'import');
  if (acceptancePassedOn !== undefined || putIntoUseOn !== undefined) {
    await tx.query(
      `WITH system AS (UPDATE video_system SET acceptance_passed_on = coalesce($2, acceptance_passed_on),
              put_into_use_on = coalesce($3, put_into_use_on)
         WHERE id = (SELECT id FROM video_system WHERE unit_id = $1 ORDER BY id LIMIT 1) RETURNING 1)
       INSERT INTO video_system (unit_id, jurisdiction, name, acceptance_passed_on, put_into_use_on)
         SELECT $1, $4, '公共安全视频图像信息系统', $2, $3 WHERE NOT EXISTS (SELECT 1 FROM system)`,
      [unitId, acceptancePassedOn ?? null, putIntoUseOn ?? null, unit.jurisdiction],
    );
    const dates = changes.filter(({ field }) => field === 'acceptancePassedOn' || field === 'putIntoUseOn');
    await writeHistory(
      { tx, userId, nowMs },
      unitId,
      unit.jurisdiction,
      dates.map(({ field, before, after }) => [field, before, after]),
      'import',
    );
    await refreshDue(tx, unitId, today);
  }
  return true;
}
