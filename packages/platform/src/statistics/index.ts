// SPDX-License-Identifier: Apache-2.0
/** Statistics (统计): counts of what the processes recorded. */
export { statisticsRoutes } from './routes.ts';
