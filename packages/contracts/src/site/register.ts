// SPDX-License-Identifier: Apache-2.0
/** Reading the register of looks. Nothing here changes or deletes a row: a correction is a new entry that points back. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { AccessSession, accessKinds, accessStates } from './access.ts';
import { MsText, Reason } from './shapes.ts';

const { readers, deciders } = site;

const sortKeys = ['number', 'requestedMs', 'person', 'purpose', 'kind'] as const;

export const RegisterFilter = z.object({
  /** Words, all of which must occur somewhere in the row. */
  text: z.string().trim().max(200).optional(),
  person: z.string().trim().max(100).optional(),
  camera: z.string().trim().max(64).optional(),
  purpose: z.string().trim().max(60).optional(),
  kind: z.enum(accessKinds).optional(),
  state: z.enum(accessStates).optional(),
  requester: z.enum(['staff', 'officials', 'citizen', 'platform']).optional(),
  /** When it was registered. */
  fromMs: MsText.optional(),
  toMs: MsText.optional(),
  /** What the pictures show: looks whose range touches this instant, or touches what lies between the two. */
  showsMs: MsText.optional(),
  showsToMs: MsText.optional(),
});
export type RegisterFilter = z.infer<typeof RegisterFilter>;

export const RegisterQuery = RegisterFilter.extend({
  sort: z.enum(sortKeys).default('number'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number<number>().int().min(1).max(100_000).default(1),
  size: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type RegisterQuery = z.infer<typeof RegisterQuery>;

export const RegisterDay = z.object({
  day: z.string(),
  looks: z.number(),
  exports: z.number(),
  persons: z.number(),
});
export type RegisterDay = z.infer<typeof RegisterDay>;

/** A look that stands in the log and not in the register: somebody removed the row. What the log says of it. */
export const LostLook = z.object({
  /** Log index. */
  entry: z.number().int(),
  atMs: z.number(),
  kind: z.string(),
  purpose: z.string(),
  cameras: z.array(z.string()),
  from: z.string(),
  to: z.string(),
});
export type LostLook = z.infer<typeof LostLook>;

/** A request that was never opened, stands in the log and not in the register. The log knows that it was and how it stood. */
export const LostRequest = z.object({
  /** Log index of the last word about it. */
  entry: z.number().int(),
  atMs: z.number(),
  state: z.string(),
});
export type LostRequest = z.infer<typeof LostRequest>;

const Numbered = z.object({ number: z.coerce.number<number>().int().min(1) });
const tag = '登记表 Register of looks';

export const readRegister = siteOperation({
  method: 'GET',
  path: '/api/register',
  roles: readers,
  tag,
  summary: { zh: '查看登记', en: 'The register of looks' },
  query: RegisterQuery,
  answer: z.object({
    total: z.number(),
    page: z.number(),
    size: z.number(),
    rows: z.array(AccessSession),
    /** False for the first seconds after a start, while the log is still being read. */
    compared: z.boolean(),
    /** Whatever the filter: looks that the log knows and the register does not. */
    lost: z.array(LostLook),
    /** The same of requests that were never opened. */
    lostRequests: z.array(LostRequest),
  }),
});
export const readRegisterDays = siteOperation({
  method: 'GET',
  path: '/api/register/days',
  roles: readers,
  tag,
  summary: { zh: '按日', en: 'Looks by day' },
  query: RegisterFilter,
  answer: z.object({ days: z.array(RegisterDay) }),
});
export const readRegisterEntry = siteOperation({
  method: 'GET',
  path: '/api/register/:number',
  roles: readers,
  tag,
  summary: { zh: '一条登记', en: 'One row' },
  params: Numbered,
  answer: AccessSession,
});
export const readRegisterForm = siteOperation({
  method: 'GET',
  path: '/api/register/:number/form.pdf',
  roles: readers,
  tag,
  summary: { zh: '登记表（一次）', en: 'The form of one look' },
  params: Numbered,
  download: 'application/pdf',
});
export const readRegisterSheet = siteOperation({
  method: 'GET',
  path: '/api/register.xlsx',
  roles: readers,
  tag,
  summary: { zh: '登记表（表格）', en: 'Spreadsheet' },
  query: RegisterFilter,
  download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
export const readRegisterPaper = siteOperation({
  method: 'GET',
  path: '/api/register.pdf',
  roles: readers,
  tag,
  summary: { zh: '登记表（纸面）', en: 'Paper' },
  query: RegisterFilter,
  download: 'application/pdf',
});
export const correctEntry = siteOperation({
  method: 'POST',
  path: '/api/register/:number/corrections',
  roles: deciders,
  tag,
  summary: { zh: '更正：新的一条指明原登记', en: 'A correction is a new entry that points to the old one' },
  params: Numbered,
  body: z.object({ text: Reason }),
  answer: AccessSession,
  status: 201,
});
