// SPDX-License-Identifier: Apache-2.0
/** The register as a list: search, map, duplicates, spreadsheet. */
import { z } from 'zod';
import { type Route, route } from '../http/context.ts';
import { todayOf } from './today.ts';
import { listUnits, UnitFilter, UnitPage, UnitQuery } from './unit-list.ts';
import { unitTemplate, writeUnitSheet } from './unit-sheet.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const mostExported = 10_000;

export const listRoutes: readonly Route[] = [
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
