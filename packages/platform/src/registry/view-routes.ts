// SPDX-License-Identifier: Apache-2.0
/** Searches somebody keeps. */
import { keepView, listViews, removeView, type View } from '@mingjing/contracts/desk';
import type { z } from 'zod';
import { oneOf } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';

export const viewRoutes: Routes = [
  serve(listViews, async ({ tx, touch }) => {
    touch({ ids: [] });
    return [
      ...(await tx.query<z.infer<typeof View>>('SELECT id, name, query FROM saved_view ORDER BY name')),
    ];
  }),
  serve(keepView, async ({ tx, body, actor, touch }) => {
    const row = oneOf(
      await tx.query<z.infer<typeof View>>(
        `INSERT INTO saved_view (user_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query RETURNING id, name, query`,
        [actor.userId, body.name, JSON.stringify(body.query)],
      ),
    );
    touch({ ids: [row.id] });
    return row;
  }),
  serve(removeView, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const rows = await tx.query('DELETE FROM saved_view WHERE id = $1 RETURNING id', [params.id]);
    if (rows.length === 0) throw new PlatformError('platform/not-found');
    return { deleted: true } as const;
  }),
];
