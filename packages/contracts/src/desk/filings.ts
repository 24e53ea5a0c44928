// SPDX-License-Identifier: Apache-2.0
/** Filings as the police organ handles them, and their papers. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { FilingForm } from './filing-form.ts';
import { filingKinds, filingStatuses, Id, Version } from './terms.ts';

export const FilingRow = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  jurisdiction: z.string(),
  kind: z.enum(filingKinds),
  status: z.enum(filingStatuses),
  version: z.number(),
  submittedAt: z.string().nullable().describe('最近一次提交'),
  handedInOn: z.string().nullable().describe('首次交齐之日：退回、核验都不改变它'),
  verifiedAt: z.string().nullable(),
  updatedAt: z.string(),
  receiptNumber: z.string().nullable(),
  nationalReceiptNumber: z.string().nullable(),
  held: z
    .object({
      userId: z.string(),
      name: z
        .string()
        .describe('下级看不到上级人员的姓名 · the name of somebody of an organ above is not shown'),
      since: z.string().nullable(),
    })
    .nullable()
    .describe('在谁手里、从何时起 · in whose hands, since when'),
  hasReceipt: z.boolean().describe('本平台出具了回执；导入的原有备案没有'),
});
export type FilingRow = z.infer<typeof FilingRow>;

const Check = z.object({
  field: z.string(),
  weight: z.enum(['error', 'warning']),
  zh: z.string(),
  en: z.string(),
  provision: z.string().optional(),
});

/** To officials, telephone numbers of people show their ends only; `openFiledPhone` opens one. */
export const FilingView = FilingRow.extend({
  form: FilingForm,
  reasons: z.record(z.string(), z.string()).nullable(),
  verificationCode: z.string().nullable(),
  mayBeHeldBy: z
    .array(z.object({ userId: z.string(), name: z.string() }))
    .describe('可以交给谁办理 · to whom it may be handed'),
  recorder: z
    .object({ at: z.string(), fingerprint: z.string(), cameras: z.number() })
    .nullable()
    .describe('随备案提交的录像机事实'),
  checks: z.array(Check),
  sources: z
    .record(z.string(), z.object({ source: z.string(), on: z.string() }))
    .describe('已经掌握、因而填好的字段：从哪里、哪一天的'),
  changes: z
    .array(
      z.object({
        of: z.enum(['unit', 'person', 'camera']),
        name: z.string().nullable().describe('设备编号、人员姓名；单位的字段没有'),
        act: z.enum(['added', 'removed', 'changed']),
        fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      }),
    )
    .describe('与开始填写时已经登记的相比'),
  clocks: z.array(
    z.object({
      instrument: z.string(),
      duty: z.string(),
      applies: z.union([z.boolean(), z.literal('unknown')]),
      due: z.string().nullable(),
      state: z.string(),
      daysLate: z.number().nullable(),
      why: z.string(),
    }),
  ),
  actions: z.array(
    z.object({
      action: z.string(),
      by: z.string(),
      at: z.string(),
      reasons: z.record(z.string(), z.string()).nullable(),
    }),
  ),
});
export type FilingView = z.infer<typeof FilingView>;

export const readWorkbench = deskOperation({
  method: 'GET',
  path: '/api/workbench',
  roles: desk.officials,
  tag: 'filing',
  summary: {
    zh: '今天要办的：待受理、待核验、逾期未备案、留存不足',
    en: 'What is to be done today: to accept, to verify, overdue, kept too briefly',
  },
  touches: 'workbench',

  answer: z.object({
    submitted: z.number(),
    accepted: z.number(),
    overdue: z.number(),
    dueSoon: z.number(),
    shortStorage: z.number(),
    reports: z.number(),
    requests: z.number(),
    queue: z.array(FilingRow),
    overdueUnits: z.array(z.object({ id: z.uuid(), name: z.string(), filingDueOn: z.string() })),
  }),
});

export const listFilings = deskOperation({
  method: 'GET',
  path: '/api/filings',
  roles: desk.officials,
  tag: 'filing',
  summary: { zh: '备案列表', en: 'Filings' },
  touches: 'filing',
  query: z.object({
    status: z.enum(filingStatuses).optional(),
    kind: z.enum(filingKinds).optional(),
    words: z.string().trim().max(100).optional(),
    unitId: z.uuid().optional().describe('一个单位的'),
    jurisdiction: z
      .string()
      .regex(/^\d{2,12}$/)
      .optional()
      .describe('以它开头的区划'),
    page: z.coerce.number<number>().int().min(1).max(1000).default(1),
  }),

  answer: z.object({ filings: z.array(FilingRow), total: z.number() }),
});

export const readFiling = deskOperation({
  method: 'GET',
  path: '/api/filings/:id',
  roles: desk.officials,
  tag: 'filing',
  summary: { zh: '一份备案，附自动检查', en: 'One filing with its automatic checks' },
  touches: 'filing',
  params: Id,

  answer: FilingView,
});

export const acceptFiling = deskOperation({
  method: 'POST',
  path: '/api/filings/:id/acceptance',
  roles: desk.officers,
  tag: 'filing',
  summary: { zh: '受理，由本人核验', en: 'Accept, to verify oneself' },
  touches: 'filing',
  params: Id,
  body: Version,

  answer: FilingView,
});

export const returnFiling = deskOperation({
  method: 'POST',
  path: '/api/filings/:id/return',
  roles: desk.officers,
  tag: 'filing',
  summary: { zh: '退回补正：逐个字段写明理由', en: 'Return for correction, with a reason for each field' },
  touches: 'filing',
  params: Id,
  body: Version.extend({
    reasons: z
      .record(z.string().max(60), z.string().trim().min(2).max(500))
      .refine(
        (reasons) => Object.keys(reasons).length > 0,
        '至少写明一个字段的理由 · give at least one reason',
      ),
  }),

  answer: FilingView,
});

export const verifyFiling = deskOperation({
  method: 'POST',
  path: '/api/filings/:id/verification',
  roles: desk.officers,
  tag: 'filing',
  summary: {
    zh: '核验通过，出具回执；备案内容写入单位登记',
    en: 'Verified: the receipt is issued and what was filed goes into the register',
  },
  touches: 'filing',
  params: Id,
  body: Version,

  answer: FilingView,
});

export const handOverFiling = deskOperation({
  method: 'PUT',
  path: '/api/filings/:id/holder',
  roles: [...desk.officers, ...desk.organHeads],
  tag: 'filing',
  summary: {
    zh: '接手或移交办理中的备案：民警可接手或移交自己的，负责人可指定；须写明理由，原办理人得到通知',
    en: 'Take over or hand over a filing: officers take over or hand on their own, heads name anybody; with a reason, and the former holder is told',
  },
  touches: 'filing',
  params: Id,
  body: Version.extend({
    to: z.string().max(64).nullable().describe('null：放回，任何民警可办 · null: free for any officer'),
    reason: z.string().trim().min(2).max(300),
  }),

  answer: FilingView,
});

export const openFiledPhone = deskOperation({
  method: 'GET',
  path: '/api/filings/:id/people/:index/phone',
  roles: desk.registrars,
  tag: 'filing',
  summary: {
    zh: '打开备案中的一个电话号码；理由和打开的人记入审计',
    en: 'Open a telephone number of a filing; reason and person go into the audit record',
  },
  touches: 'phone',
  params: z.object({ id: z.uuid(), index: z.coerce.number<string>().int().min(0).max(999) }),
  query: z.object({ purpose: z.string().trim().min(2).max(200) }),

  answer: z.object({ phone: z.string() }),
});

/** With a reason the paper has the numbers open; without, officials get it with their ends only. */
const PaperQuery = z.object({
  purpose: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .optional()
    .describe('执法人员要完整电话时的理由，记入审计 · why an official needs whole telephone numbers'),
});

export const readReceipt = deskOperation({
  method: 'GET',
  path: '/api/filings/:id/receipt.pdf',
  roles: desk.officialsAndUnits,
  tag: 'filing',
  summary: { zh: '备案回执（PDF/A，附核验码）', en: 'The receipt (PDF/A, with its verification code)' },
  touches: 'filing',
  params: Id,

  download: 'application/pdf',
});

export const readForm = deskOperation({
  method: 'GET',
  path: '/api/filings/:id/form.pdf',
  roles: desk.officialsAndUnits,
  tag: 'filing',
  summary: {
    zh: '备案基本信息表，可直接用于全国备案平台填报',
    en: 'The filing form, ready for the national filing platform',
  },
  touches: 'filing',
  params: Id,
  query: PaperQuery,

  download: 'application/pdf',
});

export const readFormCopy = deskOperation({
  method: 'GET',
  path: '/api/filings/:id/form.docx',
  roles: desk.officialsAndUnits,
  tag: 'filing',
  summary: {
    zh: '备案基本信息表的可编辑副本（DOCX）',
    en: 'The filing form as a copy that can be edited (DOCX)',
  },
  touches: 'filing',
  params: Id,
  query: PaperQuery,

  download: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
});
