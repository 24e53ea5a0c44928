// SPDX-License-Identifier: Apache-2.0
export { lawRoutes } from './routes.ts';
