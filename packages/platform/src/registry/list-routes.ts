// SPDX-License-Identifier: Apache-2.0
/** The register as a list: search, map, duplicates, spreadsheet. */

import type { RowOf } from '@mingjing/contracts';
import {
  decideDuplicate,
  exportUnits,
  listDuplicates,
  listUnits,
  listUnitsInside,
} from '@mingjing/contracts/desk';
import { sheetMediaType } from '@mingjing/web';
import { type Routes, serve } from '../http/serve.ts';
import { todayOf } from './today.ts';
import { findUnits } from './unit-list.ts';
import { unitTemplate, writeUnitSheet } from './unit-sheet.ts';

const xlsx = sheetMediaType;
const mostExported = 10_000;

export const listRoutes: Routes = [
  serve(listUnits, async ({ tx, query, nowMs, touch }) => {
    const page = await findUnits(tx, query, todayOf(nowMs));
    touch({ ids: page.units.map(({ id }) => id), detail: { ...query } });
    return page;
  }),
  serve(exportUnits, async ({ tx, query: { template, ...filter }, nowMs, touch }) => {
    if (template) {
      touch({ subject: 'template', ids: [] });
      return { bytes: await unitTemplate(), type: xlsx, fileName: '单位导入模板.xlsx' };
    }
    const units = [];
    for (let after: string | undefined; units.length < mostExported; ) {
      const page = await findUnits(
        tx,
        { ...filter, sort: 'name', size: 200, ...(after !== undefined && { after }) },
        todayOf(nowMs),
      );
      units.push(...page.units);
      if (page.next === null) break;
      after = page.next;
    }
    touch({ ids: [], detail: { ...filter, exported: units.length } });
    return { bytes: await writeUnitSheet(units), type: xlsx, fileName: '单位.xlsx' };
  }),
  serve(listUnitsInside, async ({ tx, query, touch }) => {
    const rows = await tx.query<RowOf<typeof listUnitsInside>>(
      `SELECT id, name, longitude, latitude, filing_state AS "filingState" FROM unit
          WHERE longitude BETWEEN $1 AND $3 AND latitude BETWEEN $2 AND $4 LIMIT 2000`,
      [query.west, query.south, query.east, query.north],
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows;
  }),
  serve(listDuplicates, async ({ tx, touch }) => {
    const rows = await tx.query<RowOf<typeof listDuplicates>>(
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
    touch({ ids: rows.flatMap(({ units }) => units.map(({ id }) => id)) });
    return rows;
  }),
  serve(decideDuplicate, async ({ tx, body, actor, touch }) => {
    const [first = '', second = ''] = [body.first, body.second].sort();
    touch({ ids: [first, second], purpose: body.reason });
    await tx.query(
      `INSERT INTO not_duplicate (jurisdiction, first_unit_id, second_unit_id, decided_by, reason)
         SELECT jurisdiction, $1, $2, $3, $4 FROM unit WHERE id = $1 ON CONFLICT DO NOTHING`,
      [first, second, actor.userId, body.reason],
    );
    return { decided: true } as const;
  }),
];
