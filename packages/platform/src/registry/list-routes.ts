// SPDX-License-Identifier: Apache-2.0
/** The register as a list: search, map, duplicates, spreadsheet. */

import type { RowOf } from '@mingjing/contracts';
import {
  decideDuplicate,
  exportUnits,
  listDuplicates,
  listUnits,
  listUnitsInside,
  mergeUnits,
} from '@mingjing/contracts/desk';
import { sheetMediaType } from '@mingjing/web';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { todayOf } from './today.ts';
import { countAll, findUnits, readAll } from './unit-list.ts';
import { unitSheet, unitTemplate } from './unit-sheet.ts';

const xlsx = sheetMediaType;

export const listRoutes: Routes = [
  serve(listUnits, async ({ tx, query, nowMs, touch }) => {
    const page = await findUnits(tx, query, todayOf(nowMs));
    touch({ ids: page.units.map(({ id }) => id), detail: { ...query } });
    return page;
  }),
  serve(exportUnits, async ({ tx, query: { template, ...filter }, nowMs, stream, touch }) => {
    if (template) {
      touch({ subject: 'template', ids: [] });
      return { bytes: await unitTemplate(), type: xlsx, fileName: '单位导入模板.xlsx' };
    }
    const today = todayOf(nowMs);
    const total = await countAll(tx, filter, today);
    touch({ ids: [], detail: { ...filter, exported: total } });
    return {
      bytes: stream((reading) => unitSheet(readAll(reading, filter, today))),
      type: xlsx,
      fileName: '单位.xlsx',
      headers: { 'x-rows': String(total) },
    };
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
      `SELECT l.because, l.likeness, CASE l.because WHEN 'credit-code' THEN a.credit_code ELSE a.name || ' · ' || a.address END AS value,
              json_build_array(json_build_object('id', a.id, 'name', a.name, 'address', a.address),
                json_build_object('id', b.id, 'name', b.name, 'address', b.address)) AS units
         FROM unit_likeness l JOIN unit a ON a.id = l.first_unit_id JOIN unit b ON b.id = l.second_unit_id
        WHERE NOT EXISTS (SELECT 1 FROM not_duplicate n
                WHERE n.first_unit_id = l.first_unit_id AND n.second_unit_id = l.second_unit_id)
        ORDER BY l.likeness DESC, l.first_unit_id, l.second_unit_id LIMIT 200`,
    );
    touch({ ids: rows.flatMap(({ units }) => units.map(({ id }) => id)) });
    return rows;
  }),
  serve(mergeUnits, async ({ tx, body, actor, nowMs, touch }) => {
    touch({ ids: [body.keep, body.gone], purpose: body.reason });
    const [done] = await tx.query<{ merged: boolean }>(
      'SELECT mj_merge_units($1, $2, $3, $4, $5) AS merged',
      [body.keep, body.gone, actor.userId, body.reason, new Date(nowMs)],
    );
    if (!done?.merged) throw new PlatformError('platform/not-mergeable');
    return { id: body.keep };
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
