// SPDX-License-Identifier: Apache-2.0
/** A unit in one page: what is open with it now, and everything that happened, in time order. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { Id } from './terms.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

export const ChronicleEvent = z.object({
  at: z.string(),
  kind: z
    .enum(['step', 'filing', 'recorder', 'challenge', 'finding', 'reminder', 'move'])
    .describe(
      'step: of a process; challenge: a retention challenge, asked or answered; finding: of its recorder',
    ),
  /** Absent: leads nowhere. */
  process: z.string().optional(),
  id: z.string().optional(),
  about: Words.describe('the process, or what else it belongs to'),
  subject: z.string().describe('the title of the thing; empty: the unit itself'),
  what: z.string().describe('the action, finding or answer by its id'),
  title: Words.optional().describe('of a step: what was done'),
  role: z.string().nullable().describe('who did it; null: a recorder, or nobody is told'),
  by: z.string().nullable().describe('only officials are told of officials'),
  reason: z.string().nullable(),
  counts: z
    .object({
      samples: z.number(),
      held: z.number(),
      gap: z.number(),
      deleted: z.number(),
      failed: z.number(),
    })
    .optional()
    .describe('what an answer to a challenge showed'),
});
export type ChronicleEvent = z.infer<typeof ChronicleEvent>;

export const OpenThing = z.object({
  process: z.string(),
  id: z.string(),
  about: Words,
  title: z.string(),
  state: Words,
  dueOn: z.string().nullable().describe('the clock that ends first'),
  clock: Words.nullable(),
});
export type OpenThing = z.infer<typeof OpenThing>;

export const readUnitChronicle = deskOperation({
  method: 'GET',
  path: '/api/units/:id/chronicle',
  roles: desk.officialsAndUnits,
  tag: 'registry',
  summary: {
    zh: '单位全貌：在办事项和全部经过',
    en: 'A unit in one page: what is open, and all that happened',
  },
  touches: 'unit',
  params: Id,
  query: z.object({
    before: z.iso.datetime({ precision: 3 }).optional().describe('events before this; absent: the newest'),
  }),
  answer: z.object({
    unit: z.object({
      id: z.string(),
      name: z.string(),
      filingState: z.string(),
      filingDueOn: z.string().nullable(),
    }),
    open: z.array(OpenThing),
    events: z.array(ChronicleEvent).describe('newest first'),
    more: z.boolean(),
  }),
});
