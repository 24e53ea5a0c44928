// SPDX-License-Identifier: Apache-2.0
/** 催办: units that were invited and have not signed in, owe a filing or were asked to mend one are reminded. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { Id } from './terms.ts';
import { mostAtOnce } from './unit-invitations.ts';
import { UnitFilter } from './units.ts';

/** What a unit is reminded of, the most pressing first. */
export const reminderMatters = ['invitation', 'returned', 'overdue', 'due'] as const;
export const reminderWays = ['message', 'letter', 'sms'] as const;
/** The same unit is not reminded again within so many hours. */
export const reminderRestHours = 24;

export const ReminderRow = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  outcome: z
    .enum(['reminded', 'nothing-owed', 'not-invited', 'too-soon'])
    .describe(
      'nothing-owed：没有要催的 · owes nothing; not-invited：没有账号、邀请和可用的电话 · nobody can be reached; too-soon：一日内已催过 · reminded within a day',
    ),
  about: z.enum(reminderMatters).nullable(),
  ways: z.array(z.enum(reminderWays)),
});

export const remindUnits = deskOperation({
  method: 'POST',
  path: '/api/unit-reminders',
  roles: desk.officers,
  tag: 'registration',
  summary: {
    zh: '催办：选定的或筛选出的单位，逐个说明催了什么、怎么通知的',
    en: 'Remind the chosen or filtered units; each says of what and how',
  },
  touches: 'unit',
  body: z
    .object({
      unitIds: z.array(z.uuid()).min(1).max(mostAtOnce).optional(),
      filter: UnitFilter.optional().describe(
        '同单位列表的筛选，值都是文字 · as for the list, values as texts',
      ),
      words: z.string().trim().max(300).optional().describe('附言 · words of one’s own'),
    })
    .refine(
      ({ unitIds, filter }) => (unitIds === undefined) !== (filter === undefined),
      '写 unitIds 或 filter 之一 · either unitIds or filter',
    ),
  answer: z.object({
    reminded: z.number(),
    rows: z.array(ReminderRow),
    left: z.number().describe('超过一次上限、没有轮到的 · beyond what one call reaches'),
  }),
});

export const listUnitReminders = deskOperation({
  method: 'GET',
  path: '/api/units/:id/reminders',
  roles: desk.officials,
  tag: 'registration',
  summary: { zh: '对一个单位的催办和自动提醒', en: 'Reminders of a unit, by people and by the desk itself' },
  touches: 'unit',
  params: Id,
  answer: z.array(
    z.object({
      at: z.string(),
      by: z.string().nullable().describe('空：平台自动提醒 · null: the desk by itself'),
      about: z.enum(reminderMatters),
      ways: z.array(z.enum(reminderWays)),
      text: z.string(),
    }),
  ),
});
