// SPDX-License-Identifier: Apache-2.0
/** What anybody may do: check a receipt, report a camera that should not be there, ask for footage of oneself. */
import { z } from 'zod';
import { randomCode } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';

const line = (max: number) => z.string().trim().min(2).max(max);
const Jurisdiction = z.string().regex(/^\d{6}$/, '六位区划代码 · six digits');
const Acknowledged = z.object({ number: z.string(), receivedAt: z.string() });

/** Tells the day and is hard to guess: `JB20261121-7KQ4M2`. */
const numberOf = (prefix: string, nowMs: number): string =>
  `${prefix}${new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')}-${randomCode(6)}`;

const ReportRow = z.object({
  id: z.uuid(),
  number: z.string(),
  place: z.string(),
  description: z.string(),
  contact: z.string().nullable(),
  state: z.string(),
  createdAt: z.string(),
});

const RequestRow = z.object({
  id: z.uuid(),
  number: z.string(),
  place: z.string(),
  fromAt: z.string(),
  toAt: z.string(),
  relation: z.string(),
  reason: z.string(),
  name: z.string(),
  contact: z.string(),
  state: z.string(),
  createdAt: z.string(),
});

export const publicRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/public/receipts/:code',
    tag: 'public',
    summary: '核对备案回执',
    params: z.object({ code: z.string().trim().min(8).max(32) }),
    response: z.object({
      receiptNumber: z.string(),
      unitName: z.string(),
      kind: z.string(),
      verifiedAt: z.string(),
      superseded: z.boolean().describe('之后又有新的备案'),
    }),
    handler: async ({ tx, params }) => {
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
    },
  }),
  route({
    method: 'POST',
    path: '/api/public/camera-reports',
    tag: 'public',
    summary: '举报违法安装的摄像机',
    body: z.object({
      jurisdiction: Jurisdiction,
      place: line(200),
      description: line(2000),
      contact: z.string().trim().max(120).optional(),
    }),
    response: Acknowledged,
    status: 201,
    handler: async ({ tx, body, nowMs }) => {
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
    },
  }),
  route({
    method: 'POST',
    path: '/api/public/footage-requests',
    tag: 'public',
    summary: '申请查看与自己有关的图像',
    body: z
      .object({
        jurisdiction: Jurisdiction,
        place: line(200),
        fromAt: z.iso.datetime({ offset: true }),
        toAt: z.iso.datetime({ offset: true }),
        relation: z.enum(['self', 'near-relative', 'guardian', 'caretaker', 'custodian', 'other']),
        reason: line(2000),
        name: line(60),
        contact: line(120),
      })
      .refine(({ fromAt, toAt }) => Date.parse(fromAt) < Date.parse(toAt), {
        path: ['toAt'],
        message: '终点须晚于起点 · must be after the beginning',
      }),
    response: Acknowledged,
    status: 201,
    handler: async ({ tx, body, nowMs }) => {
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
    },
  }),
  route({
    method: 'GET',
    path: '/api/camera-reports',
    tag: 'public',
    summary: '收到的举报',
    response: z.array(ReportRow),
    handler: async ({ tx, touch }) => {
      const rows = await tx.query<{ id: string; createdAt: Date } & Record<string, unknown>>(
        `SELECT id, number, place, description, contact, state, created_at AS "createdAt" FROM camera_report
          ORDER BY created_at DESC LIMIT 200`,
      );
      touch({ subject: 'camera-report', ids: rows.map(({ id }) => id) });
      return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
    },
  }),
  route({
    method: 'GET',
    path: '/api/footage-requests',
    tag: 'public',
    summary: '收到的查看申请',
    response: z.array(RequestRow),
    handler: async ({ tx, touch }) => {
      const rows = await tx.query<
        { id: string; fromAt: Date; toAt: Date; createdAt: Date } & Record<string, unknown>
      >(
        `SELECT id, number, place, from_at AS "fromAt", to_at AS "toAt", relation, reason, name, contact, state,
                created_at AS "createdAt" FROM footage_request ORDER BY created_at DESC LIMIT 200`,
      );
      touch({ subject: 'footage-request', ids: rows.map(({ id }) => id) });
      return rows.map(({ fromAt, toAt, createdAt, ...row }) => ({
        ...row,
        fromAt: fromAt.toISOString(),
        toAt: toAt.toISOString(),
        createdAt: createdAt.toISOString(),
      }));
    },
  }),
];
