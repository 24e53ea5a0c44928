// SPDX-License-Identifier: Apache-2.0
/** One unit over HTTP. */
import type { RowOf } from '@mingjing/contracts';
import { changeUnit, makeUnit, readUnit, readUnitHistory } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { sayWhereItWent } from './move-routes.ts';
import { checkServed } from './organ.ts';
import { nameSources } from './shared-records.ts';
import { todayOf } from './today.ts';
import { doubtsOf, insertUnit, loadUnit, updateUnit } from './unit-detail.ts';

export const unitRoutes: Routes = [
  serve(makeUnit, async ({ tx, body, actor, nowMs, touch }) => {
    await checkServed(tx, body.jurisdiction);
    const id = await insertUnit({ tx, userId: actor.userId, nowMs, today: todayOf(nowMs) }, body, 'edit');
    await nameSources(tx, id);
    touch({ ids: [id] });
    return { id, doubts: doubtsOf(body) };
  }),
  serve(readUnit, async ({ tx, params, nowMs, touch }) => {
    // A record that went into another one leads there.
    const [merged] = await tx.query<{ into: string }>(
      'SELECT into_unit_id AS into FROM merged_unit WHERE id = $1',
      [params.id],
    );
    const id = merged?.into ?? params.id;
    touch({ ids: [id] });
    return loadUnit(tx, id, todayOf(nowMs)).catch((error: unknown) => {
      if (error instanceof PlatformError && error.code === 'platform/not-found')
        return sayWhereItWent(tx, id);
      throw error;
    });
  }),
  serve(changeUnit, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const today = todayOf(nowMs);
    await updateUnit({ tx, userId: actor.userId, nowMs, today }, params.id, body);
    await nameSources(tx, params.id);
    return loadUnit(tx, params.id, today);
  }),
  serve(readUnitHistory, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const rows = await tx.query<Omit<RowOf<typeof readUnitHistory>, 'at'> & { at: Date }>(
      `SELECT h.changed_at AS at, h.subject, h.field, h.before, h.after, coalesce(m.display_name, h.changed_by) AS by, h.ground
           FROM field_history h LEFT JOIN member m ON m.user_id = h.changed_by
          WHERE h.unit_id = $1 OR h.unit_id IN (SELECT id FROM merged_unit WHERE into_unit_id = $1) ORDER BY h.changed_at DESC LIMIT 500`,
      [params.id],
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }),
];
