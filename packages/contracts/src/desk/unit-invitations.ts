// SPDX-License-Identifier: Apache-2.0
/** Many units invited at once, by choosing them in the list or by a table; every row says what became of it. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { line } from './camera-fields.ts';

/** Most units that are invited or reminded with one call. */
export const mostAtOnce = 500;

export const invitationOutcomes = ['invited', 'again', 'member', 'unknown', 'failed'] as const;

const Contact = z.object({
  displayName: line(60).describe('联系人 · the contact'),
  email: z.email().max(200),
});

export const InvitationRow = z.object({
  row: z.number().describe('第几行，从 1 起；表格里是表格的行号 · from 1; in a sheet the row of the sheet'),
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  outcome: z
    .enum(invitationOutcomes)
    .describe(
      'again：原邀请作废，另发 · the earlier invitation ends; member：已有账号 · signs in already; unknown：辖区内没有这个单位 · no such unit here',
    ),
  reason: z.string().nullable().describe('没有发出的原因 · why not'),
});

export const inviteUnits = deskOperation({
  method: 'POST',
  path: '/api/unit-invitations',
  roles: desk.officers,
  tag: 'registration',
  summary: {
    zh: '批量邀请单位办理备案：没有组织的建立组织，逐行说明结果',
    en: 'Invite many units to file: an organisation is made where there is none, every row says what became of it',
  },
  touches: 'invitation',
  body: z.object({
    rows: z
      .array(Contact.extend({ unitId: z.uuid() }))
      .min(1)
      .max(mostAtOnce),
  }),
  answer: z.object({ invited: z.number(), rows: z.array(InvitationRow) }),
});

export const InvitationSheetRow = z.object({
  row: z.number(),
  unitId: z.uuid().nullable(),
  unitName: z.string().describe('登记的名称；找不到时为表中所写 · as registered, else as written'),
  displayName: z.string(),
  email: z.string(),
  problem: z.string().nullable().describe('这一行为什么不能发 · why this row cannot be sent'),
});

export const readInvitationSheet = deskOperation({
  method: 'POST',
  path: '/api/unit-invitations/sheet',
  roles: desk.officers,
  tag: 'registration',
  summary: {
    zh: '读一张邀请名单（统一社会信用代码或单位名称、联系人、邮箱），对应到登记的单位；不发出',
    en: 'Read a list to invite (credit code or name, contact, e-mail) and find the registered units; nothing is sent',
  },
  touches: 'unit',
  upload: 'form',
  answer: z.object({ rows: z.array(InvitationSheetRow) }),
});
