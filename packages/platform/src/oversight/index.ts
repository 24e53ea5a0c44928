// SPDX-License-Identifier: Apache-2.0
/** Internal supervision (内部监督) over the processes. */
export { oversightRoutes } from './routes.ts';
