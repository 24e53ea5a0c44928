// SPDX-License-Identifier: Apache-2.0
/**
 * A verified filing becomes what the register says of the unit. Whatever is registered keeps its id and nothing is
 * deleted: cameras are known by their code, people by their name, a system by its name or by being the only one.
 */
import type { CompleteFilingForm } from '@mingjing/contracts/desk';
import { oneOf, type Transaction } from '../database/scope.ts';
import { refreshDue } from './filing-clocks.ts';
import { placeOf } from './place-class.ts';
import { todayOf } from './today.ts';
import { writeHistory } from './unit-detail.ts';

interface FiledUnit {
  readonly unitId: string;
  readonly jurisdiction: string;
}

interface Ground {
  readonly userId: string;
  readonly nowMs: number;
  /** What the history names as the reason, e.g. `filing:…`. */
  readonly ground: string;
}

type Columns = Readonly<Record<string, unknown>>;
type Subject = 'unit' | 'system' | 'camera' | 'person';

const tables = { system: 'video_system', camera: 'camera', person: 'responsible_person' } as const;
const historyWords = { system: 'systems', camera: 'cameras', person: 'people' } as const;

/** Writes what a filing says of a unit into the register, with the history of every field. */
export async function applyFiled(
  tx: Transaction,
  unit: FiledUnit,
  filed: CompleteFilingForm,
  by: Ground,
): Promise<void> {
  const { unitId, jurisdiction } = unit;
  const note = (
    subject: Subject,
    id: string,
    changes: readonly (readonly [string, unknown, unknown])[],
  ): Promise<void> => writeHistory({ tx, ...by }, unitId, jurisdiction, changes, by.ground, { subject, id });
  /** Changes a registered part or adds it; what the form leaves out stays as it is registered. */
  const keep = async (
    subject: keyof typeof tables,
    id: string | undefined,
    given: Columns,
  ): Promise<string> => {
    const columns = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
    );
    const names = Object.keys(columns);
    const table = tables[subject];
    if (id === undefined) {
      const places = names.map((_, index) => `$${index + 3}`);
      const added = oneOf(
        await tx.query<{ id: string }>(
          `INSERT INTO ${table} (unit_id, jurisdiction, ${names.join(', ')}) VALUES ($1, $2, ${places.join(', ')}) RETURNING id`,
          [unitId, jurisdiction, ...Object.values(columns)],
        ),
      );
      await note(subject, added.id, [[historyWords[subject], null, forHistory(columns)]]);
      return added.id;
    }
    const before = oneOf(
      await tx.query<Columns>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE id = $1`, [id]),
    )['row'] as Columns;
    const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(columns[name]));
    if (changed.length === 0) return id;
    const sets = changed.map((name, index) => `${name} = $${index + 2}`);
    await tx.query(`UPDATE ${table} SET ${sets.join(', ')} WHERE id = $1`, [
      id,
      ...changed.map((name) => columns[name]),
    ]);
    const of = (row: Columns) => forHistory(Object.fromEntries(changed.map((name) => [name, row[name]])));
    await note(subject, id, [[historyWords[subject], of(before), of(columns)]]);
    return id;
  };

  const registered = await readRegistered(tx, unitId);
  const system =
    registered.systems.find(({ name }) => name === filed.systemName) ??
    (registered.systems.length === 1 ? registered.systems[0] : undefined);
  const systemId = await keep('system', system?.id, {
    name: filed.systemName,
    acceptance_passed_on: filed.acceptancePassedOn,
    put_into_use_on: filed.putIntoUseOn,
    storage_days: filed.storageDays,
  });
  for (const { name, duty, phone } of filed.people) {
    const same = registered.people.filter((person) => person.name === name);
    const known =
      same.find((person) => person.phone === phone) ?? same.find((person) => person.duty === duty);
    const person = known ?? (same.length === 1 ? same[0] : undefined);
    await keep('person', person?.id, { name, duty, phone });
  }
  for (const camera of filed.cameras)
    await keep('camera', registered.cameras.find(({ code }) => code === camera.code)?.id, {
      system_id: systemId,
      code: camera.code,
      place: camera.place,
      kind: camera.kind,
      azimuth_degrees: camera.azimuthDegrees,
      range_metres: camera.rangeMetres,
      serial_number: camera.serialNumber,
      no_forbidden_area: camera.noForbiddenArea,
      near_secret_unit: camera.nearSecretUnit,
      secret_unit_consent: camera.secretUnitConsent,
      longitude: camera.longitude,
      latitude: camera.latitude,
    });
  await note('unit', unitId, await writeUnit(tx, unitId, filed, by.nowMs));
  await refreshDue(tx, unitId, todayOf(by.nowMs));
}

/** No telephone number stands in the history. */
const forHistory = ({ phone: _, ...rest }: Columns): Columns => rest;

async function readRegistered(tx: Transaction, unitId: string) {
  const read = <Row extends object>(table: string, columns: string) =>
    tx.query<Row & { readonly id: string }>(
      `SELECT id, ${columns} FROM ${table} WHERE unit_id = $1 ORDER BY id FOR UPDATE`,
      [unitId],
    );
  return {
    systems: await read<{ name: string }>('video_system', 'name'),
    people: await read<{ name: string; duty: string; phone: string }>(
      'responsible_person',
      'name, duty, phone',
    ),
    cameras: await read<{ code: string }>('camera', 'code'),
  };
}

const unitFields = `name, credit_code AS "creditCode", place_kind AS "placeKind", address, longitude, latitude,
  storage_days AS "storageDays", camera_count AS "cameraCount"`;

/** @returns the fields that changed: name, before, after */
async function writeUnit(tx: Transaction, unitId: string, filed: CompleteFilingForm, nowMs: number) {
  const before = oneOf(await tx.query<Columns>(`SELECT ${unitFields} FROM unit WHERE id = $1`, [unitId]));
  const { placeClass, reason } = placeOf(filed.placeKind);
  const after = oneOf(
    await tx.query<Columns>(
      `UPDATE unit SET name = $2, credit_code = $3, place_kind = $4, place_class = CASE WHEN place_class_by IS NULL THEN $5 ELSE place_class END,
              place_class_reason = CASE WHEN place_class_by IS NULL THEN $6::jsonb ELSE place_class_reason END, address = $7,
              longitude = coalesce($8, longitude), latitude = coalesce($9, latitude), storage_days = $10,
              camera_count = (SELECT count(*) FROM camera WHERE unit_id = $1), version = version + 1, updated_at = $11
        WHERE id = $1 RETURNING ${unitFields}`,
      [
        unitId,
        filed.name,
        filed.creditCode,
        filed.placeKind,
        placeClass,
        JSON.stringify(reason),
        filed.address,
        filed.longitude ?? null,
        filed.latitude ?? null,
        filed.storageDays,
        new Date(nowMs),
      ],
    ),
  );
  return Object.entries(after)
    .filter(([field, value]) => before[field] !== value)
    .map(([field, value]) => [field, before[field], value] as const);
}
