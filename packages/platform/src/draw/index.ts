// SPDX-License-Identifier: Apache-2.0
export { drawRoutes } from './routes.ts';
export { type DrawVerdict, verifyDraw } from './verify-draw.ts';
