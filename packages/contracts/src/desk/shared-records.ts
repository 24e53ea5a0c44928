// SPDX-License-Identifier: Apache-2.0
/** Other departments' data about units. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

export const SharedRecord = z.object({
  creditCode: z.string(),
  name: z.string(),
  address: z.string(),
  placeKind: z.string().nullable(),
  source: z.string(),
  on: z.string(),
});
export type SharedRecord = z.infer<typeof SharedRecord>;

export const loadSharedRecords = deskOperation({
  method: 'POST',
  path: '/api/shared-records',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '载入其他部门的数据（XLSX：统一社会信用代码、单位名称、地址、场所类型）',
    en: "Load other departments' data (XLSX: credit code and fields)",
  },
  touches: 'shared-record',
  query: z.object({ source: z.string().trim().min(2).max(60), on: z.iso.date() }),
  upload: 'form',
  answer: z.object({
    written: z.number(),
    skipped: z.array(z.number()).describe('代码不对或缺字段的行号'),
  }),
  status: 201,
});

export const findSharedRecords = deskOperation({
  method: 'GET',
  path: '/api/shared-records/:code',
  roles: desk.officials,
  tag: 'registry',
  summary: {
    zh: '其他部门已有的数据：填好，不再问',
    en: 'What other departments hold already: filled in, not asked again',
  },
  touches: 'shared-record',
  params: z.object({ code: z.string().max(18) }),

  answer: SharedRecord,
});
