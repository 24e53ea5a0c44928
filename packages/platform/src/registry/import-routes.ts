// SPDX-License-Identifier: Apache-2.0
/** Units from a spreadsheet: read, shown with every row's errors, written when confirmed. */
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';
import { type ImportedRow, ImportView, keepPreview, takePreview } from './import-batch.ts';
import { todayOf } from './today.ts';
import { makeUnit, UnitInput } from './unit-detail.ts';
import { readUnitSheet } from './unit-sheet.ts';

const Id = z.object({ id: z.uuid() });

export const importRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/imports',
    tag: 'registry',
    summary: '上传 XLSX：逐行检查，确认之前什么也不写',
    takesFile: true,
    response: ImportView,
    status: 201,
    handler: async ({ tx, upload, actor, touch }) => {
      if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
      const read = await readUnitSheet(upload.bytes);
      const rows = (await withDuplicates(tx.query, read)).map((row) =>
        withOtherCounty(row, actor.jurisdiction),
      );
      return keepPreview({ tx, actor, touch }, 'units', upload.fileName, rows);
    },
  }),
  route({
    method: 'GET',
    path: '/api/imports/:id',
    tag: 'registry',
    summary: '导入预览',
    params: Id,
    response: ImportView,
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'import', ids: [params.id] });
      const [batch] = await tx.query(
        `SELECT id, file_name AS "fileName", state, error_count AS "errorCount", rows FROM import_batch WHERE id = $1`,
        [params.id],
      );
      if (!batch) throw new PlatformError('platform/not-found');
      return batch;
    },
  }),
  route({
    method: 'POST',
    path: '/api/imports/:id/confirmation',
    tag: 'registry',
    summary: '确认导入：写入没有错误的行，全部成功或者全部不写',
    params: Id,
    response: z.object({ written: z.number(), skipped: z.number() }),
    handler: async ({ tx, params, actor, nowMs, touch }) => {
      const { good, skipped } = await takePreview(tx, 'units', params.id);
      const ids: string[] = [];
      const writer = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
      for (const { input } of good) ids.push(await makeUnit(writer, UnitInput.parse(input), 'import'));
      touch({ subject: 'unit', ids });
      return { written: good.length, skipped };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/imports/:id',
    tag: 'registry',
    summary: '放弃导入',
    params: Id,
    response: z.object({ discarded: z.literal(true) }),
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'import', ids: [params.id] });
      const rows = await tx.query(
        `UPDATE import_batch SET state = 'discarded' WHERE id = $1 AND state = 'preview' RETURNING id`,
        [params.id],
      );
      if (rows.length === 0) throw new PlatformError('platform/not-found');
      return { discarded: true };
    },
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
