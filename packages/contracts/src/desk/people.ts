// SPDX-License-Identifier: Apache-2.0
/** Organisations, members and invitations. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk, deskRoles } from '../roles.ts';
import { shortestPassword } from './account.ts';
import { CreditCode } from './credit-code.ts';
import { organisationKinds } from './terms.ts';

export const Organisation = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  name: z.string(),
  jurisdiction: z.string(),
  creditCode: z.string().nullable(),
});

export const Jurisdiction = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$/)
  .describe('GB/T 2260 代码，2、4、6、9 或 12 位；公安机关的辖区为以它开头的全部代码');

export const Member = z.object({
  userId: z.string(),
  displayName: z.string(),
  email: z.string(),
  role: z.enum(deskRoles),
  organisationId: z.uuid(),
  organisationName: z.string(),
  jurisdiction: z.string(),
  suspended: z.boolean(),
});

export const listOrganisations = deskOperation({
  method: 'GET',
  path: '/api/organisations',
  roles: desk.officials,
  tag: 'people',
  summary: { zh: '辖区内的机关、单位和从业单位', en: 'Organs, units and firms of the jurisdiction' },
  touches: 'organisation',
  query: z.object({ kind: z.enum(organisationKinds).optional(), words: z.string().max(100).optional() }),

  answer: z.array(Organisation),
});

export const makeOrganisation = deskOperation({
  method: 'POST',
  path: '/api/organisations',
  roles: desk.inviters,
  tag: 'people',
  summary: { zh: '登记机关、单位或从业单位', en: 'Register an organ, a unit or a firm' },
  touches: 'organisation',
  body: z.object({
    kind: z.enum(organisationKinds),
    name: z.string().trim().min(1).max(120),
    jurisdiction: Jurisdiction,
    creditCode: CreditCode.nullable().optional(),
  }),

  answer: Organisation,
  status: 201,
});

export const listMembers = deskOperation({
  method: 'GET',
  path: '/api/members',
  roles: desk.officials,
  tag: 'people',
  summary: { zh: '辖区内的用户', en: 'People of the jurisdiction' },
  touches: 'member',

  answer: z.array(Member),
});

export const changeMember = deskOperation({
  method: 'PUT',
  path: '/api/members/:id',
  roles: desk.administrators,
  tag: 'people',
  summary: { zh: '停用、恢复或换角色', en: 'Suspend, restore or give another role' },
  touches: 'member',
  params: z.object({ id: z.string().max(64) }),
  body: z.object({
    suspended: z.boolean().optional(),
    role: z.enum(deskRoles).optional(),
    handTo: z
      .string()
      .max(64)
      .nullable()
      .optional()
      .describe(
        '手上的备案：null 放回，或交给这名民警 · what is held: null frees it, or it goes to this officer',
      ),
  }),

  answer: z.object({ changed: z.literal(true) }),
});

export const listInvitations = deskOperation({
  method: 'GET',
  path: '/api/invitations',
  roles: desk.inviters,
  tag: 'people',
  summary: { zh: '发出的邀请', en: 'Invitations sent' },
  touches: 'invitation',

  answer: z.array(
    z.object({
      id: z.uuid(),
      email: z.string(),
      displayName: z.string(),
      role: z.enum(deskRoles),
      organisationName: z.string(),
      state: z.enum(['open', 'accepted', 'revoked', 'expired']),
      expiresAt: z.string(),
    }),
  ),
});

export const invite = deskOperation({
  method: 'POST',
  path: '/api/invitations',
  roles: desk.inviters,
  tag: 'people',
  summary: {
    zh: '邀请一个人；监督民警可以邀请单位的人，其余由管理员邀请',
    en: 'Invite a person; supervision officers invite people of units, administrators all others',
  },
  touches: 'invitation',
  body: z.object({
    email: z.email().max(200),
    displayName: z.string().trim().min(1).max(60),
    role: z.enum(deskRoles),
    organisationId: z.uuid(),
  }),

  answer: z.object({
    id: z.uuid(),
    link: z.string().describe('只给这一次；系统只存其散列'),
    expiresAt: z.string(),
  }),
  status: 201,
});

export const withdrawInvitation = deskOperation({
  method: 'DELETE',
  path: '/api/invitations/:id',
  roles: desk.administrators,
  tag: 'people',
  summary: { zh: '撤回邀请', en: 'Withdraw an invitation' },
  touches: 'invitation',
  params: z.object({ id: z.uuid() }),

  answer: z.object({ revoked: z.literal(true) }),
});

export const openInvitation = deskOperation({
  method: 'GET',
  path: '/api/public/invitations/:token',
  roles: 'anyone',
  tag: 'people',
  summary: { zh: '打开邀请链接', en: 'Open the link of an invitation' },

  params: z.object({ token: z.string().min(8).max(64) }),

  answer: z.object({
    email: z.string(),
    displayName: z.string(),
    role: z.enum(deskRoles),
    organisationName: z.string(),
  }),
});

export const acceptInvitation = deskOperation({
  method: 'POST',
  path: '/api/public/invitations/:token',
  roles: 'anyone',
  tag: 'people',
  summary: {
    zh: '接受邀请并设置密码；之后用邮箱和密码登录，执法人员还须登记第二因素',
    en: 'Accept an invitation and set a password; officials add a second factor after',
  },

  params: z.object({ token: z.string().min(8).max(64) }),
  body: z.object({ password: z.string().min(shortestPassword).max(128) }),

  answer: z.object({ email: z.string() }),
  status: 201,
  perMinute: 30,
});

export const resetKinds = ['password', 'second-factor'] as const;

export const AccountReset = z.object({
  id: z.uuid(),
  userId: z.string(),
  displayName: z.string(),
  what: z.enum(resetKinds),
  reason: z.string(),
  askedBy: z.string().describe('提出的管理员 · the administrator who asked'),
  askedAt: z.string(),
  expiresAt: z.string(),
  mine: z.boolean().describe('本人提出的，须由另一名管理员批准 · asked by oneself: another has to approve'),
});

export const listResets = deskOperation({
  method: 'GET',
  path: '/api/account-resets',
  roles: desk.administrators,
  tag: 'people',
  summary: { zh: '等待第二名管理员批准的重置', en: 'Resets that wait for a second administrator' },
  touches: 'member',

  answer: z.array(AccountReset),
});

export const askReset = deskOperation({
  method: 'POST',
  path: '/api/members/:id/resets',
  roles: desk.administrators,
  tag: 'people',
  summary: {
    zh: '提出重置一个人的密码或第二因素；由另一名管理员批准后生效',
    en: "Ask to reset a person's password or second factor; it takes another administrator",
  },
  touches: 'member',
  params: z.object({ id: z.string().max(64) }),
  body: z.object({ what: z.enum(resetKinds), reason: z.string().trim().min(4).max(300) }),

  answer: AccountReset,
  status: 201,
});

export const approveReset = deskOperation({
  method: 'POST',
  path: '/api/account-resets/:id/approval',
  roles: desk.administrators,
  tag: 'people',
  summary: {
    zh: '作为第二名管理员批准重置；其全部登录随之结束',
    en: 'Approve a reset as the second administrator; all sign-ins of the person end',
  },
  touches: 'member',
  params: z.object({ id: z.uuid() }),

  answer: z.object({
    password: z
      .string()
      .nullable()
      .describe('一次性密码，只给这一次，当面交给本人 · one-time password, given this once'),
  }),
});

export const declineReset = deskOperation({
  method: 'DELETE',
  path: '/api/account-resets/:id',
  roles: desk.administrators,
  tag: 'people',
  summary: { zh: '撤回或不批准重置', en: 'Take back or decline a reset' },
  touches: 'member',
  params: z.object({ id: z.uuid() }),

  answer: z.object({ declined: z.literal(true) }),
});

export const listHoldings = deskOperation({
  method: 'GET',
  path: '/api/members/:id/holdings',
  roles: desk.administrators,
  tag: 'people',
  summary: {
    zh: '一个人手上正在办理的事项，停用或换角色之前看',
    en: 'What a person has in hand, to be looked at before suspending',
  },
  touches: 'member',
  params: z.object({ id: z.string().max(64) }),

  answer: z.object({
    filings: z.array(z.object({ id: z.uuid(), unitName: z.string(), since: z.string().nullable() })),
    things: z
      .array(z.object({ id: z.uuid(), process: z.string(), title: z.string(), duty: z.string() }))
      .describe('检查、案件等：由该事项换人 · inspections, cases and so on: another is named there'),
    officers: z.array(z.object({ userId: z.string(), name: z.string() })),
  }),
});
