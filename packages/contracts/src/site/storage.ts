// SPDX-License-Identifier: Apache-2.0
/** How long footage is kept at most, and how much of the disk is never used: what was only in the configuration file. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site } from '../roles.ts';
import { Reason } from './shapes.ts';

const StorageChoice = z.object({
  /** Days after which footage goes even without pressure; null: kept while there is room. */
  ceilingDays: z
    .number()
    .int()
    .min(1, '写 1 至 3650 的整数天数 · whole days from 1 to 3650')
    .max(3650, '写 1 至 3650 的整数天数 · whole days from 1 to 3650')
    .nullable(),
  /** Free space that is never used for footage, GiB; null: a share of the disk. */
  reserveGib: z
    .number()
    .min(0.1, '写 0.1 至 10000 · from 0.1 to 10000')
    .max(10_000, '写 0.1 至 10000 · from 0.1 to 10000')
    .nullable(),
});
export type StorageChoice = z.infer<typeof StorageChoice>;

const Storage = z.object({
  ...StorageChoice.shape,
  /** What binds where nothing was chosen here: of the configuration file, or of the program. */
  otherwise: z.object({ ceilingDays: z.number().nullable(), reserveGib: z.number() }),
  /** The law's floor, or the unit's where that is longer. */
  requiredDays: z.number(),
  /** A shorter ceiling waits for a second person. */
  asked: z
    .object({ by: z.string(), reason: z.string(), atMs: z.number(), ceilingDays: z.number().nullable() })
    .nullable(),
  disk: z.object({
    directory: z.string(),
    totalBytes: z.number(),
    freeBytes: z.number(),
    usedBytes: z.number().describe('by footage'),
    bytesPerDay: z.number(),
    forecastDays: z.number().nullable(),
  }),
});
export type Storage = z.infer<typeof Storage>;

const tag = '存储 Storage';

export const readStorage = siteOperation({
  method: 'GET',
  path: '/api/storage',
  roles: site.readers,
  tag,
  summary: { zh: '存储：留存上限、预留空间、硬盘', en: 'Storage: ceiling, reserve, disk' },
  answer: Storage,
});
export const changeStorage = siteOperation({
  method: 'PUT',
  path: '/api/storage',
  roles: site.deciders,
  tag,
  summary: {
    zh: '修改留存上限和预留空间；缩短上限须由第二人同意',
    en: 'Change ceiling and reserve; a shorter ceiling takes a second person',
  },
  body: StorageChoice.extend({
    /** Needed where the ceiling gets shorter. */
    reason: Reason.optional(),
  }),
  answer: Storage,
});
export const withdrawStorage = siteOperation({
  method: 'DELETE',
  path: '/api/storage/asked',
  roles: site.deciders,
  tag,
  summary: { zh: '撤回缩短留存上限的申请', en: 'Take back the wish for a shorter ceiling' },
});
