// SPDX-License-Identifier: Apache-2.0
export { simulationRoutes } from './routes.ts';
export { openSimulations } from './simulations.ts';
