// SPDX-License-Identifier: Apache-2.0
/** 双随机 over HTTP: plan, list, freeze, draw, result, record. */
import type { Asked } from '@mingjing/contracts';
import {
  type DrawView,
  downloadDraw,
  freezeDraw,
  holdDraw,
  listCandidates,
  listDraws,
  listPlans,
  readDraw,
  setPlan,
} from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { candidatesOf } from './candidates.ts';
import { DrawRecord, FrozenList, hashOfList } from './draw-record.ts';
import { findSeed, holdStoredDraw, type StoredDraw } from './hold-draw.ts';

const columns = `id, year, list, list_hash AS "listHash", items, planned_for::text AS "plannedFor", record,
  drawn_at AS "drawnAt"`;

export const drawRoutes: Routes = [
  serve(listPlans, async ({ tx, touch }) => {
    touch({ ids: [] });
    return plansOf(tx);
  }),
  serve(setPlan, async ({ tx, actor, nowMs, params, body, touch }) => {
    touch({ ids: [`${actor.jurisdiction}/${params.year}`], detail: body });
    await tx.query(
      `INSERT INTO inspection_plan (jurisdiction, year, visits, focus, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (jurisdiction, year) DO UPDATE SET visits = $3, focus = $4, set_by = $5, set_at = $6`,
      [actor.jurisdiction, params.year, body.visits, body.focus, actor.userId, new Date(nowMs)],
    );
    return plansOf(tx);
  }),
  serve(listCandidates, async ({ tx, nowMs, query, touch }) => {
    const units = await candidatesOf(tx, todayOf(nowMs), query.placeKind);
    touch({ ids: [], detail: { ...query, units: units.length } });
    return { units: [...units] };
  }),
  serve(listDraws, async ({ tx, touch }) => {
    const rows = await tx.query<StoredDraw & Record<string, unknown>>(
      `SELECT ${columns} FROM inspection_draw ORDER BY frozen_at DESC LIMIT 200`,
    );
    touch({ ids: rows.map(({ id }) => id) });
    return rows.map(rowOf);
  }),
  serve(freezeDraw, freeze),
  serve(readDraw, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    return viewOf(tx, await getDraw(tx, params.id));
  }),
  serve(holdDraw, async ({ tx, actor, nowMs, params, services, touch }) => {
    touch({ ids: [params.id] });
    const draw = await getDraw(tx, params.id, 'FOR UPDATE');
    await holdStoredDraw(tx, draw, { logKey: services.logKey, userId: actor.userId, nowMs });
    return viewOf(tx, await getDraw(tx, params.id));
  }),
  serve(downloadDraw, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const { record } = await getDraw(tx, params.id);
    if (record === null) throw new PlatformError('platform/not-found');
    return {
      bytes: new TextEncoder().encode(record),
      type: 'application/json',
      fileName: `draw-${params.id}.json`,
    };
  }),
];

/** @throws PlatformError `platform/not-found` */
async function getDraw(tx: Transaction, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<StoredDraw> {
  const [row] = await tx.query<StoredDraw & Record<string, unknown>>(
    `SELECT ${columns} FROM inspection_draw WHERE id = $1 ${lock}`,
    [id],
  );
  if (!row) throw new PlatformError('platform/not-found');
  return { ...row, list: FrozenList.parse(row.list) };
}

const refused = (path: string, reason: string) => new PlatformError('platform/invalid', { path, reason });

async function freeze(context: RequestContext & Asked<typeof freezeDraw>): Promise<DrawView> {
  const { tx, actor, nowMs, body, touch } = context;
  const today = todayOf(nowMs);
  const year = Number((body.plannedFor ?? today).slice(0, 4));
  // One freezing of an organ at a time: two of them never share the last visits of the plan.
  await tx.query('SELECT 1 FROM inspection_plan WHERE jurisdiction = $1 AND year = $2 FOR UPDATE', [
    actor.jurisdiction,
    year,
  ]);
  const plan = (await plansOf(tx)).find(
    (one) => one.jurisdiction === actor.jurisdiction && one.year === year,
  );
  if (!plan) throw refused('plannedFor', `${year} 年没有批准的计划 · no approved plan for ${year}`);
  const units = await candidatesOf(tx, today, body.placeKind);
  if (units.length < body.take)
    throw refused('take', `名单只有 ${units.length} 户 · the list has ${units.length} units`);
  if (plan.frozen + body.take > plan.visits)
    throw refused('take', `超出年度计划，还剩 ${plan.visits - plan.frozen} 户 · beyond the plan of the year`);
  const officers = await tx.query<{ id: string; name: string }>(
    `SELECT user_id AS id, display_name AS name FROM member
      WHERE user_id = ANY($1) AND role = 'supervisionOfficer' AND NOT suspended ORDER BY user_id`,
    [body.officers],
  );
  if (officers.length < new Set(body.officers).size || officers.length < body.officersPerVisit)
    throw refused('officers', '须为在岗的监督民警，且不少于每户人数 · officers on duty, enough for a visit');
  const [made] = await tx.query<{ id: string }>('SELECT uuidv7() AS id');
  const id = made?.id ?? '';
  const list: FrozenList = {
    id,
    title: body.title,
    jurisdiction: actor.jurisdiction,
    frozenAt: new Date(nowMs).toISOString(),
    take: { units: body.take, officers: body.officersPerVisit },
    units: [...units],
    officers: [...officers],
  };
  const listHash = hashOfList(list);
  touch({ ids: [id], detail: { draw: id, listHash } });
  await tx.query(
    `INSERT INTO inspection_draw (id, jurisdiction, year, list, list_hash, items, planned_for, frozen_at, frozen_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      actor.jurisdiction,
      year,
      JSON.stringify(list),
      listHash,
      [...new Set(body.items)].sort((a, b) => a - b),
      body.plannedFor ?? null,
      new Date(nowMs),
      actor.userId,
    ],
  );
  return viewOf(tx, await getDraw(tx, id));
}

function plansOf({ query }: Transaction) {
  return query<{ jurisdiction: string; year: number; visits: number; focus: string; frozen: number }>(
    `SELECT p.jurisdiction, p.year, p.visits, p.focus, coalesce((SELECT sum((d.list -> 'take' ->> 'units')::int)
        FROM inspection_draw d WHERE d.jurisdiction = p.jurisdiction AND d.year = p.year), 0)::int AS frozen
       FROM inspection_plan p ORDER BY p.year DESC, p.jurisdiction LIMIT 500`,
  );
}

const rowOf = ({ id, year, list, listHash, drawnAt }: StoredDraw) => ({
  id,
  year,
  listHash,
  title: list.title,
  frozenAt: list.frozenAt,
  drawnAt: drawnAt?.toISOString() ?? null,
  unitCount: list.units.length,
  take: list.take,
});

async function viewOf(tx: Transaction, draw: StoredDraw): Promise<DrawView> {
  const { units, officers } = draw.list;
  const opened = await tx.query<{ id: string; unitId: string }>(
    `SELECT id, unit_id AS "unitId" FROM process_instance WHERE process = 'inspection' AND data ->> 'drawId' = $1`,
    [draw.id],
  );
  const nameOf = new Map([...units, ...officers].map(({ id, name }) => [id, name]));
  const drawn = draw.record === null ? null : DrawRecord.parse(JSON.parse(draw.record)).drawn;
  return {
    ...rowOf(draw),
    units,
    officers: [...officers],
    seedReady: (await findSeed(tx, draw.id)) !== undefined,
    drawn:
      drawn?.map(({ unit, officers: pair }) => ({
        unitId: unit,
        unitName: nameOf.get(unit) ?? unit,
        officers: pair.map((id) => nameOf.get(id) ?? id),
        inspectionId: opened.find(({ unitId }) => unitId === unit)?.id ?? null,
      })) ?? null,
  };
}
