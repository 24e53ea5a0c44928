// SPDX-License-Identifier: Apache-2.0
export { openLetterBox } from './letters.ts';
export { reminderOf, tellDeadlines } from './reminders.ts';
export { notificationRoutes } from './routes.ts';
export { gatewayOf } from './short-messages.ts';
