// SPDX-License-Identifier: Apache-2.0
/** One unit over HTTP. */
import { z } from 'zod';
import { type Route, route } from '../http/context.ts';
import { nameSources } from './shared-records.ts';
import { todayOf } from './today.ts';
import { changeUnit, makeUnit, readUnit, UnitChange, UnitDetail, UnitInput } from './unit-detail.ts';

const Id = z.object({ id: z.uuid() });

export const unitRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/units',
    tag: 'registry',
    summary: '登记单位',
    body: UnitInput,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handler: async ({ tx, body, actor, nowMs, touch }) => {
      const id = await makeUnit({ tx, userId: actor.userId, nowMs, today: todayOf(nowMs) }, body, 'edit');
      await nameSources(tx, id);
      touch({ subject: 'unit', ids: [id] });
      return { id };
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/:id',
    tag: 'registry',
    summary: '一个单位：基本情况、责任人员、系统、设备、备案期限',
    params: Id,
    response: UnitDetail,
    handler: ({ tx, params, nowMs, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      return readUnit(tx, params.id, todayOf(nowMs));
    },
  }),
  route({
    method: 'PUT',
    path: '/api/units/:id',
    tag: 'registry',
    summary: '修改单位',
    params: Id,
    body: UnitChange,
    response: UnitDetail,
    handler: async ({ tx, params, body, actor, nowMs, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      const today = todayOf(nowMs);
      await changeUnit({ tx, userId: actor.userId, nowMs, today }, params.id, body);
      await nameSources(tx, params.id);
      return readUnit(tx, params.id, today);
    },
  }),
  route({
    method: 'GET',
    path: '/api/units/:id/history',
    tag: 'registry',
    summary: '每个字段的修改历史',
    params: Id,
    response: z.array(
      z.object({
        at: z.string(),
        subject: z.string(),
        field: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        by: z.string(),
        ground: z.string(),
      }),
    ),
    handler: async ({ tx, params, touch }) => {
      touch({ subject: 'unit', ids: [params.id] });
      const rows = await tx.query<{ at: Date } & Record<string, unknown>>(
        `SELECT h.changed_at AS at, h.subject, h.field, h.before, h.after, coalesce(m.display_name, h.changed_by) AS by, h.ground
           FROM field_history h LEFT JOIN member m ON m.user_id = h.changed_by
          WHERE h.unit_id = $1 ORDER BY h.changed_at DESC LIMIT 500`,
        [params.id],
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    },
  }),
];
