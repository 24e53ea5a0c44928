// SPDX-License-Identifier: Apache-2.0
export { type Letter, openLetterBox } from './letters.ts';
export { notificationRoutes } from './routes.ts';
