// SPDX-License-Identifier: Apache-2.0
/** What a unit puts beside its form: the sealed letter, photos, other papers. Known by content, never by name. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { Id } from './terms.ts';

export const attachmentKinds = ['seal-letter', 'photo', 'other'] as const;
/** Largest attachment in bytes, and most of one filing. */
export const mostAttachmentBytes = 5_000_000;
export const mostAttachments = 20;
export const attachmentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export const FilingAttachment = z.object({
  id: z.uuid(),
  kind: z.enum(attachmentKinds),
  fileName: z.string(),
  mediaType: z.enum(attachmentTypes),
  sizeBytes: z.number(),
  sha256: z.string(),
  hasThumbnail: z.boolean(),
  scanned: z.boolean().describe('经过病毒查验；没有配置查验程序的为否'),
  at: z.string(),
});

const Attachments = z.array(FilingAttachment);
const OfAttachment = z.object({ id: z.uuid(), attachment: z.uuid() });
const shape = { tag: 'filing', touches: 'filing-attachment' } as const;

export const listFilingAttachments = deskOperation({
  ...shape,
  method: 'GET',
  path: '/api/filings/:id/attachments',
  roles: desk.officialsAndUnits,
  summary: { zh: '一份备案的附件', en: 'What is attached to a filing' },
  params: Id,
  answer: Attachments,
});

export const attachToFiling = deskOperation({
  ...shape,
  method: 'POST',
  path: '/api/own/filings/:id/attachments',
  roles: desk.unitManagers,
  summary: {
    zh: '附上盖章的说明、照片或者其他材料：PDF、JPEG、PNG，每个不超过 5 MB',
    en: 'Attach the sealed letter, a photo or another paper: PDF, JPEG or PNG of at most 5 MB',
  },
  params: Id,
  query: z.object({ kind: z.enum(attachmentKinds) }),
  upload: 'form',
  answer: Attachments,
  status: 201,
});

export const removeFilingAttachment = deskOperation({
  ...shape,
  method: 'DELETE',
  path: '/api/own/filings/:id/attachments/:attachment',
  roles: desk.unitManagers,
  summary: { zh: '去掉一个附件', en: 'Take an attachment away' },
  params: OfAttachment,
  answer: Attachments,
});

export const readFilingAttachment = deskOperation({
  ...shape,
  method: 'GET',
  path: '/api/filings/:id/attachments/:attachment',
  roles: desk.officialsAndUnits,
  summary: { zh: '一个附件', en: 'One attachment' },
  params: OfAttachment,
  download: 'application/octet-stream',
});

export const readFilingThumbnail = deskOperation({
  ...shape,
  method: 'GET',
  path: '/api/filings/:id/attachments/:attachment/thumbnail',
  roles: desk.officialsAndUnits,
  summary: { zh: '照片的缩略图', en: "A photo's small picture" },
  params: OfAttachment,
  download: 'image/jpeg',
});
