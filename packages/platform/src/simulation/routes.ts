// SPDX-License-Identifier: Apache-2.0
import { moveSimulatedClock, openSimulation, readSimulation } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import type { Services, Simulations } from '../services.ts';

export const simulationRoutes: Routes = [
  serve(openSimulation, async ({ services, body }) => {
    const opened = await allowed(services).open(body.recorders, Date.parse(body.now));
    return { ...opened, codes: [...opened.codes] };
  }),
  serve(moveSimulatedClock, ({ services, params, body }) => {
    const { now, orderChallenges, lookForSilence } = body;
    return allowed(services).move(params.id, { nowMs: Date.parse(now), orderChallenges, lookForSilence });
  }),
  serve(readSimulation, ({ services, params }) => allowed(services).results(params.id)),
];

/** A platform in use has one clock, the world's. */
function allowed({ simulations }: Services): Simulations {
  if (!simulations) throw new PlatformError('platform/simulation-off');
  return simulations;
}
