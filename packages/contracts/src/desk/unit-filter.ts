// SPDX-License-Identifier: Apache-2.0
/** What units are looked for by. */
import { z } from 'zod';
import { filingStates } from './terms.ts';

/** Whether somebody signs in for the unit: `none` nobody was invited, `invited` not accepted yet, `active` somebody does. */
export const unitAccounts = ['none', 'invited', 'active'] as const;

export const UnitFilter = z.object({
  words: z.string().trim().max(100).optional().describe('名称、代码、地址、场所的任何字'),
  placeKind: z.string().trim().max(60).optional(),
  placeClass: z.string().trim().max(20).optional(),
  filingState: z.enum(filingStates).optional(),
  keyUnit: z.stringbool().optional(),
  counterTerrorKeyTarget: z.stringbool().optional(),
  overdue: z.stringbool().optional().describe('应备案而逾期未备案'),
  dueSoon: z.stringbool().optional().describe('十四日内到期而未备案'),
  storageBelow: z.coerce.number<number>().int().min(1).max(3650).optional(),
  storageShort: z.stringbool().optional().describe('存储天数少于该单位应当留存的日数'),
  account: z.enum(unitAccounts).optional().describe('有没有人登录办理：none 没有邀请，invited 已邀请未接受'),
  jurisdiction: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional(),
});
export type UnitFilter = z.infer<typeof UnitFilter>;

export const UnitQuery = UnitFilter.extend({
  sort: z.enum(['name', 'updated', 'cameras', 'due', 'storage']).default('name'),
  direction: z.enum(['asc', 'desc']).optional().describe('不写时按各列的习惯'),
  size: z.coerce.number<number>().int().min(1).max(200).default(50),
  after: z.string().max(400).optional().describe('上一页给出的 next'),
});
export type UnitQuery = z.infer<typeof UnitQuery>;
