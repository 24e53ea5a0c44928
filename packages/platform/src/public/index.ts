// SPDX-License-Identifier: Apache-2.0
export { publicRoutes } from './routes.ts';
