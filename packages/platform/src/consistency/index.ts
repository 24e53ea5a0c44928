// SPDX-License-Identifier: Apache-2.0
/** Like cases: whether this fine is like the others. */
export { consistencyRoutes } from './routes.ts';
