// SPDX-License-Identifier: Apache-2.0
/** The register of units over HTTP. */
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';
import { changeUnit, makeUnit, readUnit, UnitChange, UnitDetail, UnitInput } from './unit-detail.ts';
import { listUnits, UnitFilter, UnitPage, UnitQuery } from './unit-list.ts';
import { type ReadRow, readUnitSheet, unitTemplate, writeUnitSheet } from './unit-sheet.ts';

const Id = z.object({ id: z.uuid() });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Today in China. */
export const todayOf = (nowMs: number): string => new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
const mostExported = 10_000;

const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/units',
    tag: 'registry',
    summary: '单位列表：查找、筛选、排序、翻页',
    query: UnitQuery,
    response: UnitPage,
    handler: async ({ tx, query, nowMs, touch }) => {
      const page = await listUnits(tx, query, todayOf(nowMs));
      touch({ subject: 'unit', ids: page.units.map(({ id }) => id), detail: { ...query } });
      return page;
    },
  }),
  route({
    method: 'GET',
    path: '/api/units.xlsx',
    tag: 'registry',
    summary: '导出筛选出的单位；template=true 为导入模板',
    query: UnitFilter.extend({ template: z.stringbool().optional() }),
    handler: async ({ tx, query: { template, ...filter }, nowMs, touch }) => {
      if (template) {
        touch({ subject: 'template', ids: [] });
        return { bytes: await unitTemplate(), type: xlsx, fileName: '单位导入模板.xlsx' };
      }
      const units = [];
      for (let after: string | undefined; units.length < mostExported; ) {
        const page = await listUnits(
          tx,
          { ...filter, sort: 'name', size: 200, ...(after !== undefined && { after }) },
          todayOf(nowMs),
        );
        units.push(...page.units);
        if (page.next === null) break;
        after = page.next;
      }
      touch({ subject: 'unit', ids: [], detail: { ...filter, exported: units.length } });
      return { bytes: await writeUnitSheet(units), type: xlsx, fileName: '单位.xlsx' };
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/map',
    tag: 'registry',
    summary: '地图：一个矩形内的单位，最多 2000 个',
    query: z.object({
      west: z.coerce.number().min(-180).max(180),
      south: z.coerce.number().min(-90).max(90),
      east: z.coerce.number().min(-180).max(180),
      north: z.coerce.number().min(-90).max(90),
    }),
    response: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        longitude: z.number(),
        latitude: z.number(),
        filingState: z.string(),
      }),
    ),
    handler: async ({ tx, query, touch }) => {
      const rows = await tx.query<{ id: string } & Record<string, unknown>>(
        `SELECT id, name, longitude, latitude, filing_state AS "filingState" FROM unit
          WHERE longitude BETWEEN $1 AND $3 AND latitude BETWEEN $2 AND $4 LIMIT 2000`,
        [query.west, query.south, query.east, query.north],
      );
      touch({ subject: 'unit', ids: rows.map(({ id }) => id) });
      return rows;
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/duplicates',
    tag: 'registry',
    summary: '看起来重复的单位：同一信用代码，或同一地址同一名称',
    response: z.array(
      z.object({
        because: z.enum(['credit-code', 'name-and-address']),
        value: z.string(),
        units: z.array(z.object({ id: z.uuid(), name: z.string(), address: z.string() })),
      }),
    ),
    handler: async ({ tx, touch }) => {
      const rows = await tx.query<{
        because: string;
        value: string;
        units: { id: string; name: string; address: string }[];
      }>(
        `SELECT because, value, units FROM (
           SELECT 'credit-code' AS because, credit_code AS value,
                  json_agg(json_build_object('id', id, 'name', name, 'address', address) ORDER BY id) AS units
             FROM unit WHERE credit_code IS NOT NULL GROUP BY credit_code HAVING count(*) > 1
           UNION ALL
           SELECT 'name-and-address', name || ' · ' || address,
                  json_agg(json_build_object('id', id, 'name', name, 'address', address) ORDER BY id)
             FROM unit GROUP BY name, address HAVING count(*) > 1) AS pairs
          WHERE NOT EXISTS (SELECT 1 FROM not_duplicate n
                 WHERE n.first_unit_id = (units -> 0 ->> 'id')::uuid AND n.second_unit_id = (units -> 1 ->> 'id')::uuid)
          LIMIT 200`,
      );
      touch({ subject: 'unit', ids: rows.flatMap(({ units }) => units.map(({ id }) => id)) });
      return rows;
    },
  }),
  route({
    method: 'POST',
    path: '/api/units/duplicates/decision',
    tag: 'registry',
    summary: '认定两条记录不是重复',
    body: z.object({ first: z.uuid(), second: z.uuid(), reason: z.string().trim().min(2).max(500) }),
    response: z.object({ decided: z.literal(true) }),
    handler: async ({ tx, body, actor, touch }) => {
      const [first = '', second = ''] = [body.first, body.second].sort();
      touch({ subject: 'unit', ids: [first, second], purpose: body.reason });
      await tx.query(
        `INSERT INTO not_duplicate (jurisdiction, first_unit_id, second_unit_id, decided_by, reason)
         SELECT jurisdiction, $1, $2, $3, $4 FROM unit WHERE id = $1 ON CONFLICT DO NOTHING`,
        [first, second, actor.userId, body.reason],
      );
      return { decided: true };
    },
  }),
];

const unitRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/units',
    tag: 'registry',
    summary: '登记单位',
    body: UnitInput,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handler: async ({ tx, body, actor, nowMs, touch }) => {
      const id = await makeUnit({ tx, userId: actor.userId, nowMs, today: todayOf(nowMs) }, body, 'edit');
      touch({ subject: 'unit', ids: [id] });
      return { id };
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/:id',
    tag: 'registry',
    summary: '一个单位：基本情况、责任人员、系统、设备、备案期限',
    params: Id,
    response: UnitDetail,
    handler: ({ tx, params, nowMs, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      return readUnit(tx, params.id, todayOf(nowMs));
    },
  }),
  route({
    method: 'PUT',
    path: '/api/units/:id',
    tag: 'registry',
    summary: '修改单位',
    params: Id,
    body: UnitChange,
    response: UnitDetail,
    handler: async ({ tx, params, body, actor, nowMs, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      const today = todayOf(nowMs);
      await changeUnit({ tx, userId: actor.userId, nowMs, today }, params.id, body);
      return readUnit(tx, params.id, today);
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/:id/history',
    tag: 'registry',
    summary: '每个字段的修改历史',
    params: Id,
    response: z.array(
      z.object({
        at: z.string(),
        field: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        by: z.string(),
        ground: z.string(),
      }),
    ),
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      const rows = await tx.query<{ at: Date } & Record<string, unknown>>(
        `SELECT h.changed_at AS at, h.field, h.before, h.after, coalesce(m.display_name, h.changed_by) AS by, h.ground
           FROM field_history h LEFT JOIN member m ON m.user_id = h.changed_by
          WHERE h.unit_id = $1 ORDER BY h.changed_at DESC LIMIT 500`,
        [params.id],
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },
  }),
];

const View = z.object({ id: z.uuid(), name: z.string(), query: z.record(z.string(), z.string()) });

const viewRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/views',
    tag: 'registry',
    summary: '本人保存的筛选',
    response: z.array(View),
    handler: async ({ tx, touch }) => {
      touch({ subject: 'view', ids: [] });
      return [
        ...(await tx.query<z.infer<typeof View>>('SELECT id, name, query FROM saved_view ORDER BY name')),
      ];
    },
  }),
  route({
    method: 'POST',
    path: '/api/views',
    tag: 'registry',
    summary: '保存筛选；同名则替换',
    body: View.omit({ id: true }).extend({ name: z.string().trim().min(1).max(60) }),
    response: View,
    status: 201,
    handler: async ({ tx, body, actor, touch }) => {
      const [row] = await tx.query<z.infer<typeof View>>(
        `INSERT INTO saved_view (user_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query RETURNING id, name, query`,
        [actor.userId, body.name, JSON.stringify(body.query)],
      );
      touch({ subject: 'view', ids: row ? [row.id] : [] });
      return row;
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/views/:id',
    tag: 'registry',
    summary: '删除保存的筛选',
    params: Id,
    response: z.object({ deleted: z.literal(true) }),
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'view', ids: [params.id] });
      const rows = await tx.query('DELETE FROM saved_view WHERE id = $1 RETURNING id', [params.id]);
      if (rows.length === 0) throw new PlatformError('platform/not-found');
      return { deleted: true };
    },
  }),
];

const ImportView = z.object({
  id: z.uuid(),
  fileName: z.string(),
  state: z.enum(['preview', 'confirmed', 'discarded']),
  errorCount: z.number(),
  rows: z.array(
    z.object({
      row: z.number(),
      input: z.record(z.string(), z.unknown()),
      errors: z.array(z.object({ field: z.string(), reason: z.string() })),
    }),
  ),
});

const importRoutes: readonly Route[] = [
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
      const rows = await withDuplicates(tx.query, read);
      const errorCount = rows.filter(({ errors }) => errors.length > 0).length;
      const [batch] = await tx.query<{ id: string }>(
        `INSERT INTO import_batch (user_id, jurisdiction, kind, file_name, rows, error_count, state)
         VALUES ($1, $2, 'units', $3, $4, $5, 'preview') RETURNING id`,
        [actor.userId, actor.jurisdiction, upload.fileName, JSON.stringify(rows), errorCount],
      );
      touch({ subject: 'import', ids: batch ? [batch.id] : [], detail: { rows: rows.length, errorCount } });
      return { id: batch?.id, fileName: upload.fileName, state: 'preview', errorCount, rows };
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
      const [batch] = await tx.query<{ rows: ReadRow[] }>(
        `UPDATE import_batch SET state = 'confirmed' WHERE id = $1 AND state = 'preview' RETURNING rows`,
        [params.id],
      );
      if (!batch) throw new PlatformError('platform/state-conflict', { state: 'confirmed' });
      const good = batch.rows.filter(({ errors }) => errors.length === 0);
      const ids: string[] = [];
      const writer = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
      for (const { input } of good) ids.push(await makeUnit(writer, UnitInput.parse(input), 'import'));
      touch({ subject: 'unit', ids });
      return { written: good.length, skipped: batch.rows.length - good.length };
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
  rows: readonly ReadRow[],
): Promise<readonly ReadRow[]> {
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

export const registryRoutes: readonly Route[] = [
  ...listRoutes,
  ...unitRoutes,
  ...viewRoutes,
  ...importRoutes,
];
