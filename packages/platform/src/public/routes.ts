// SPDX-License-Identifier: Apache-2.0
/** What anybody may do: check a receipt, report a camera that should not be there, ask for footage of oneself. */
import { randomUUID } from 'node:crypto';
import type { AnswerOf, Asked, RowOf } from '@mingjing/contracts';
import {
  checkReceipt,
  listCameraReports,
  listFootageRequests,
  listServedPlaces,
  lookUpNumber,
  mostPhotoBytes,
  openReportContact,
  openReportedComplaint,
  openRequestContact,
  readReportPhoto,
  reportCamera,
  requestFootage,
} from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { numberOf } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { takeFile } from '../files/index.ts';
import { checkServed, maskContact, organOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { openThing } from '../workflow/index.ts';

/** How a citizen is reached, whole; the reason is in the audit record. */
async function contactIn(
  { tx, touch }: Pick<RequestContext, 'tx' | 'touch'>,
  table: 'camera_report' | 'footage_request',
  id: string,
  purpose: string,
): Promise<{ readonly phone: string }> {
  touch({ ids: [id], purpose });
  const [row] = await tx.query<{ contact: string | null }>(`SELECT contact FROM ${table} WHERE id = $1`, [
    id,
  ]);
  if (row?.contact == null) throw new PlatformError('platform/not-found');
  return { phone: row.contact };
}

export const publicRoutes: Routes = [
  serve(checkReceipt, async ({ tx, params }) => {
    const [row] = await tx.query<{
      receipt_number: string;
      unit_name: string;
      kind: string;
      handed_in_on: string | null;
      verified_at: Date;
      organ: string | null;
      superseded: boolean;
    }>('SELECT * FROM mj_verify_receipt($1)', [params.code.toUpperCase()]);
    if (!row) throw new PlatformError('platform/not-found');
    return {
      receiptNumber: row.receipt_number,
      unitName: row.unit_name,
      kind: row.kind,
      handedInOn: row.handed_in_on,
      organ: row.organ,
      verifiedAt: row.verified_at.toISOString(),
      superseded: row.superseded,
    };
  }),
  serve(listServedPlaces, async ({ tx }) => [
    ...(await tx.query<RowOf<typeof listServedPlaces>>('SELECT code, name FROM mj_served_places()')),
  ]),
  serve(lookUpNumber, async ({ tx, params }) => {
    const [row] = await tx.query<{
      kind: AnswerOf<typeof lookUpNumber>['kind'];
      received_at: Date;
      state: string;
      reason: string | null;
      jurisdiction: string;
      held_at: Date | null;
    }>('SELECT * FROM mj_look_up($1)', [params.number]);
    if (!row) throw new PlatformError('platform/not-found');
    const { kind, received_at: at, state, reason, jurisdiction } = row;
    const organ = await organOf(tx, jurisdiction);
    return {
      kind,
      receivedAt: at.toISOString(),
      state,
      reason,
      organ: organ?.name ?? null,
      heldAt: row.held_at?.toISOString() ?? null,
    };
  }),
  serve(reportCamera, async ({ tx, body, nowMs, services }) => {
    await checkServed(tx, body.jurisdiction);
    const id = randomUUID();
    const number = numberOf('JB', nowMs);
    const photos = [];
    for (const [at, photo] of (body.photos ?? []).entries()) {
      const bytes = Buffer.from(photo, 'base64');
      const taken = await takeFile(services.scanFile, bytes, {
        types: ['image/jpeg', 'image/png'],
        mostBytes: mostPhotoBytes,
        path: `photos.${at}`,
      });
      photos.push({ bytes, ...taken });
    }
    await tx.query(
      `INSERT INTO camera_report (id, number, jurisdiction, place, description, contact, created_at, about)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        number,
        body.jurisdiction,
        body.place,
        body.description,
        body.contact ?? null,
        new Date(nowMs),
        body.about,
      ],
    );
    const told = body.about === 'official' ? 'mj_notify_supervisors' : 'mj_notify_place';
    await tx.query(`SELECT ${told}($1, $2, $3, $4, $5)`, [
      body.jurisdiction,
      'camera-report',
      number,
      `收到举报 ${number}`,
      new Date(nowMs),
    ]);
    for (const { bytes, mediaType, scanned } of photos)
      await tx.query(
        'INSERT INTO camera_report_photo (report_id, jurisdiction, media_type, bytes, scanned) VALUES ($1, $2, $3, $4, $5)',
        [id, body.jurisdiction, mediaType, bytes, scanned],
      );
    const organ = await organOf(tx, body.jurisdiction);
    return { number, receivedAt: new Date(nowMs).toISOString(), organ: organ?.name ?? null };
  }),
  serve(requestFootage, async ({ tx, body, nowMs }) => {
    await checkServed(tx, body.jurisdiction);
    const number = numberOf('CK', nowMs);
    const asked = await askUnit(tx, number, body, nowMs);
    await tx.query(
      `INSERT INTO footage_request (number, jurisdiction, place, from_at, to_at, relation, reason, name, contact, created_at, thing_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
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
        asked?.thing ?? null,
      ],
    );
    await tx.query('SELECT mj_notify_place($1, $2, $3, $4, $5)', [
      body.jurisdiction,
      'footage-request',
      number,
      `收到查看申请 ${number}`,
      new Date(nowMs),
    ]);
    const organ = await organOf(tx, body.jurisdiction);
    return {
      number,
      receivedAt: new Date(nowMs).toISOString(),
      organ: organ?.name ?? null,
      unit: asked?.unit_name ?? null,
    };
  }),
  serve(listCameraReports, async ({ tx, touch }) => {
    const rows = await tx.query<Omit<RowOf<typeof listCameraReports>, 'createdAt'> & { createdAt: Date }>(
      `SELECT id, number, place, description, contact, state, created_at AS "createdAt", about, thing_id AS "thingId",
              ARRAY(SELECT p.id FROM camera_report_photo p WHERE p.report_id = camera_report.id ORDER BY p.id) AS photos FROM camera_report
          ORDER BY created_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(({ createdAt, contact, ...row }) => ({
      ...row,
      contact: contact === null ? null : maskContact(contact),
      createdAt: createdAt.toISOString(),
    }));
  }),
  serve(openReportedComplaint, async ({ tx, params, actor, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const [report] = await tx.query<Report>(
      `SELECT number, jurisdiction, place, description, about, thing_id AS "thingId" FROM camera_report WHERE id = $1 FOR UPDATE`,
      [params.id],
    );
    if (!report) throw new PlatformError('platform/not-found');
    // Pressed twice, it is one complaint.
    if (report.thingId !== null) return { thingId: report.thingId };
    const { number, jurisdiction, place, description, about } = report;
    const thingId = await openThing(tx, {
      process: 'complaint',
      title: `举报 ${number}：${place}`.slice(0, 200),
      jurisdiction,
      data: { text: description, place, number, report: params.id, about },
      userId: actor.userId,
      nowMs,
    });
    await tx.query('UPDATE camera_report SET thing_id = $2 WHERE id = $1', [params.id, thingId]);
    if (about === 'official') await tx.query(`SELECT mj_restrict($1, 'internalSupervisor')`, [thingId]);
    return { thingId };
  }),
  serve(readReportPhoto, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [row] = await tx.query<{ bytes: Buffer; type: string }>(
      'SELECT bytes, media_type AS type FROM camera_report_photo WHERE id = $1 AND report_id = $2',
      [params.photo, params.id],
    );
    if (!row) throw new PlatformError('platform/not-found');
    return { bytes: new Uint8Array(row.bytes), type: row.type, fileName: '照片', inline: true };
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
    return rows.map(({ fromAt, toAt, createdAt, contact, ...row }) => ({
      ...row,
      contact: maskContact(contact),
      fromAt: fromAt.toISOString(),
      toAt: toAt.toISOString(),
      createdAt: createdAt.toISOString(),
    }));
  }),
  serve(openReportContact, (context) =>
    contactIn(context, 'camera_report', context.params.id, context.query.purpose),
  ),
  serve(openRequestContact, (context) =>
    contactIn(context, 'footage_request', context.params.id, context.query.purpose),
  ),
];

interface Report extends Record<string, unknown> {
  readonly number: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly description: string;
  readonly about: string;
  readonly thingId: string | null;
}

/** Opens the process with the unit that has this code; its recorders are sent for, and hold the footage before anybody decides. */
async function askUnit(
  tx: Transaction,
  number: string,
  { receipt, fromAt, toAt, relation, reason, name, contact }: Asked<typeof requestFootage>['body'],
  nowMs: number,
): Promise<{ readonly unit_name: string; readonly thing: string } | undefined> {
  if (receipt === undefined) return undefined;
  const [opened] = await tx.query<{ unit_name: string; thing: string }>(
    'SELECT unit_name, thing FROM mj_open_citizen_request($1, $2, $3, $4, $5, $6)',
    [
      receipt,
      JSON.stringify({ citizen: { number, from: fromAt, to: toAt, relation, reason, name, contact } }),
      `查看申请 ${number}`,
      fromAt,
      toAt,
      new Date(nowMs),
    ],
  );
  return opened;
}
