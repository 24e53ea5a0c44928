// SPDX-License-Identifier: Apache-2.0
/** Units that register themselves, and whose people act for a unit. */
export { registrationRoutes } from './routes.ts';
