// SPDX-License-Identifier: Apache-2.0
/** Searches somebody keeps. */
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';

const Id = z.object({ id: z.uuid() });
const View = z.object({ id: z.uuid(), name: z.string(), query: z.record(z.string(), z.string()) });

export const viewRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/views',
    tag: 'registry',
    summary: '本人保存的筛选',
    response: z.array(View),
    handler: async ({ tx, touch }) => {
      touch({ subject: 'view', ids: [] });
      return [
        ...(await tx.query<z.infer<typeof View>>('SELECT id, name, query FROM saved_view ORDER BY name')),
      ];
    },
  }),
  route({
    method: 'POST',
    path: '/api/views',
    tag: 'registry',
    summary: '保存筛选；同名则替换',
    body: View.omit({ id: true }).extend({ name: z.string().trim().min(1).max(60) }),
    response: View,
    status: 201,
    handler: async ({ tx, body, actor, touch }) => {
      const [row] = await tx.query<z.infer<typeof View>>(
        `INSERT INTO saved_view (user_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query RETURNING id, name, query`,
        [actor.userId, body.name, JSON.stringify(body.query)],
      );
      touch({ subject: 'view', ids: row ? [row.id] : [] });
      return row;
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/views/:id',
    tag: 'registry',
    summary: '删除保存的筛选',
    params: Id,
    response: z.object({ deleted: z.literal(true) }),
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'view', ids: [params.id] });
      const rows = await tx.query('DELETE FROM saved_view WHERE id = $1 RETURNING id', [params.id]);
      if (rows.length === 0) throw new PlatformError('platform/not-found');
      return { deleted: true };
    },
  }),
];
