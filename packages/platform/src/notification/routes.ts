// SPDX-License-Identifier: Apache-2.0
/** What happened that concerns the signed-in person. */
import { z } from 'zod';
import { type Route, route } from '../http/context.ts';

const Notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectId: z.string(),
  text: z.string(),
  createdAt: z.string(),
  read: z.boolean(),
});

export const notificationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/notifications',
    tag: 'notification',
    summary: '本人的通知，最近 100 条',
    response: z.array(Notification),
    handler: async ({ tx, touch }) => {
      touch({ subject: 'notification', ids: [] });
      const rows = await tx.query<{
        id: string;
        kind: string;
        subjectId: string;
        text: string;
        createdAt: Date;
        readAt: Date | null;
      }>(
        `SELECT id, kind, subject_id AS "subjectId", text, created_at AS "createdAt", read_at AS "readAt"
           FROM notification ORDER BY created_at DESC LIMIT 100`,
      );
      return rows.map(({ createdAt, readAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        read: readAt !== null,
      }));
    },
  }),
  route({
    method: 'POST',
    path: '/api/notifications/read',
    tag: 'notification',
    summary: '全部标为已读',
    response: z.object({ read: z.literal(true) }),
    handler: async ({ tx, nowMs, touch }) => {
      touch({ subject: 'notification', ids: [] });
      await tx.query('UPDATE notification SET read_at = $1 WHERE read_at IS NULL', [new Date(nowMs)]);
      return { read: true };
    },
  }),
];
