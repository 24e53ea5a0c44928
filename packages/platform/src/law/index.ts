// SPDX-License-Identifier: Apache-2.0
export { lawReference } from './reference.ts';
export { lawRoutes } from './routes.ts';
