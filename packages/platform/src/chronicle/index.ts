// SPDX-License-Identifier: Apache-2.0
/** A unit in one page. */
export { chronicleRoutes } from './routes.ts';
