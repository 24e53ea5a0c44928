// SPDX-License-Identifier: Apache-2.0
export { type Letter, openLetterBox } from './letters.ts';
export { keepTelling, reminderOf, tellDeadlines } from './reminders.ts';
export { notificationRoutes } from './routes.ts';
