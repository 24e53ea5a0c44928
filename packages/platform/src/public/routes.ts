// SPDX-License-Identifier: Apache-2.0
/** What anybody may do: check a receipt, report a camera that should not be there, ask for footage of oneself. */
import type { RowOf } from '@mingjing/contracts';
import {
  checkReceipt,
  listCameraReports,
  listFootageRequests,
  reportCamera,
  requestFootage,
} from '@mingjing/contracts/desk';
import { numberOf } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../http/serve.ts';

export const publicRoutes: Routes = [
  serve(checkReceipt, async ({ tx, params }) => {
    const [row] = await tx.query<{
      receipt_number: string;
      unit_name: string;
      kind: string;
      verified_at: Date;
      superseded: boolean;
    }>('SELECT * FROM mj_verify_receipt($1)', [params.code.toUpperCase()]);
    if (!row) throw new PlatformError('platform/not-found');
    return {
      receiptNumber: row.receipt_number,
      unitName: row.unit_name,
      kind: row.kind,
      verifiedAt: row.verified_at.toISOString(),
      superseded: row.superseded,
    };
  }),
  serve(reportCamera, async ({ tx, body, nowMs }) => {
    const number = numberOf('JB', nowMs);
    await tx.query(
      `INSERT INTO camera_report (number, jurisdiction, place, description, contact, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
      [number, body.jurisdiction, body.place, body.description, body.contact ?? null, new Date(nowMs)],
    );
    await tx.query('SELECT mj_notify_place($1, $2, $3, $4, $5)', [
      body.jurisdiction,
      'camera-report',
      number,
      `收到举报 ${number}`,
      new Date(nowMs),
    ]);
    return { number, receivedAt: new Date(nowMs).toISOString() };
  }),
  serve(requestFootage, async ({ tx, body, nowMs }) => {
    const number = numberOf('CK', nowMs);
    await tx.query(
      `INSERT INTO footage_request (number, jurisdiction, place, from_at, to_at, relation, reason, name, contact, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        number,
        body.jurisdiction,
        body.place,
        body.fromAt,
        body.toAt,
        body.relation,
        body.reason,
        body.name,
        body.contact,
        new Date(nowMs),
      ],
    );
    await tx.query('SELECT mj_notify_place($1, $2, $3, $4, $5)', [
      body.jurisdiction,
      'footage-request',
      number,
      `收到查看申请 ${number}`,
      new Date(nowMs),
    ]);
    return { number, receivedAt: new Date(nowMs).toISOString() };
  }),
  serve(listCameraReports, async ({ tx, touch }) => {
    const rows = await tx.query<Omit<RowOf<typeof listCameraReports>, 'createdAt'> & { createdAt: Date }>(
      `SELECT id, number, place, description, contact, state, created_at AS "createdAt" FROM camera_report
          ORDER BY created_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  }),
  serve(listFootageRequests, async ({ tx, touch }) => {
    const rows = await tx.query<
      Omit<RowOf<typeof listFootageRequests>, 'fromAt' | 'toAt' | 'createdAt'> & {
        fromAt: Date;
        toAt: Date;
        createdAt: Date;
      }
    >(
      `SELECT id, number, place, from_at AS "fromAt", to_at AS "toAt", relation, reason, name, contact, state,
                created_at AS "createdAt" FROM footage_request ORDER BY created_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(({ fromAt, toAt, createdAt, ...row }) => ({
      ...row,
      fromAt: fromAt.toISOString(),
      toAt: toAt.toISOString(),
      createdAt: createdAt.toISOString(),
    }));
  }),
];
