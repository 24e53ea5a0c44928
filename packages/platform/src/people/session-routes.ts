// SPDX-License-Identifier: Apache-2.0
/** The signed-in person's own session: what it is worth, raising it, the list of all of them. */
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';
import { checkAssurance } from './actor.ts';
import { raiseAssurance } from './sign-in.ts';
import { roles } from './tables.ts';

const SessionView = z.object({
  user: z
    .object({ id: z.string(), name: z.string(), email: z.string() })
    .nullable()
    .describe('null: nobody is signed in'),
  role: z.enum(roles).optional(),
  audience: z.enum(['official', 'unit']).optional(),
  organisation: z.object({ id: z.string(), name: z.string(), jurisdiction: z.string() }).optional(),
  assurance: z
    .object({ methods: z.array(z.string()), secondFactor: z.boolean(), provider: z.string(), at: z.string() })
    .optional(),
  gate: z
    .enum(['open', 'second-factor-required', 'expired', 'signed-out'])
    .describe('what stands between this session and the work'),
  secondFactorEnrolled: z.boolean().optional(),
  demo: z.boolean().describe('the data are a demonstration'),
  oidc: z.array(z.string()).describe('identity providers offered'),
  mapTiles: z.string().nullable().describe('tile address template; null: the built-in offline base'),
});

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/session',
    tag: 'session',
    summary: '当前会话：谁、什么角色、登录强度',
    response: SessionView,
    handler: async ({ platform, headers, nowMs }) => {
      const common = { demo: platform.demo, oidc: platform.oidcIds, mapTiles: platform.mapTiles ?? null };
      const actor = await platform.findActor(headers);
      if (!actor) return { user: null, gate: 'signed-out', ...common };
      return {
        user: { id: actor.userId, name: actor.displayName, email: actor.email },
        role: actor.role,
        audience: actor.audience,
        organisation: {
          id: actor.organisationId,
          name: actor.organisationName,
          jurisdiction: actor.jurisdiction,
        },
        ...(actor.assurance
          ? {
              assurance: {
                methods: actor.assurance.methods,
                secondFactor: actor.assurance.secondFactor,
                provider: actor.assurance.provider,
                at: actor.assurance.at.toISOString(),
              },
            }
          : {}),
        gate: gateOf(() => checkAssurance(actor, nowMs)),
        secondFactorEnrolled: actor.secondFactorEnrolled,
        ...common,
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/session/second-factor',
    tag: 'session',
    summary: '在已登录的会话上补第二因素（动态码），例如由单位身份源登录之后',
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    response: z.object({ gate: z.literal('open') }),
    handler: async ({ platform, headers, body, nowMs }) => {
      const actor = await platform.findActor(headers);
      if (!actor) throw new PlatformError('platform/unauthenticated');
      try {
        await platform.signIn.auth.api.verifyTOTP({ headers, body: { code: body.code } });
      } catch {
        throw new PlatformError('platform/second-factor-required');
      }
      await raiseAssurance(platform.database.application, actor.sessionId, 'totp');
      const raised = await platform.findActor(headers);
      if (!raised) throw new PlatformError('platform/unauthenticated');
      checkAssurance(raised, nowMs);
      return { gate: 'open' };
    },
  }),
  route({
    method: 'GET',
    path: '/api/sessions',
    tag: 'session',
    summary: '本人的全部登录会话',
    response: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        createdAt: z.string(),
        expiresAt: z.string(),
        address: z.string().nullable(),
        agent: z.string().nullable(),
      }),
    ),
    handler: async ({ platform, actor, touch }) => {
      touch({ subject: 'session', ids: [] });
      const { rows } = await platform.database.application.query<{
        id: string;
        createdAt: Date;
        expiresAt: Date;
        ipAddress: string | null;
        userAgent: string | null;
      }>(
        `SELECT id, "createdAt", "expiresAt", "ipAddress", "userAgent" FROM auth.session
          WHERE "userId" = $1 ORDER BY "createdAt" DESC LIMIT 100`,
        [actor.userId],
      );
      return rows.map((row) => ({
        id: row.id,
        current: row.id === actor.sessionId,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        address: row.ipAddress,
        agent: row.userAgent,
      }));
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions/:id',
    tag: 'session',
    summary: '撤销本人的一个会话',
    params: z.object({ id: z.string().max(64) }),
    response: z.object({ revoked: z.literal(true) }),
    handler: async ({ platform, actor, params, touch }) => {
      touch({ subject: 'session', ids: [params.id] });
      const { rowCount } = await platform.database.application.query(
        'DELETE FROM auth.session WHERE id = $1 AND "userId" = $2',
        [params.id, actor.userId],
      );
      if (!rowCount) throw new PlatformError('platform/not-found');
      return { revoked: true };
    },
  }),
];

function gateOf(check: () => void): 'open' | 'second-factor-required' | 'expired' {
  try {
    check();
    return 'open';
  } catch (error) {
    return error instanceof PlatformError && error.code === 'platform/assurance-expired'
      ? 'expired'
      : 'second-factor-required';
  }
}
