// SPDX-License-Identifier: Apache-2.0
/** What internal supervision looks at first: clocks that ran over, approvals that were taken back (Decree 799 art. 25). */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

const Thing = z.object({
  process: z.string(),
  id: z.uuid(),
  title: z.string(),
  stateTitle: Words,
});

export const readOversight = deskOperation({
  method: 'GET',
  path: '/api/oversight',
  roles: ['internalSupervisor', 'organHead'],
  tag: 'oversight',
  summary: {
    zh: '内部监督：超期、作废的审核和批准',
    en: 'Internal supervision: clocks run over, approvals taken back',
  },
  touches: 'oversight',
  answer: z.object({
    overdue: z.array(
      Thing.extend({ clock: Words, dueOn: z.string(), daysOver: z.number(), provision: z.string() }),
    ),
    undone: z.array(
      Thing.extend({ step: Words, takenOn: z.string(), undoneBy: Words, undoneOn: z.string() }),
    ),
  }),
});
