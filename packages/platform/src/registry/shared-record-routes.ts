// SPDX-License-Identifier: Apache-2.0
import { CreditCode, findSharedRecords, loadSharedRecords } from '@mingjing/contracts/desk';
import { asWritten, plainText, readTable } from '@mingjing/web';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { findShared } from './shared-records.ts';

const heads = ['统一社会信用代码', '单位名称', '地址', '场所类型'] as const;

export const sharedRecordRoutes: Routes = [
  serve(loadSharedRecords, async ({ tx, query, upload, actor, touch }) => {
    if (!upload) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
    const { rows } = await readTable(upload.bytes, heads, heads.slice(0, 3));
    const skipped: number[] = [];
    for (const { row, cells } of rows) {
      const [code = null, ...written] = cells;
      const [name = '', address = '', kind = ''] = written.map(asWritten);
      const known = CreditCode.safeParse(plainText(code));
      if (!known.success || name === '' || address === '') {
        skipped.push(row);
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
