// SPDX-License-Identifier: Apache-2.0
/** 转址: a unit, with what it filed, goes to the office of the place where it is or always was. */
import { listUnitMoves, transferUnit } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';
import { earliestDue, type FilingDates } from './filing-clocks.ts';
import { checkServed, organOf } from './organ.ts';
import { chosenClass } from './place-class.ts';
import { todayOf } from './today.ts';

interface Moving extends FilingDates {
  readonly version: number;
  readonly name: string;
  readonly organisationId: string | null;
  /** Inspections, cases and the like that stay with the office that opened them. */
  readonly staying: number;
}

async function lockMoving(tx: Transaction, id: string): Promise<Moving> {
  const [unit] = await tx.query<Moving & Record<string, unknown>>(
    `SELECT u.version, u.name, u.organisation_id AS "organisationId", u.jurisdiction, u.place_kind AS "placeKind",
            ${chosenClass('u')} AS "placeClass", s.acceptance_passed_on::text AS "acceptancePassedOn",
            s.put_into_use_on::text AS "putIntoUseOn", NULL AS "filedOn",
            (SELECT count(*) FROM process_instance i WHERE i.unit_id = u.id AND i.process <> 'filing')::int AS staying
       FROM unit u LEFT JOIN LATERAL (SELECT * FROM video_system WHERE unit_id = u.id ORDER BY id LIMIT 1) s ON true
      WHERE u.id = $1 FOR UPDATE OF u`,
    [id],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  return unit;
}

export const moveRoutes: Routes = [
  serve(transferUnit, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.reason, detail: { to: body.jurisdiction } });
    const unit = await lockMoving(tx, params.id);
    if (unit.version !== body.version)
      throw new PlatformError('platform/version-conflict', { seen: body.version, current: unit.version });
    await checkServed(tx, body.jurisdiction);
    const due = earliestDue({ ...unit, jurisdiction: body.jurisdiction }, todayOf(nowMs));
    const at = new Date(nowMs);
    const [done] = await tx.query<{ moved: boolean }>(
      'SELECT mj_move_unit($1, $2, $3, $4, $5, $6, $7) AS moved',
      [params.id, body.jurisdiction, body.address ?? null, due, actor.userId, body.reason, at],
    );
    if (!done?.moved) throw new PlatformError('platform/state-conflict', { state: body.jurisdiction });
    const organ = (await organOf(tx, body.jurisdiction))?.name ?? body.jurisdiction;
    await tx.query('SELECT mj_notify(NULL, $1, $2, $3, $4, $5, $6)', [
      body.jurisdiction,
      'supervisionOfficer',
      'unit-moved-here',
      params.id,
      `${unit.name} 由 ${actor.organisationName} 转来：${body.reason}`,
      at,
    ]);
    if (unit.organisationId !== null)
      await tx.query('SELECT mj_notify($1, $2, NULL, $3, $4, $5, $6)', [
        unit.organisationId,
        body.jurisdiction,
        'unit-moved',
        params.id,
        `${unit.name} 的备案转由 ${organ} 办理：${body.reason}。已提交的日期不变。`,
        at,
      ]);
    return { organ, staying: unit.staying };
  }),
  serve(listUnitMoves, async ({ tx, touch }) => {
    const rows = await tx.query<{
      id: string;
      unitId: string;
      unitName: string;
      from: string;
      to: string;
      reason: string;
      by: string;
      at: Date;
      here: boolean;
    }>(
      `SELECT v.id, v.unit_id AS "unitId", v.unit_name AS "unitName", v.from_jurisdiction AS "from", v.to_jurisdiction AS "to",
              v.reason, coalesce(m.display_name, '公安机关') AS by, v.at, u.id IS NOT NULL AS here
         FROM unit_move v LEFT JOIN member m ON m.user_id = v."by" LEFT JOIN unit u ON u.id = v.unit_id
        ORDER BY v.at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ unitId }) => unitId) });
    const names = new Map<string, string>();
    for (const place of new Set(rows.flatMap(({ from, to }) => [from, to])))
      names.set(place, (await organOf(tx, place))?.name ?? place);
    return rows.map(({ from, to, at, ...row }) => ({
      ...row,
      from: names.get(from) ?? from,
      to: names.get(to) ?? to,
      at: at.toISOString(),
    }));
  }),
];

/** Says where a unit went that this office had. @throws PlatformError `platform/moved-away`, else `platform/not-found` */
export async function sayWhereItWent(tx: Transaction, id: string): Promise<never> {
  const [move] = await tx.query<{ to: string; at: Date }>(
    'SELECT to_jurisdiction AS "to", at FROM unit_move WHERE unit_id = $1 ORDER BY at DESC LIMIT 1',
    [id],
  );
  if (!move) throw new PlatformError('platform/not-found');
  throw new PlatformError('platform/moved-away', {
    organ: (await organOf(tx, move.to))?.name ?? move.to,
    on: new Date(move.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
  });
}
