// SPDX-License-Identifier: Apache-2.0
/** What happened that concerns the signed-in person. */
import { listNotifications, readNotifications } from '@mingjing/contracts/desk';
import { type Routes, serve } from '../serve.ts';

export const notificationRoutes: Routes = [
  serve(listNotifications, async ({ tx, touch }) => {
    touch({ ids: [] });
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
  }),
  serve(readNotifications, async ({ tx, nowMs, touch }) => {
    touch({ ids: [] });
    await tx.query('UPDATE notification SET read_at = $1 WHERE read_at IS NULL', [new Date(nowMs)]);
    return { read: true } as const;
  }),
];
