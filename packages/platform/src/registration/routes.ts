// SPDX-License-Identifier: Apache-2.0
/** The unit's hand-in, the county's look at its letter, and the decision that makes unit, organisation and invitation. */
import type { RowOf } from '@mingjing/contracts';
import {
  acceptUnitRegistration,
  letterTypes,
  linkUnit as linkUnitOperation,
  listUnitRegistrations,
  mostLetterBytes,
  openRegistrationPhone,
  readSealLetter,
  refuseUnitRegistration,
  registerUnit,
} from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { numberOf } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { takeFile } from '../files/index.ts';
import { postLetter } from '../letter.ts';
import { sendInvitation } from '../people/index.ts';
import { checkServed, insertUnit, linkUnit, maskPhone, organOf, todayOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { organisationOf } from './organisation-of.ts';

type Row = RowOf<typeof listUnitRegistrations>;

const columns = `r.id, r.number, r.jurisdiction, r.name, r.credit_code AS "creditCode", r.place_kind AS "placeKind", r.address,
  r.contact, r.email, r.phone, r.letter_type AS "letterType", r.state, r.reason, r.unit_id AS "unitId",
  r.created_at AS "createdAt"`;

/** @throws PlatformError `platform/not-found`, `platform/state-conflict` once it is decided */
async function findOpen(tx: Transaction, id: string): Promise<Row> {
  const [found] = await tx.query<Row>(`SELECT ${columns} FROM unit_registration r WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  if (!found) throw new PlatformError('platform/not-found');
  if (found.state !== 'received') throw new PlatformError('platform/state-conflict', { state: found.state });
  return found;
}

const decide = (
  { tx, actor, nowMs }: RequestContext,
  id: string,
  set: { readonly state: 'accepted' | 'refused'; readonly reason?: string; readonly unitId?: string },
) =>
  tx.query(
    'UPDATE unit_registration SET state = $2, reason = $3, unit_id = $4, decided_by = $5, decided_at = $6 WHERE id = $1',
    [id, set.state, set.reason ?? null, set.unitId ?? null, actor.userId, new Date(nowMs)],
  );

export const registrationRoutes: Routes = [
  serve(registerUnit, async ({ tx, body, nowMs, services }) => {
    const letter = Buffer.from(body.letter, 'base64');
    await checkServed(tx, body.jurisdiction);
    const { mediaType: type } = await takeFile(services.scanFile, letter, {
      types: letterTypes,
      mostBytes: mostLetterBytes,
      path: 'letter',
    });
    const number = numberOf('DJ', nowMs);
    const at = new Date(nowMs);
    await tx.query(
      `INSERT INTO unit_registration (number, jurisdiction, name, credit_code, place_kind, address, contact, phone, email,
                                      letter, letter_type, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        number,
        body.jurisdiction,
        body.name,
        body.creditCode,
        body.placeKind,
        body.address,
        body.contact,
        body.phone,
        body.email.toLowerCase(),
        letter,
        type,
        at,
      ],
    );
    await tx.query('SELECT mj_notify_place($1, $2, $3, $4, $5)', [
      body.jurisdiction,
      'unit-registration',
      number,
      `${body.name}自行登记 ${number}，等待核对`,
      at,
    ]);
    const organ = await organOf(tx, body.jurisdiction);
    return { number, receivedAt: at.toISOString(), organ: organ?.name ?? null };
  }),
  serve(listUnitRegistrations, async ({ tx, touch }) => {
    const rows = await tx.query<Omit<Row, 'createdAt'> & { readonly createdAt: Date }>(
      `SELECT ${columns}, coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'address', u.address,
                'linked', u.organisation_id IS NOT NULL)) FROM unit u WHERE u.credit_code = r.credit_code), '[]') AS known
         FROM unit_registration r ORDER BY r.state = 'received' DESC, r.created_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(({ createdAt, phone, ...row }) => ({
      ...row,
      phone: maskPhone(phone),
      createdAt: createdAt.toISOString(),
    }));
  }),
  serve(readSealLetter, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [row] = await tx.query<{ letter: Buffer; type: string; number: string }>(
      'SELECT letter, letter_type AS type, number FROM unit_registration WHERE id = $1',
      [params.id],
    );
    if (!row) throw new PlatformError('platform/not-found');
    return { bytes: new Uint8Array(row.letter), type: row.type, fileName: `${row.number}-盖章说明` };
  }),
  serve(openRegistrationPhone, async ({ tx, params, query, touch }) => {
    touch({ ids: [params.id], purpose: query.purpose });
    const [row] = await tx.query<{ phone: string }>('SELECT phone FROM unit_registration WHERE id = $1', [
      params.id,
    ]);
    if (!row) throw new PlatformError('platform/not-found');
    return row;
  }),
  serve(acceptUnitRegistration, async (context) => {
    const { tx, params, body, actor, nowMs, touch, services } = context;
    const found = await findOpen(tx, params.id);
    const by = { tx, userId: actor.userId, nowMs, today: todayOf(nowMs) };
    const ground = `registration:${found.number}`;
    const { name, creditCode, placeKind, address, jurisdiction } = found;
    const unitId =
      body.unitId ?? (await insertUnit(by, { name, creditCode, placeKind, address, jurisdiction }, ground));
    // Who wrote in is known from now on, and is not asked for again (Decree 799 art. 14).
    if (body.unitId === undefined)
      await tx.query(
        `INSERT INTO responsible_person (unit_id, jurisdiction, name, duty, phone) VALUES ($1, $2, $3, '联系人', $4)`,
        [unitId, jurisdiction, found.contact, found.phone],
      );
    const organisation = await organisationOf(tx, found);
    await linkUnit(by, unitId, organisation.id, ground);
    const { link } = await sendInvitation(
      { ...by, publicUrl: services.publicUrl },
      { email: found.email, displayName: found.contact, role: 'unitManager', organisation },
    );
    await decide(context, params.id, { state: 'accepted', unitId });
    touch({ ids: [params.id, unitId] });
    return { unitId, link };
  }),
  serve(refuseUnitRegistration, async (context) => {
    const { tx, params, body, nowMs, touch } = context;
    const found = await findOpen(tx, params.id);
    await decide(context, params.id, { state: 'refused', reason: body.reason });
    await postLetter(tx, nowMs, {
      to: found.email,
      subject: `明镜：单位登记 ${found.number} 没有通过`,
      text: `${found.contact}：\n\n${found.name} 的登记没有通过，理由：${body.reason}\n\n改正后可以重新登记。\n`,
    });
    touch({ ids: [params.id] });
    return { refused: true } as const;
  }),
  serve(linkUnitOperation, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id], detail: body });
    await linkUnit(
      { tx, userId: actor.userId, nowMs },
      params.id,
      body.organisationId,
      `link:${body.reason}`,
    );
    return { organisationId: body.organisationId };
  }),
];
