// SPDX-License-Identifier: Apache-2.0
/**
 * A county of simulated recorders with a clock of its own, inside a running platform. Only a platform that was started for
 * trials answers; to every other one these operations are closed. What is made here is called 模拟 wherever it shows.
 */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';

const Time = z.iso.datetime({ precision: 3 });
const Id = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('unguessable: whoever has it moves this clock'),
});

/** Header of simulated recorders, `<simulation>/<n>`: each is counted as a caller of its own, as it would be in the world. */
export const simulationHeader = 'mingjing-simulation';

export const SimulationResults = z.object({
  findings: z.array(
    z.object({
      origin: z.string(),
      kind: z.string(),
      by: z.string(),
      weight: z.enum(['finding', 'contained']),
    }),
  ),
  recorders: z.array(
    z.object({
      origin: z.string(),
      sequence: z.number().describe('of the last report taken'),
      reports: z.number().describe('rows of reports: more than `sequence` would be a report taken twice'),
      unanswered: z.number().describe('challenges that nobody answered in time'),
    }),
  ),
});
export type SimulationResults = z.infer<typeof SimulationResults>;

export const openSimulation = deskOperation({
  method: 'POST',
  path: '/api/simulations',
  roles: 'anyone',
  tag: 'simulation',
  summary: {
    zh: '开一个模拟区县：单位、备案和一次性接入码（只在试验平台）',
    en: 'Opens a simulated county: units, filings and one-time codes (platforms for trials only)',
  },
  body: z.strictObject({ recorders: z.int().min(1).max(100_000), now: Time }),
  answer: z.object({
    id: z.string(),
    originPrefix: z.string().describe('recorders of this county are named so, with a number after it'),
    codes: z.array(z.string()).describe('one for each recorder'),
  }),
  status: 201,
  perMinute: 30,
  ownTransaction: true,
});

export const moveSimulatedClock = deskOperation({
  method: 'POST',
  path: '/api/simulations/:id/clock',
  roles: 'anyone',
  tag: 'simulation',
  summary: {
    zh: '拨动模拟区县的时钟，下达抽验，查找沉默的录像机',
    en: 'Moves the clock of a simulated county, orders challenges, looks for silence',
  },
  params: Id,
  body: z.strictObject({
    now: Time,
    orderChallenges: z.boolean().default(false),
    lookForSilence: z.boolean().default(false),
  }),
  perMinute: 6000,
  ownTransaction: true,
});

export const readSimulation = deskOperation({
  method: 'GET',
  path: '/api/simulations/:id',
  roles: 'anyone',
  tag: 'simulation',
  summary: { zh: '模拟区县中发现了什么', en: 'What was noticed in a simulated county' },
  params: Id,
  answer: SimulationResults,
  ownTransaction: true,
});
