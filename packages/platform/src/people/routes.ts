// SPDX-License-Identifier: Apache-2.0
/** Organisations, members and invitations. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isCreditCode } from '../credit-code.ts';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';
import { makeAccount } from './accounts.ts';
import { organisationKinds, roles } from './tables.ts';

export const Jurisdiction = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$/)
  .describe('GB/T 2260 代码，2、4、6、9 或 12 位；公安机关的辖区为以它开头的全部代码');

const Organisation = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  name: z.string(),
  jurisdiction: z.string(),
  creditCode: z.string().nullable(),
});

const Member = z.object({
  userId: z.string(),
  displayName: z.string(),
  email: z.string(),
  role: z.enum(roles),
  organisationId: z.uuid(),
  organisationName: z.string(),
  jurisdiction: z.string(),
  suspended: z.boolean(),
});

const policeRoles = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
];
const rolesOfKind: Readonly<Record<string, readonly string[]>> = {
  police: policeRoles,
  unit: ['unitManager', 'unitStaff'],
  firm: ['firm'],
};

const invitationDays = 14;
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/organisations',
    tag: 'people',
    summary: '辖区内的机关、单位和从业单位',
    query: z.object({ kind: z.enum(organisationKinds).optional(), words: z.string().max(100).optional() }),
    response: z.array(Organisation),
    handler: async ({ tx, query, touch }) => {
      const rows = await tx.query<z.infer<typeof Organisation>>(
        `SELECT id, kind, name, jurisdiction, credit_code AS "creditCode" FROM organisation
          WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR position($2 IN name) > 0)
          ORDER BY jurisdiction, name LIMIT 200`,
        [query.kind ?? null, query.words ?? null],
      );
      touch({ subject: 'organisation', ids: rows.map((row) => row.id) });
      return rows;
    },
  }),
  route({
    method: 'POST',
    path: '/api/organisations',
    tag: 'people',
    summary: '登记机关、单位或从业单位',
    body: z.object({
      kind: z.enum(organisationKinds),
      name: z.string().trim().min(1).max(120),
      jurisdiction: Jurisdiction,
      creditCode: z
        .string()
        .trim()
        .toUpperCase()
        .refine(isCreditCode, '统一社会信用代码校验位不符')
        .nullable()
        .optional(),
    }),
    response: Organisation,
    status: 201,
    handler: async ({ tx, body, touch }) => {
      const [row] = await tx.query<z.infer<typeof Organisation>>(
        `INSERT INTO organisation (kind, name, jurisdiction, credit_code) VALUES ($1, $2, $3, $4)
         RETURNING id, kind, name, jurisdiction, credit_code AS "creditCode"`,
        [body.kind, body.name, body.jurisdiction, body.creditCode ?? null],
      );
      touch({ subject: 'organisation', ids: row ? [row.id] : [] });
      return row;
    },
  }),
  route({
    method: 'GET',
    path: '/api/members',
    tag: 'people',
    summary: '辖区内的用户',
    response: z.array(Member),
    handler: async ({ tx, touch }) => {
      const rows = await tx.query<z.infer<typeof Member>>(
        `SELECT m.user_id AS "userId", m.display_name AS "displayName", m.email, m.role,
                m.organisation_id AS "organisationId", o.name AS "organisationName", m.jurisdiction, m.suspended
           FROM member m JOIN organisation o ON o.id = m.organisation_id ORDER BY o.name, m.display_name LIMIT 500`,
      );
      touch({ subject: 'member', ids: rows.map((row) => row.userId) });
      return rows;
    },
  }),
  route({
    method: 'PUT',
    path: '/api/members/:id',
    tag: 'people',
    summary: '停用、恢复或换角色',
    params: z.object({ id: z.string().max(64) }),
    body: z.object({ suspended: z.boolean().optional(), role: z.enum(roles).optional() }),
    response: z.object({ changed: z.literal(true) }),
    handler: async ({ tx, params, body, actor, touch, platform }) => {
      touch({ subject: 'member', ids: [params.id], detail: body });
      if (params.id === actor.userId) throw new PlatformError('platform/state-conflict', { state: 'self' });
      const [member] = await tx.query<{ kind: string }>(
        `SELECT o.kind FROM member m JOIN organisation o ON o.id = m.organisation_id WHERE m.user_id = $1`,
        [params.id],
      );
      if (!member) throw new PlatformError('platform/not-found');
      if (body.role && !rolesOfKind[member.kind]?.includes(body.role))
        throw new PlatformError('platform/invalid', { path: 'role', reason: member.kind });
      await tx.query(
        'UPDATE member SET suspended = coalesce($2, suspended), role = coalesce($3, role) WHERE user_id = $1',
        [params.id, body.suspended ?? null, body.role ?? null],
      );
      await platform.database.application.query('DELETE FROM auth.session WHERE "userId" = $1', [params.id]);
      return { changed: true };
    },
  }),
  route({
    method: 'GET',
    path: '/api/invitations',
    tag: 'people',
    summary: '发出的邀请',
    response: z.array(
      z.object({
        id: z.uuid(),
        email: z.string(),
        displayName: z.string(),
        role: z.enum(roles),
        organisationName: z.string(),
        state: z.enum(['open', 'accepted', 'revoked', 'expired']),
        expiresAt: z.string(),
      }),
    ),
    handler: async ({ tx, nowMs, touch }) => {
      const rows = await tx.query<{ id: string; expiresAt: Date } & Record<string, unknown>>(
        `SELECT i.id, i.email, i.display_name AS "displayName", i.role, o.name AS "organisationName",
                i.expires_at AS "expiresAt",
                CASE WHEN accepted_at IS NOT NULL THEN 'accepted' WHEN revoked_at IS NOT NULL THEN 'revoked'
                     WHEN expires_at <= $1 THEN 'expired' ELSE 'open' END AS state
           FROM invitation i JOIN organisation o ON o.id = i.organisation_id ORDER BY i.id DESC LIMIT 200`,
        [new Date(nowMs)],
      );
      touch({ subject: 'invitation', ids: rows.map((row) => row.id) });
      return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }));
    },
  }),
  route({
    method: 'POST',
    path: '/api/invitations',
    tag: 'people',
    summary: '邀请一个人；监督民警可以邀请单位的人，其余由管理员邀请',
    body: z.object({
      email: z.email().max(200),
      displayName: z.string().trim().min(1).max(60),
      role: z.enum(roles),
      organisationId: z.uuid(),
    }),
    response: z.object({
      id: z.uuid(),
      link: z.string().describe('只给这一次；系统只存其散列'),
      expiresAt: z.string(),
    }),
    status: 201,
    handler: async ({ tx, body, actor, nowMs, touch, platform }) => {
      const [organisation] = await tx.query<{ kind: string; jurisdiction: string; name: string }>(
        'SELECT kind, jurisdiction, name FROM organisation WHERE id = $1',
        [body.organisationId],
      );
      if (!organisation) throw new PlatformError('platform/not-found');
      if (!rolesOfKind[organisation.kind]?.includes(body.role))
        throw new PlatformError('platform/invalid', { path: 'role', reason: organisation.kind });
      const token = randomBytes(24).toString('base64url');
      const expiresAt = new Date(nowMs + invitationDays * 86_400_000);
      const [row] = await tx.query<{ id: string }>(
        `INSERT INTO invitation (token_hash, email, display_name, role, organisation_id, jurisdiction, invited_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        [
          hashToken(token),
          body.email.toLowerCase(),
          body.displayName,
          body.role,
          body.organisationId,
          organisation.jurisdiction,
          actor.userId,
          expiresAt,
        ],
      );
      const link = `${platform.publicUrl}/desk/invitation/${token}`;
      touch({ subject: 'invitation', ids: row ? [row.id] : [], detail: { role: body.role } });
      await platform.sendLetter({
        to: body.email,
        subject: '明镜：邀请你登录',
        text: `${body.displayName}：\n\n${organisation.name} 邀请你使用明镜平台。请在 ${invitationDays} 日内打开下面的链接并设置密码（链接只能用一次）：\n\n${link}\n`,
      });
      return { id: row?.id, link, expiresAt: expiresAt.toISOString() };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/invitations/:id',
    tag: 'people',
    summary: '撤回邀请',
    params: z.object({ id: z.uuid() }),
    response: z.object({ revoked: z.literal(true) }),
    handler: async ({ tx, params, nowMs, touch }) => {
      touch({ subject: 'invitation', ids: [params.id] });
      const rows = await tx.query(
        'UPDATE invitation SET revoked_at = $2 WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL RETURNING id',
        [params.id, new Date(nowMs)],
      );
      if (rows.length === 0) throw new PlatformError('platform/not-found');
      return { revoked: true };
    },
  }),
  route({
    method: 'GET',
    path: '/api/public/invitations/:token',
    tag: 'people',
    summary: '打开邀请链接',
    params: z.object({ token: z.string().min(8).max(64) }),
    response: z.object({
      email: z.string(),
      displayName: z.string(),
      role: z.enum(roles),
      organisationName: z.string(),
    }),
    handler: async ({ tx, params, nowMs }) => {
      const [row] = await tx.query<{
        email: string;
        display_name: string;
        role: string;
        organisation_name: string;
      }>('SELECT * FROM mj_find_invitation($1, $2)', [hashToken(params.token), new Date(nowMs)]);
      if (!row) throw new PlatformError('platform/link-expired');
      return {
        email: row.email,
        displayName: row.display_name,
        role: row.role,
        organisationName: row.organisation_name,
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/public/invitations/:token',
    tag: 'people',
    summary: '接受邀请并设置密码；之后用邮箱和密码登录，执法人员还须登记第二因素',
    params: z.object({ token: z.string().min(8).max(64) }),
    body: z.object({ password: z.string().min(12).max(128) }),
    response: z.object({ email: z.string() }),
    status: 201,
    handler: async ({ tx, params, body, nowMs, platform }) => {
      const hash = hashToken(params.token);
      const now = new Date(nowMs);
      const [row] = await tx.query<{ email: string; display_name: string }>(
        'SELECT * FROM mj_find_invitation($1, $2)',
        [hash, now],
      );
      if (!row) throw new PlatformError('platform/link-expired');
      // The account is made first: a crash in between leaves an account that is nobody's member and can do nothing.
      const userId = await makeAccount(platform.signIn, {
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
    },
  }),
];
