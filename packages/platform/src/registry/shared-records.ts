// SPDX-License-Identifier: Apache-2.0
/** What another department's data already holds: filled in, named with its source, and not asked (D799 art. 14). */
import {
  CreditCode,
  findSharedRecords,
  loadSharedRecords,
  type SharedRecord,
} from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../http/serve.ts';
import { readNamedColumns } from './unit-sheet.ts';

const heads = ['统一社会信用代码', '单位名称', '地址', '场所类型'] as const;

async function findShared(tx: Transaction, creditCode: string): Promise<SharedRecord | undefined> {
  const [row] = await tx.query<SharedRecord>(
    `SELECT credit_code AS "creditCode", name, address, place_kind AS "placeKind", source, as_of::text AS on
       FROM shared_record WHERE credit_code = $1 ORDER BY as_of DESC LIMIT 1`,
    [creditCode],
  );
  return row;
}

/** Names the source of every field of a unit that is as the other department holds it. */
export async function nameSources(tx: Transaction, unitId: string): Promise<void> {
  await tx.query(
    `UPDATE unit u SET sources = coalesce((
       SELECT jsonb_object_agg(field, jsonb_build_object('source', s.source, 'on', s.as_of::text))
         FROM shared_record s, LATERAL (VALUES ('name', u.name = s.name), ('address', u.address = s.address),
              ('placeKind', u.place_kind = s.place_kind)) AS same (field, is_same)
        WHERE s.credit_code = u.credit_code AND s.jurisdiction = left(u.jurisdiction, length(s.jurisdiction)) AND is_same), '{}')
      WHERE u.id = $1`,
    [unitId],
  );
}

export const sharedRecordRoutes: Routes = [
  serve(loadSharedRecords, async ({ tx, query, upload, actor, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const rows = await readNamedColumns(upload.bytes, heads, heads.slice(0, 3));
    const skipped: number[] = [];
    for (const [index, [code = '', name = '', address = '', kind = '']] of rows.entries()) {
      const known = CreditCode.safeParse(code);
      if (!known.success || name === '' || address === '') {
        skipped.push(index + 2);
        continue;
      }
      await tx.query(
        `INSERT INTO shared_record (jurisdiction, credit_code, name, address, place_kind, source, as_of)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credit_code, jurisdiction) DO UPDATE SET name = excluded.name,
             address = excluded.address, place_kind = excluded.place_kind, source = excluded.source, as_of = excluded.as_of`,
        [
          actor.jurisdiction,
          known.data,
          name.slice(0, 120),
          address.slice(0, 200),
          kind || null,
          query.source,
          query.on,
        ],
      );
    }
    touch({ ids: [], detail: { ...query, rows: rows.length } });
    return { written: rows.length - skipped.length, skipped };
  }),
  serve(findSharedRecords, async ({ tx, params, touch }) => {
    touch({ ids: [], detail: params });
    const found = await findShared(tx, params.code.toUpperCase());
    if (!found) throw new PlatformError('platform/not-found');
    return found;
  }),
];
