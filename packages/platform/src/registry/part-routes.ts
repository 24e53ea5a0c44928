// SPDX-License-Identifier: Apache-2.0
/** Systems, cameras and responsible people of a unit; every change goes into the history. */
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type RequestContext, type Route, route } from '../http/context.ts';
import { todayOf } from './today.ts';
import { refreshDue, writeHistory } from './unit-detail.ts';

const line = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date().nullable();

/** Each part: its table, its columns by field, and what may be written. */
const parts = {
  systems: {
    subject: 'system',
    table: 'video_system',
    columns: {
      name: 'name',
      acceptancePassedOn: 'acceptance_passed_on',
      putIntoUseOn: 'put_into_use_on',
      storageDays: 'storage_days',
    },
    input: z.object({
      name: line(120),
      acceptancePassedOn: day.default(null),
      putIntoUseOn: day.default(null),
      storageDays: z.int().min(0).max(3650).nullable().default(null),
    }),
  },
  cameras: {
    subject: 'camera',
    table: 'camera',
    columns: {
      code: 'code',
      place: 'place',
      kind: 'kind',
      azimuthDegrees: 'azimuth_degrees',
      rangeMetres: 'range_metres',
      noForbiddenArea: 'no_forbidden_area',
      nearSecretUnit: 'near_secret_unit',
      secretUnitConsent: 'secret_unit_consent',
    },
    input: z.object({
      code: line(40),
      place: line(120),
      kind: line(40),
      azimuthDegrees: z.int().min(0).max(359).nullable().default(null).describe('从正北顺时针'),
      rangeMetres: z.int().min(1).max(20_000).nullable().default(null),
      noForbiddenArea: z.boolean().nullable().default(null).describe('声明不在 D799 第八条禁止的区域'),
      nearSecretUnit: z.boolean().nullable().default(null),
      secretUnitConsent: line(120).nullable().default(null).describe('D799 第十条：同意的文号'),
    }),
  },
  people: {
    subject: 'person',
    table: 'responsible_person',
    columns: { name: 'name', duty: 'duty', phone: 'phone' },
    input: z.object({ name: line(60), duty: line(60), phone: z.string().regex(/^[+\d][\d -]{4,24}$/) }),
  },
} as const;

type PartName = keyof typeof parts;
const Made = z.object({ id: z.uuid() });
const OfUnit = z.object({ id: z.uuid() });
const OfPart = z.object({ id: z.uuid(), part: z.uuid() });
const words: Readonly<Record<PartName, string>> = { systems: '系统', cameras: '摄像机', people: '责任人员' };
/** What stands in the history: no telephone number. */
const forHistory = ({ phone: _, ...rest }: Readonly<Record<string, unknown>>) => rest;

type Context = Pick<RequestContext<unknown, unknown, unknown>, 'tx' | 'actor' | 'nowMs'>;

async function jurisdictionOf(tx: Transaction, unitId: string): Promise<string> {
  const [unit] = await tx.query<{ jurisdiction: string }>(
    'SELECT jurisdiction FROM unit WHERE id = $1 FOR UPDATE',
    [unitId],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  return unit.jurisdiction;
}

async function settle(
  { tx, actor, nowMs }: Context,
  unitId: string,
  part: PartName,
  change: { readonly id: string; readonly before: unknown; readonly after: unknown },
): Promise<void> {
  const jurisdiction = await jurisdictionOf(tx, unitId);
  await writeHistory(
    { tx, userId: actor.userId, nowMs },
    unitId,
    jurisdiction,
    [[part, change.before, change.after]],
    'edit',
    { subject: parts[part].subject, id: change.id },
  );
  if (part === 'systems') await refreshDue(tx, unitId, todayOf(nowMs));
  if (part === 'cameras')
    await tx.query(
      'UPDATE unit SET camera_count = (SELECT count(*) FROM camera WHERE unit_id = $1) WHERE id = $1',
      [unitId],
    );
}

const selectColumns = (part: PartName): string =>
  Object.entries(parts[part].columns)
    .map(([field, column]) => `${column}${column.endsWith('_on') ? '::text' : ''} AS "${field}"`)
    .join(', ');

async function readPart(tx: Transaction, part: PartName, unitId: string, id: string) {
  const [row] = await tx.query<Record<string, unknown>>(
    `SELECT ${selectColumns(part)} FROM ${parts[part].table} WHERE id = $1 AND unit_id = $2`,
    [id, unitId],
  );
  if (!row) throw new PlatformError('platform/not-found');
  return row;
}

function routesOf(part: PartName): readonly Route[] {
  const { table, input } = parts[part];
  const columns: Readonly<Record<string, string>> = parts[part].columns;
  const fields = Object.keys(columns);
  return [
    route({
      method: 'POST',
      path: `/api/units/:id/${part}`,
      tag: 'registry',
      summary: `登记${words[part]}`,
      params: OfUnit,
      body: input as z.ZodType<Record<string, unknown>>,
      response: Made,
      status: 201,
      handler: async (context) => {
        const { tx, params, body, touch } = context;
        const jurisdiction = await jurisdictionOf(tx, params.id);
        const places = fields.map((_, index) => `$${index + 3}`);
        const [row] = await tx.query<{ id: string }>(
          `INSERT INTO ${table} (unit_id, jurisdiction, ${fields.map((field) => columns[field]).join(', ')})
           VALUES ($1, $2, ${places.join(', ')}) RETURNING id`,
          [params.id, jurisdiction, ...fields.map((field) => body[field] ?? null)],
        );
        if (!row) throw new PlatformError('platform/internal');
        touch({ subject: parts[part].subject, ids: [params.id, row.id] });
        await settle(context, params.id, part, { id: row.id, before: null, after: forHistory(body) });
        return { id: row.id };
      },
    }),
    route({
      method: 'PUT',
      path: `/api/units/:id/${part}/:part`,
      tag: 'registry',
      summary: `修改${words[part]}`,
      params: OfPart,
      body: input as z.ZodType<Record<string, unknown>>,
      response: Made,
      handler: async (context) => {
        const { tx, params, body, touch } = context;
        touch({ subject: parts[part].subject, ids: [params.id, params.part] });
        const before = await readPart(tx, part, params.id, params.part);
        await tx.query(
          `UPDATE ${table} SET ${fields.map((field, index) => `${columns[field]} = $${index + 3}`).join(', ')}
            WHERE id = $1 AND unit_id = $2`,
          [params.part, params.id, ...fields.map((field) => body[field] ?? null)],
        );
        await settle(context, params.id, part, {
          id: params.part,
          before: forHistory(before),
          after: forHistory(body),
        });
        return { id: params.part };
      },
    }),
    route({
      method: 'DELETE',
      path: `/api/units/:id/${part}/:part`,
      tag: 'registry',
      summary: `撤去${words[part]}`,
      params: OfPart,
      response: z.object({ removed: z.literal(true) }),
      handler: async (context) => {
        const { tx, params, touch } = context;
        touch({ subject: parts[part].subject, ids: [params.id, params.part] });
        const before = await readPart(tx, part, params.id, params.part);
        await tx.query(`DELETE FROM ${table} WHERE id = $1 AND unit_id = $2`, [params.part, params.id]);
        await settle(context, params.id, part, { id: params.part, before: forHistory(before), after: null });
        return { removed: true };
      },
    }),
  ];
}

const SystemRow = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  placeKind: z.string(),
  name: z.string(),
  acceptancePassedOn: z.string().nullable(),
  putIntoUseOn: z.string().nullable(),
  storageDays: z.number().nullable(),
});

export const partRoutes: readonly Route[] = [
  ...routesOf('systems'),
  ...routesOf('cameras'),
  ...routesOf('people'),
  route({
    method: 'GET',
    path: '/api/units/:id/people/:part/phone',
    tag: 'registry',
    summary: '打开一个电话号码；理由和打开的人记入审计',
    params: OfPart,
    query: z.object({ purpose: z.string().trim().min(2).max(200) }),
    response: z.object({ phone: z.string() }),
    handler: async ({ tx, params, query, touch }) => {
      touch({ subject: 'phone', ids: [params.id, params.part], purpose: query.purpose });
      const [row] = await tx.query<{ phone: string }>(
        'SELECT phone FROM responsible_person WHERE id = $1 AND unit_id = $2',
        [params.part, params.id],
      );
      if (!row) throw new PlatformError('platform/not-found');
      return row;
    },
  }),
  route({
    method: 'GET',
    path: '/api/systems',
    tag: 'registry',
    summary: '系统列表：存储天数不足、缺投入使用日期的',
    query: z.object({
      storageBelow: z.coerce.number().int().min(1).max(3650).optional(),
      withoutDate: z.stringbool().optional(),
      size: z.coerce.number().int().min(1).max(200).default(50),
      after: z.uuid().optional(),
    }),
    response: z.object({ systems: z.array(SystemRow), next: z.uuid().nullable() }),
    handler: async ({ tx, query, touch }) => {
      const rows = await tx.query<z.infer<typeof SystemRow>>(
        `SELECT s.id, s.unit_id AS "unitId", u.name AS "unitName", u.place_kind AS "placeKind", s.name,
                s.acceptance_passed_on::text AS "acceptancePassedOn", s.put_into_use_on::text AS "putIntoUseOn",
                s.storage_days AS "storageDays"
           FROM video_system s JOIN unit u ON u.id = s.unit_id
          WHERE ($1::int IS NULL OR s.storage_days < $1)
            AND (NOT $2::boolean OR (s.acceptance_passed_on IS NULL AND s.put_into_use_on IS NULL))
            AND ($3::uuid IS NULL OR s.id > $3) ORDER BY s.id LIMIT $4`,
        [query.storageBelow ?? null, query.withoutDate ?? false, query.after ?? null, query.size + 1],
      );
      touch({ subject: 'unit', ids: rows.map(({ unitId }) => unitId) });
      const systems = rows.slice(0, query.size);
      return { systems, next: rows.length > query.size ? (systems.at(-1)?.id ?? null) : null };
    },
  }),
];
