// SPDX-License-Identifier: Apache-2.0
/**
 * A register is data: its fields, who writes it, which duty it shows to be met. From the value come its table in the
 * recorder, its operations, its page, its spreadsheet and its entries in the evidence log.
 *
 * How to add a register:
 * 1. Write it in a file of this folder (`duty-roster.ts` is one) and name it in `site-registers.ts`.
 * 2. Its words for the menu are its `title`; a new Chinese term gets a row in docs/glossary.md.
 * Nothing else: the server serves it, the console shows it, the role × route test walks it.
 */
import { z } from 'zod';
import { type Operation, siteOperation, type Words } from '../operation.ts';
import { type SiteRole, site, siteRoles } from '../roles.ts';
import { type Fields, type Values, valuesSchema } from './field.ts';
import type { Finding, Look } from './findings.ts';

export interface RegisterShape {
  /** Part of every address and log entry: lower-case words with dashes. */
  readonly id: string;
  readonly title: Words;
  /** What it is for, in a sentence or two. */
  readonly about: Words;
  readonly fields: Fields;
  readonly writers: readonly SiteRole[];
  /** Absent: everybody who can sign in. */
  readonly readers?: readonly SiteRole[];
  /** Provision that asks for it, as `d799/operation-security`. */
  readonly obligation: string;
  /** Items of the inspection checklist (Hami, 1–13) that ask for it. */
  readonly checklistItems: readonly number[];
  /** Parameter of the law that says how long a row must be there after its last change. */
  readonly keptFor: string;
  /** What the rows show, by the id of the finding in the law package. */
  readonly shows: Readonly<Record<string, (look: Look) => Finding>>;
  /** Whether what a row has due needs no doing any more, since `later` rows were written. Absent: never. */
  readonly settled?: (row: Values, later: readonly Values[], today: string) => boolean;
  /** What one field cannot say of another. @returns name of the wrong field and why, or undefined */
  readonly check?: (values: Values) => { readonly field: string; readonly words: Words } | undefined;
  /** What a row cannot say beside the others that stand. @returns as `check` */
  readonly against?: (
    values: Values,
    others: readonly Values[],
  ) => { readonly field: string; readonly words: Words } | undefined;
  /** Rows that say what is so now, for the head of the list: who is on duty. */
  readonly now?: { readonly words: Words; readonly holds: (values: Values, nowMs: number) => boolean };
}

export type Register<Shape extends RegisterShape = RegisterShape> = Shape & {
  readonly values: z.ZodType<Record<string, string | number | boolean | null>>;
};

/** @throws Error for an id or a field name that could not stand in an address or a column: a defect */
export function register<const Shape extends RegisterShape>(shape: Shape): Register<Shape> {
  if (!/^[a-z][a-z-]{1,40}$/.test(shape.id)) throw new Error(`register ${shape.id}: id`);
  for (const name of Object.keys(shape.fields))
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name)) throw new Error(`register ${shape.id}: field ${name}`);
  const bare = valuesSchema(shape.fields);
  const { check } = shape;
  const values = check
    ? bare.superRefine((row, context) => {
        const wrong = check(row);
        if (wrong)
          context.addIssue({
            code: 'custom',
            path: [wrong.field],
            message: `${wrong.words.zh} · ${wrong.words.en}`,
          });
      })
    : bare;
  return { ...shape, values };
}

const By = z.object({ user: z.string(), name: z.string() });
const ValuesAnswer = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** One state of a row, as it was written down. */
export const RowVersion = z.object({
  /** From 1. */
  version: z.number().int(),
  values: ValuesAnswer,
  by: By,
  atMs: z.number(),
  /** Why it was corrected or withdrawn; absent for the first version. */
  reason: z.string().optional(),
  withdrawn: z.boolean(),
  /** Log index of its `register` entry, and the hash in it: H over salt ‖ canonical record. */
  entry: z.number().int(),
  hash: z.string(),
  /** The row is not what was hashed into the log: somebody edited the database. Absent: it is, or is not compared yet. */
  differs: z.literal(true).optional(),
});
export type RowVersion = z.infer<typeof RowVersion>;

/** The last version, and when the row began. */
export const RegisterRow = RowVersion.extend({ id: z.string(), createdMs: z.number() });
export type RegisterRow = z.infer<typeof RegisterRow>;

export const RowFilter = z.object({
  /** Words, all of which must occur somewhere in the row. */
  text: z.string().trim().max(200).optional(),
  /** Only rows whose field (`field`) has this value. */
  field: z.string().max(40).optional(),
  value: z.string().max(200).optional(),
  /** When the row was begun, epoch ms. */
  fromMs: z.coerce.number<number>().min(0).optional(),
  toMs: z.coerce.number<number>().min(0).optional(),
  withdrawn: z.stringbool().optional(),
});
export type RowFilter = z.infer<typeof RowFilter>;

export const RowQuery = RowFilter.extend({
  /** `createdMs` or the name of a field. */
  sort: z.string().max(40).default('createdMs'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number<number>().int().min(1).max(100_000).default(1),
  size: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type RowQuery = z.infer<typeof RowQuery>;

/** Larger than a scanned paper or a photo needs to be. */
const mostAttachmentBytes = 10 << 20;
const mostSheetBytes = 4 << 20;
/** XLSX, and text with separators as spreadsheet programs save it. */
export const sheetMediaTypes = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/csv',
] as const;
const FileName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^/\\\p{Cc}]+$/u);

/** What reading a sheet of rows found, whether or not it was written. */
export const ReadRows = z.object({
  /** Rows of the sheet. When any has an error nothing is written: a sheet comes in whole or not at all. */
  rows: z.number().int(),
  /** Rows that are there already, word for word: a sheet brought twice, or one that was given out here. */
  known: z.number().int(),
  written: z.number().int(),
  /** `row` as the person's program numbers it; `field` by its heading. */
  errors: z.array(z.object({ row: z.number().int(), field: z.string(), zh: z.string(), en: z.string() })),
});
export type ReadRows = z.infer<typeof ReadRows>;

const RowId = z.object({ id: z.string().max(80) });
const Reason = z.string().trim().min(2).max(1000);
export const rowsPage = z.object({
  total: z.number(),
  page: z.number(),
  size: z.number(),
  rows: z.array(RegisterRow),
  /** Whatever the filter: versions of rows that the log knows and the register does not. */
  lost: z.array(
    z.object({ row: z.string(), version: z.number().int(), entry: z.number().int(), atMs: z.number() }),
  ),
});

/** The operations that every register has; their types are the same for all. */
export function operationsOf(of: Register) {
  const path = `/api/registers/${of.id}` as const;
  const tag = `${of.title.zh} ${of.title.en}`;
  const readers = of.readers ?? site.everyone;
  const named = (zh: string, en: string): Words => ({
    zh: `${of.title.zh}：${zh}`,
    en: `${of.title.en}: ${en}`,
  });
  const values = of.values;
  return {
    list: siteOperation({
      method: 'GET',
      path,
      roles: readers,
      tag,
      summary: named('列表', 'rows'),
      query: RowQuery,
      answer: rowsPage,
    }),
    read: siteOperation({
      method: 'GET',
      path: `${path}/:id`,
      roles: readers,
      tag,
      summary: named('一行及其历史', 'one row and its history'),
      params: RowId,
      answer: z.object({ row: RegisterRow, history: z.array(RowVersion) }),
    }),
    add: siteOperation({
      method: 'POST',
      path,
      roles: of.writers,
      tag,
      summary: named('登记', 'write a row'),
      body: z.object({ values }),
      answer: RegisterRow,
      status: 201,
    }),
    correct: siteOperation({
      method: 'PUT',
      path: `${path}/:id`,
      roles: of.writers,
      tag,
      summary: named('更正（原文保留）', 'correct a row; what stood there stays'),
      params: RowId,
      /** `version`: the one that was read; somebody else's change since is a refusal, not lost. */
      body: z.object({ values, version: z.number().int().min(1), reason: Reason }),
      answer: RegisterRow,
    }),
    withdraw: siteOperation({
      method: 'POST',
      path: `${path}/:id/withdrawal`,
      roles: of.writers,
      tag,
      summary: named('撤回（原文保留）', 'withdraw a row; what stood there stays'),
      params: RowId,
      body: z.object({ version: z.number().int().min(1), reason: Reason }),
      answer: RegisterRow,
    }),
    attach: siteOperation({
      method: 'POST',
      path: `${path}/files`,
      roles: of.writers,
      tag,
      summary: named('上传附件（PDF、PNG、JPEG）', 'upload a paper or photo (PDF, PNG, JPEG)'),
      query: z.object({ name: FileName }),
      upload: ['application/pdf', 'image/png', 'image/jpeg'],
      uploadBytes: mostAttachmentBytes,
      /** `file`: what a `file` field of a row holds. */
      answer: z.object({ file: z.string(), mimeType: z.string(), sizeBytes: z.number().int() }),
      status: 201,
    }),
    attachment: siteOperation({
      method: 'GET',
      path: `${path}/files/:hash`,
      roles: readers,
      tag,
      summary: named('附件', 'a paper or photo that a row names'),
      params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
      download: '*/*',
    }),
    sheet: siteOperation({
      method: 'GET',
      path: `${path}/sheet.xlsx`,
      roles: readers,
      tag,
      summary: named('导出表格', 'spreadsheet'),
      query: RowFilter,
      download: sheetMediaTypes[0],
    }),
    /** The sheet that is given out is the one that is taken: its headings, in any order, columns more or less. */
    bring: siteOperation({
      method: 'POST',
      path: `${path}/sheet`,
      roles: of.writers,
      tag,
      summary: named('导入表格（先核对，再写入）', 'rows from a spreadsheet: checked first, then written'),
      query: z.object({ write: z.stringbool().default(false) }),
      upload: sheetMediaTypes,
      uploadBytes: mostSheetBytes,
      answer: ReadRows,
    }),
  };
}

/** How full the registers are: what the menu and the self-check read. */
export const listRegisters = siteOperation({
  method: 'GET',
  path: '/api/registers',
  roles: siteRoles,
  tag: '台账 Registers',
  summary: { zh: '各类台账和最近登记时间', en: 'The registers and when each was last written' },
  answer: z.object({
    registers: z.array(z.object({ id: z.string(), rows: z.number().int(), lastMs: z.number().optional() })),
  }),
});

export const allOperationsOf = (registers: readonly Register[]): readonly Operation[] =>
  registers.flatMap((one) => Object.values(operationsOf(one)) as readonly Operation[]);
