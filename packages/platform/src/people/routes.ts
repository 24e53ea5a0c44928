// SPDX-License-Identifier: Apache-2.0
/** Organisations, members and invitations. */

import { type AnswerOf, type DeskRole, deskRolesOf, type RowOf } from '@mingjing/contracts';
import {
  acceptInvitation,
  changeMember,
  invite,
  listHoldings,
  listInvitations,
  listMembers,
  listOrganisations,
  type Member,
  makeOrganisation,
  type Organisation,
  openInvitation,
  withdrawInvitation,
} from '@mingjing/contracts/desk';
import { getProcess } from '@mingjing/law';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { oneOf } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { heldBy, leaveBehind, officersFor } from '../filing/index.ts';
import { linkByCreditCode } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { hashToken, type Invited, sendInvitation } from './invitation.ts';

/** Nothing more can follow. */
const isOver = (process: string, state: string): boolean =>
  !getProcess(process).transitions.some(({ from }) => [from].flat().includes(state));

type RowOfThings = AnswerOf<typeof listHoldings>['things'][number];

const rolesOfKind: Readonly<Record<string, readonly string[]>> = deskRolesOf;

/** A police organ comes from the organ above it: its administrator, its code and more. The row policy says the same. */
const isAbove = ({ role, jurisdiction }: Actor, below: string): boolean =>
  role === 'administrator' && below.length > jurisdiction.length && below.startsWith(jurisdiction);

export const peopleRoutes: Routes = [
  serve(listOrganisations, async ({ tx, query, touch }) => {
    const rows = await tx.query<z.infer<typeof Organisation>>(
      `SELECT id, kind, name, jurisdiction, credit_code AS "creditCode" FROM organisation
          WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR position($2 IN name) > 0 OR credit_code = $2 OR jurisdiction = $2)
          ORDER BY jurisdiction, name LIMIT 200`,
      [query.kind ?? null, query.words ?? null],
    );
    touch({ ids: rows.map((row) => row.id) });
    return rows;
  }),
  serve(makeOrganisation, async ({ tx, body, actor, touch }) => {
    touch({ ids: [], detail: { kind: body.kind, jurisdiction: body.jurisdiction } });
    if (body.kind === 'police' && !isAbove(actor, body.jurisdiction))
      throw new PlatformError('platform/organ-from-above', { jurisdiction: body.jurisdiction });
    const row = oneOf(
      await tx.query<z.infer<typeof Organisation>>(
        `INSERT INTO organisation (kind, name, jurisdiction, credit_code) VALUES ($1, $2, $3, $4)
         RETURNING id, kind, name, jurisdiction, credit_code AS "creditCode"`,
        [body.kind, body.name, body.jurisdiction, body.creditCode ?? null],
      ),
    );
    touch({ ids: [row.id] });
    return row;
  }),
  serve(listMembers, async ({ tx, touch }) => {
    const rows = await tx.query<z.infer<typeof Member>>(
      `SELECT m.user_id AS "userId", m.display_name AS "displayName", m.email, m.role,
                m.organisation_id AS "organisationId", o.name AS "organisationName", m.jurisdiction, m.suspended
           FROM member m JOIN organisation o ON o.id = m.organisation_id ORDER BY o.name, m.display_name LIMIT 500`,
    );
    touch({ ids: rows.map((row) => row.userId) });
    return rows;
  }),
  serve(changeMember, async ({ tx, params, body, actor, nowMs, touch, services }) => {
    touch({ ids: [params.id], detail: body });
    if (params.id === actor.userId) throw new PlatformError('platform/state-conflict', { state: 'self' });
    const [member] = await tx.query<{ kind: string; role: string }>(
      `SELECT o.kind, m.role FROM member m JOIN organisation o ON o.id = m.organisation_id WHERE m.user_id = $1`,
      [params.id],
    );
    if (!member) throw new PlatformError('platform/not-found');
    if (body.role && !rolesOfKind[member.kind]?.includes(body.role))
      throw new PlatformError('platform/invalid', { path: 'role', reason: member.kind });
    const leaves = body.suspended === true || (body.role !== undefined && body.role !== member.role);
    if (leaves) {
      const freed = await leaveBehind({ tx, userId: actor.userId, nowMs }, params.id, body.handTo);
      if (freed.length > 0) touch({ subject: 'filing', ids: freed });
    }
    await tx.query(
      'UPDATE member SET suspended = coalesce($2, suspended), role = coalesce($3, role) WHERE user_id = $1',
      [params.id, body.suspended ?? null, body.role ?? null],
    );
    await services.accounts.endAllSessions(params.id);
    return { changed: true } as const;
  }),
  serve(listHoldings, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [member] = await tx.query<{ jurisdiction: string }>(
      'SELECT jurisdiction FROM member WHERE user_id = $1',
      [params.id],
    );
    if (!member) throw new PlatformError('platform/not-found');
    const filings = await heldBy(tx, params.id);
    const named = await tx.query<RowOfThings & { state: string }>(
      `SELECT DISTINCT i.id, i.process, i.title, i.state, p.duty FROM process_person p JOIN process_instance i ON i.id = p.instance_id
        WHERE p.user_id = $1 AND p.until_seq IS NULL AND i.process <> 'filing' ORDER BY i.process, i.title LIMIT 200`,
      [params.id],
    );
    const things = named.filter(({ process, state }) => !isOver(process, state));
    const officers = await officersFor(tx, member.jurisdiction);
    return {
      filings: filings.map(({ id, unitName, heldSince }) => ({
        id,
        unitName,
        since: heldSince?.toISOString() ?? null,
      })),
      things: things.map(({ state: _, ...thing }) => thing),
      officers: officers.filter(({ userId }) => userId !== params.id),
    };
  }),
  serve(listInvitations, async ({ tx, nowMs, touch }) => {
    const rows = await tx.query<Omit<RowOf<typeof listInvitations>, 'expiresAt'> & { expiresAt: Date }>(
      `SELECT i.id, i.email, i.display_name AS "displayName", i.role, o.name AS "organisationName",
                i.expires_at AS "expiresAt",
                CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN revoked_at IS NOT NULL THEN 'revoked'
                     WHEN expires_at <= $1 THEN 'expired' ELSE 'open' END AS state
           FROM invitation i JOIN organisation o ON o.id = i.organisation_id ORDER BY i.id DESC LIMIT 200`,
      [new Date(nowMs)],
    );
    touch({ ids: rows.map((row) => row.id) });
    return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }));
  }),
  serve(invite, async ({ tx, body, actor, nowMs, touch, services }) => {
    const [organisation] = await tx.query<Invited & { readonly kind: string }>(
      'SELECT id, kind, jurisdiction, name, credit_code AS "creditCode" FROM organisation WHERE id = $1',
      [body.organisationId],
    );
    if (!organisation) throw new PlatformError('platform/not-found');
    if (!rolesOfKind[organisation.kind]?.includes(body.role))
      throw new PlatformError('platform/invalid', { path: 'role', reason: organisation.kind });
    const { id, link, expiresAt } = await sendInvitation(
      { tx, userId: actor.userId, nowMs, publicUrl: services.publicUrl },
      { ...body, organisation },
    );
    touch({ ids: [id], detail: { role: body.role } });
    if (organisation.kind === 'unit')
      await linkByCreditCode({ tx, userId: actor.userId, nowMs }, organisation, `invitation:${id}`);
    return { id, link, expiresAt: expiresAt.toISOString() };
  }),
  serve(withdrawInvitation, async ({ tx, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const rows = await tx.query(
      'UPDATE invitation SET revoked_at = $2 WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL RETURNING id',
      [params.id, new Date(nowMs)],
    );
    if (rows.length === 0) throw new PlatformError('platform/not-found');
    return { revoked: true } as const;
  }),
  serve(openInvitation, async ({ tx, params, nowMs }) => {
    const [row] = await tx.query<{
      email: string;
      display_name: string;
      role: DeskRole;
      organisation_name: string;
    }>('SELECT * FROM mj_find_invitation($1, $2)', [hashToken(params.token), new Date(nowMs)]);
    if (!row) throw new PlatformError('platform/link-expired');
    return {
      email: row.email,
      displayName: row.display_name,
      role: row.role,
      organisationName: row.organisation_name,
    };
  }),
  serve(acceptInvitation, async ({ tx, params, body, nowMs, services }) => {
    const hash = hashToken(params.token);
    const now = new Date(nowMs);
    const [row] = await tx.query<{ email: string; display_name: string }>(
      'SELECT * FROM mj_find_invitation($1, $2)',
      [hash, now],
    );
    if (!row) throw new PlatformError('platform/link-expired');
    // The account is made first: a crash in between leaves an account that is nobody's member and can do nothing.
    const userId = await services.accounts.make({
      email: row.email,
      name: row.display_name,
      password: body.password,
    });
    const [used] = await tx.query<{ ok: boolean }>('SELECT mj_use_invitation($1, $2, $3) AS ok', [
      hash,
      userId,
      now,
    ]);
    if (!used?.ok) throw new PlatformError('platform/link-expired');
    return { email: row.email };
  }),
];
