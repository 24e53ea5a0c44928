// SPDX-License-Identifier: Apache-2.0
/** Units from a spreadsheet: read, shown with every row's errors, written when confirmed. */
import type { AnswerOf } from '@mingjing/contracts';
import {
  beginUnitImport,
  confirmUnitImport,
  discardImport,
  readImport,
  UnitInput,
} from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../http/serve.ts';
import { type ImportedRow, keepPreview, takePreview } from './import-batch.ts';
import { todayOf } from './today.ts';
import { insertUnit } from './unit-detail.ts';
import { readUnitSheet } from './unit-sheet.ts';

export const importRoutes: Routes = [
  serve(beginUnitImport, async ({ tx, upload, actor, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const read = await readUnitSheet(upload.bytes);
    const rows = (await withDuplicates(tx.query, read)).map((row) =>
      withOtherCounty(row, actor.jurisdiction),
    );
    return keepPreview({ tx, actor, touch }, 'units', upload.fileName, rows);
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
  serve(confirmUnitImport, async ({ tx, params, actor, nowMs, touch }) => {
    const { good, skipped } = await takePreview(tx, 'units', params.id);
    const ids: string[] = [];
    const writer = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
    for (const { input } of good) ids.push(await insertUnit(writer, UnitInput.parse(input), 'import'));
    touch({ ids });
    return { written: good.length, skipped };
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

/** A row whose credit code is already registered, or stands twice in the table, says so. */
async function withDuplicates(
  query: (text: string, values: readonly unknown[]) => Promise<readonly { credit_code: string }[]>,
  rows: readonly ImportedRow[],
): Promise<readonly ImportedRow[]> {
  const codes = rows.flatMap(({ input }) =>
    typeof input['creditCode'] === 'string' ? [input['creditCode']] : [],
  );
  const known = new Set(
    (await query('SELECT credit_code FROM unit WHERE credit_code = ANY($1)', [codes])).map(
      ({ credit_code }) => credit_code,
    ),
  );
  const seen = new Set<string>();
  return rows.map((row) => {
    const code = row.input['creditCode'];
    if (typeof code !== 'string') return row;
    const twice = seen.has(code);
    seen.add(code);
    if (!twice && !known.has(code)) return row;
    const reason = twice ? '本表中重复 · twice in this table' : '已登记 · registered already';
    return { ...row, errors: [...row.errors, { field: 'creditCode', reason }] };
  });
}

/** A row the row policy would refuse is refused in the preview already. */
function withOtherCounty(row: ImportedRow, jurisdiction: string): ImportedRow {
  const code = row.input['jurisdiction'];
  if (typeof code !== 'string' || code.startsWith(jurisdiction)) return row;
  const reason = '不在你的辖区 · outside your jurisdiction';
  return { ...row, errors: [...row.errors, { field: 'jurisdiction', reason }] };
}
