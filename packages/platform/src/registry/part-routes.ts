// SPDX-License-Identifier: Apache-2.0
/** Systems, cameras and responsible people of a unit; every change goes into the history. */
import {
  addCamera,
  addPerson,
  addSystem,
  type CameraInput,
  changeCamera,
  changePerson,
  changeSystem,
  listSystems,
  openPhone,
  type PersonInput,
  removeCamera,
  removePerson,
  removeSystem,
  type SystemInput,
  type SystemRow,
} from '@mingjing/contracts/desk';
import type { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type RequestContext, type Routes, serve } from '../serve.ts';
import { refreshDue } from './filing-clocks.ts';
import { keepsTooLittle, readFloors } from './retention-floor.ts';
import { todayOf } from './today.ts';
import { writeHistory } from './unit-detail.ts';

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
  },
  people: {
    subject: 'person',
    table: 'responsible_person',
    columns: { name: 'name', duty: 'duty', phone: 'phone' },
  },
} as const;

type PartName = keyof typeof parts;
/** What stands in the history: no telephone number. */
const forHistory = ({ phone: _, ...rest }: Readonly<Record<string, unknown>>) => rest;

type Context = Pick<RequestContext, 'tx' | 'actor' | 'nowMs'>;

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

/** Adding, changing and removing a part are the same three acts for each kind of part. */
function acts<Input extends Readonly<Record<string, unknown>>>(part: PartName) {
  const { table } = parts[part];
  const columns: Readonly<Record<string, string>> = parts[part].columns;
  const fields = Object.keys(columns);
  type Given = RequestContext & { readonly params: { readonly id: string; readonly part: string } };
  return {
    add: async (
      context: RequestContext & { readonly params: { readonly id: string }; readonly body: Input },
    ) => {
      const { tx, params, body, touch } = context;
      const jurisdiction = await jurisdictionOf(tx, params.id);
      const places = fields.map((_, index) => `$${index + 3}`);
      const [row] = await tx.query<{ id: string }>(
        `INSERT INTO ${table} (unit_id, jurisdiction, ${fields.map((field) => columns[field]).join(', ')})
         VALUES ($1, $2, ${places.join(', ')}) RETURNING id`,
        [params.id, jurisdiction, ...fields.map((field) => body[field] ?? null)],
      );
      if (!row) throw new PlatformError('platform/internal');
      touch({ ids: [params.id, row.id] });
      await settle(context, params.id, part, { id: row.id, before: null, after: forHistory(body) });
      return { id: row.id };
    },
    change: async (context: Given & { readonly body: Input }) => {
      const { tx, params, body, touch } = context;
      touch({ ids: [params.id, params.part] });
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
    remove: async (context: Given) => {
      const { tx, params, touch } = context;
      touch({ ids: [params.id, params.part] });
      const before = await readPart(tx, part, params.id, params.part);
      await tx.query(`DELETE FROM ${table} WHERE id = $1 AND unit_id = $2`, [params.part, params.id]);
      await settle(context, params.id, part, { id: params.part, before: forHistory(before), after: null });
      return { removed: true } as const;
    },
  };
}

const ofSystems = acts<z.output<typeof SystemInput>>('systems');
const ofCameras = acts<z.output<typeof CameraInput>>('cameras');
const ofPeople = acts<z.output<typeof PersonInput>>('people');

export const partRoutes: Routes = [
  serve(addSystem, ofSystems.add),
  serve(changeSystem, ofSystems.change),
  serve(removeSystem, ofSystems.remove),
  serve(addCamera, ofCameras.add),
  serve(changeCamera, ofCameras.change),
  serve(removeCamera, ofCameras.remove),
  serve(addPerson, ofPeople.add),
  serve(changePerson, ofPeople.change),
  serve(removePerson, ofPeople.remove),
  serve(openPhone, async ({ tx, params, query, touch }) => {
    touch({ ids: [params.id, params.part], purpose: query.purpose });
    const [row] = await tx.query<{ phone: string }>(
      'SELECT phone FROM responsible_person WHERE id = $1 AND unit_id = $2',
      [params.part, params.id],
    );
    if (!row) throw new PlatformError('platform/not-found');
    return row;
  }),
  serve(listSystems, async ({ tx, query, nowMs, touch }) => {
    const floors = query.storageShort ? JSON.stringify(await readFloors(tx, todayOf(nowMs))) : null;
    const rows = await tx.query<z.infer<typeof SystemRow>>(
      `SELECT s.id, s.unit_id AS "unitId", u.name AS "unitName", u.place_kind AS "placeKind", s.name,
                s.acceptance_passed_on::text AS "acceptancePassedOn", s.put_into_use_on::text AS "putIntoUseOn",
                s.storage_days AS "storageDays"
           FROM video_system s JOIN unit u ON u.id = s.unit_id
          WHERE ($1::int IS NULL OR s.storage_days < $1)
            AND (NOT $2::boolean OR (s.acceptance_passed_on IS NULL AND s.put_into_use_on IS NULL))
            AND ($3::uuid IS NULL OR s.id > $3)
            AND ($5::jsonb IS NULL OR ${keepsTooLittle('$5::jsonb', 's.storage_days', 'u')})
          ORDER BY s.id LIMIT $4`,
      [query.storageBelow ?? null, query.withoutDate ?? false, query.after ?? null, query.size + 1, floors],
    );
    touch({ ids: rows.map(({ unitId }) => unitId) });
    const systems = rows.slice(0, query.size);
    return { systems, next: rows.length > query.size ? (systems.at(-1)?.id ?? null) : null };
  }),
];
