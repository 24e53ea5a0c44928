// SPDX-License-Identifier: Apache-2.0
/** Spreadsheets of units and of filings made before: previewed, then confirmed. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { Id } from './terms.ts';
import { Doubt } from './units.ts';

export const ImportView = z.object({
  id: z.uuid(),
  fileName: z.string(),
  state: z.enum(['preview', 'confirmed', 'discarded']),
  errorCount: z.number(),
  unread: z
    .array(z.string())
    .optional()
    .describe('还有哪些可见的工作表也是这样的表：一次只读一个，这些没有读'),
  rows: z.array(
    z.object({
      row: z.number(),
      input: z.record(z.string(), z.unknown()),
      unitId: z.uuid().optional().describe('已登记的单位：按它修改'),
      changes: z
        .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
        .optional()
        .describe('已登记的单位会改的字段；空格不改'),
      errors: z.array(z.object({ field: z.string(), reason: z.string() })),
      doubts: z.array(Doubt).optional().describe('不妨碍导入，但应核对'),
    }),
  ),
});

export const beginUnitImport = deskOperation({
  method: 'POST',
  path: '/api/imports',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '上传 XLSX：逐行检查，确认之前什么也不写',
    en: 'Upload a spreadsheet: checked row by row, nothing is written before it is confirmed',
  },

  touches: 'import',
  upload: 'form',
  answer: ImportView,
  status: 201,
});

export const readImport = deskOperation({
  method: 'GET',
  path: '/api/imports/:id',
  roles: desk.registrars,
  tag: 'registry',
  summary: { zh: '导入预览', en: "An import's preview" },
  touches: 'import',
  params: Id,

  answer: ImportView,
});

export const readImportErrors = deskOperation({
  method: 'GET',
  path: '/api/imports/:id/errors.xlsx',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '有问题的行，还是那张表，多一列写明原因；改好后可以再上传',
    en: 'The rows with errors as the same table with a column of reasons, to be mended and uploaded again',
  },
  touches: 'import',
  params: Id,

  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const confirmUnitImport = deskOperation({
  method: 'POST',
  path: '/api/imports/:id/confirmation',
  roles: desk.registrars,
  tag: 'registry',
  summary: {
    zh: '确认导入：写入没有错误的行，全部成功或者全部不写',
    en: 'Confirm an import: the rows without errors are written, all or none',
  },
  touches: 'unit',
  params: Id,

  answer: z.object({ written: z.number(), updated: z.number(), skipped: z.number() }),
});

export const discardImport = deskOperation({
  method: 'DELETE',
  path: '/api/imports/:id',
  roles: desk.registrars,
  tag: 'registry',
  summary: { zh: '放弃导入', en: 'Discard an import' },
  touches: 'import',
  params: Id,

  answer: z.object({ discarded: z.literal(true) }),
});

export const beginFilingImport = deskOperation({
  method: 'POST',
  path: '/api/filing-imports',
  roles: desk.registrars,
  tag: 'filing',
  summary: {
    zh: '上传已有备案（XLSX）：逐行检查，确认之前什么也不写',
    en: 'Upload filings made before (XLSX): checked row by row, nothing is written before it is confirmed',
  },

  touches: 'import',
  upload: 'form',
  answer: ImportView,
  status: 201,
});

export const confirmFilingImport = deskOperation({
  method: 'POST',
  path: '/api/filing-imports/:id/confirmation',
  roles: desk.registrars,
  tag: 'filing',
  summary: {
    zh: '确认：写入没有错误的行，全部成功或者全部不写',
    en: 'Confirm: the rows without errors are written, all or none',
  },
  touches: 'unit',
  params: Id,

  answer: z.object({ written: z.number(), updated: z.number(), skipped: z.number() }),
});
