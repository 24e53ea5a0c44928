// SPDX-License-Identifier: Apache-2.0
/** One's own notices. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

export const Notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectId: z.string(),
  text: z.string(),
  createdAt: z.string(),
  read: z.boolean(),
});

export const listNotifications = deskOperation({
  method: 'GET',
  path: '/api/notifications',
  roles: desk.everyone,
  tag: 'notification',
  summary: { zh: '本人的通知，最近 100 条', en: "One's own notices, the last 100" },
  touches: 'notification',

  answer: z.array(Notification),
});

export const readNotifications = deskOperation({
  method: 'POST',
  path: '/api/notifications/read',
  roles: desk.everyone,
  tag: 'notification',
  summary: { zh: '全部标为已读', en: 'Mark all notices as read' },
  touches: 'notification',

  answer: z.object({ read: z.literal(true) }),
});
