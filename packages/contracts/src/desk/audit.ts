// SPDX-License-Identifier: Apache-2.0
/** What officials looked at and changed, as the internal supervisor reads it. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

export const ActFilter = z.object({
  words: z.string().trim().max(100).optional(),
  kind: z.enum(['read', 'write']).optional(),
  subject: z.string().max(40).optional(),
  userId: z.string().max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: z.iso.datetime({ offset: true }).optional().describe('分页：上一页最后一条的时间'),
});

export const Act = z.object({
  id: z.uuid(),
  at: z.string(),
  person: z.string(),
  role: z.string(),
  action: z.string(),
  words: z.object({ zh: z.string(), en: z.string() }).describe('操作的说明 · what was done'),
  kind: z.string(),
  subject: z.string().nullable(),
  subjectIds: z.array(z.string()),
  names: z.array(z.string()).describe('看到或改动的单位，至多 20 个'),
  purpose: z.string().nullable(),
  detail: z
    .unknown()
    .describe('查询条件和改动；电话号码已遮盖 · what was asked for or changed, telephone numbers masked'),
  exported: z.boolean().describe('以文件带出 · taken away as a file'),
  outcome: z.string(),
  logIndex: z.number().nullable(),
});
export type Act = z.infer<typeof Act>;

export const listActs = deskOperation({
  method: 'GET',
  path: '/api/audit',
  roles: desk.supervisors,
  tag: 'audit',
  summary: { zh: '执法人员的查看和修改，最新在前', en: 'What officials looked at and changed, newest first' },
  touches: 'audit',
  query: ActFilter,

  answer: z.object({ acts: z.array(Act), next: z.string().nullable() }),
});

export const exportActs = deskOperation({
  method: 'GET',
  path: '/api/audit.xlsx',
  roles: desk.supervisors,
  tag: 'audit',
  summary: { zh: '导出审计记录', en: 'The audit records as a spreadsheet' },
  touches: 'audit',
  query: ActFilter,

  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const readCheckpoint = deskOperation({
  method: 'GET',
  path: '/api/audit/checkpoint',
  roles: desk.supervisors,
  tag: 'audit',
  summary: {
    zh: '平台证据日志的最新检查点（C2SP）',
    en: "The newest checkpoint of the platform's evidence log (C2SP)",
  },
  touches: 'audit',

  answer: z.object({ note: z.string().nullable() }),
});
