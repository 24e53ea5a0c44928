// SPDX-License-Identifier: Apache-2.0
/** The signed-in person's own sessions. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk, deskRoles } from '../roles.ts';

export const SessionView = z.object({
  user: z
    .object({ id: z.string(), name: z.string(), email: z.string() })
    .nullable()
    .describe('null: nobody is signed in'),
  role: z.enum(deskRoles).optional(),
  audience: z.enum(['official', 'unit']).optional(),
  organisation: z.object({ id: z.string(), name: z.string(), jurisdiction: z.string() }).optional(),
  assurance: z
    .object({ methods: z.array(z.string()), secondFactor: z.boolean(), provider: z.string(), at: z.string() })
    .optional(),
  gate: z
    .enum(['open', 'password-change-required', 'second-factor-required', 'expired', 'signed-out'])
    .describe('what stands between this session and the work'),
  secondFactorEnrolled: z.boolean().optional(),
  demo: z.boolean().describe('the data are a demonstration'),
  oidc: z.array(z.string()).describe('identity providers offered'),
  mapTiles: z.string().nullable().describe('tile address template; null: the built-in offline base'),
});

export const readSession = deskOperation({
  method: 'GET',
  path: '/api/session',
  roles: 'session',
  tag: 'session',
  summary: {
    zh: '当前会话：谁、什么角色、登录强度',
    en: 'The present session: who, in what role, how surely signed in',
  },

  answer: SessionView,
});

export const raiseSession = deskOperation({
  method: 'POST',
  path: '/api/session/second-factor',
  roles: 'session',
  tag: 'session',
  summary: {
    zh: '在已登录的会话上补第二因素（动态码或备用码），例如由单位身份源登录之后',
    en: 'Add a second factor (one-time or backup code) to a session, for instance one from an identity provider',
  },

  body: z.object({ code: z.string().trim().min(6).max(40) }),

  answer: z.object({ gate: z.enum(['open', 'password-change-required', 'expired']) }),
});

export const listSessions = deskOperation({
  method: 'GET',
  path: '/api/sessions',
  roles: desk.everyone,
  tag: 'session',
  summary: { zh: '本人的全部登录会话', en: "All of one's own sessions" },
  touches: 'session',

  answer: z.array(
    z.object({
      id: z.string(),
      current: z.boolean(),
      createdAt: z.string(),
      expiresAt: z.string(),
      address: z.string().nullable(),
      agent: z.string().nullable(),
    }),
  ),
});

export const endSession = deskOperation({
  method: 'DELETE',
  path: '/api/sessions/:id',
  roles: desk.everyone,
  tag: 'session',
  summary: { zh: '撤销本人的一个会话', en: "End one of one's own sessions" },
  touches: 'session',
  params: z.object({ id: z.string().max(64) }),

  answer: z.object({ revoked: z.literal(true) }),
});
