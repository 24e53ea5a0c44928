// SPDX-License-Identifier: Apache-2.0
/** One unit whole: reading, making and changing it, with the history of every field. */
import { creditCodeDoubt, type UnitChange, type UnitDetail, type UnitInput } from '@mingjing/contracts/desk';
import type { KnownPlaceClass } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { clocksOf, earliestDue, refreshDue } from './filing-clocks.ts';
import { chosenClass, classDoubt, placeOf } from './place-class.ts';
import { type RetentionRow, retentionColumns, retentionOfRow } from './retention-floor.ts';
import { maskPhone } from './telephone.ts';

const mostCameras = 2000;

/** @throws PlatformError `platform/not-found`, also for what lies in another county */
export async function loadUnit(tx: Transaction, id: string, today: string): Promise<UnitDetail> {
  const [unit] = await tx.query<
    Omit<
      UnitDetail,
      'people' | 'systems' | 'cameras' | 'clocks' | 'doubts' | 'placeClassSettled' | 'retention'
    > & {
      readonly chosen: KnownPlaceClass | null;
      readonly asked: RetentionRow;
    }
  >(
    `SELECT id, jurisdiction, name, credit_code AS "creditCode", place_kind AS "placeKind", place_class AS "placeClass",
            place_class_reason AS "placeClassReason", address, longitude, latitude, key_unit AS "keyUnit",
            counter_terror_key_target AS "counterTerrorKeyTarget",
            storage_days AS "storageDays", camera_count AS "cameraCount", filing_state AS "filingState",
            filing_due_on::text AS "filingDueOn", filed_on::text AS "filedOn", sources, version, ${chosenClass('unit')} AS chosen,
            (SELECT to_jsonb(r) FROM (SELECT ${retentionColumns('unit')}) AS r) AS asked,
            (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = unit.organisation_id) AS organisation
       FROM unit WHERE id = $1`,
    [id],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  const people = await tx.query<UnitDetail['people'][number]>(
    `SELECT id, name, duty, phone
       FROM responsible_person WHERE unit_id = $1 ORDER BY id`,
    [id],
  );
  const systems = await tx.query<UnitDetail['systems'][number]>(
    `SELECT id, name, acceptance_passed_on::text AS "acceptancePassedOn", put_into_use_on::text AS "putIntoUseOn",
            storage_days AS "storageDays" FROM video_system WHERE unit_id = $1 ORDER BY id`,
    [id],
  );
  const cameras = await tx.query<UnitDetail['cameras'][number]>(
    `SELECT id, code, place, kind, azimuth_degrees AS "azimuthDegrees", range_metres AS "rangeMetres",
            no_forbidden_area AS "noForbiddenArea", near_secret_unit AS "nearSecretUnit",
            secret_unit_consent AS "secretUnitConsent" FROM camera WHERE unit_id = $1 ORDER BY code LIMIT $2`,
    [id, mostCameras],
  );
  const [system] = systems;
  const clocks = clocksOf(
    {
      jurisdiction: unit.jurisdiction,
      placeKind: unit.placeKind,
      placeClass: unit.chosen,
      acceptancePassedOn: system?.acceptancePassedOn ?? null,
      putIntoUseOn: system?.putIntoUseOn ?? null,
      filedOn: unit.filedOn,
    },
    today,
  );
  const { chosen, asked, ...shown } = unit;
  const { requiredDays, decidedBy } = retentionOfRow(asked, today);
  return {
    ...shown,
    placeClassSettled: chosen !== null,
    retention:
      requiredDays === null || decidedBy === null ? null : { days: requiredDays, provision: decidedBy },
    doubts: [...doubtsOf(unit), ...classDoubt(unit.placeKind, chosen)],
    people: people.map((person) => ({ ...person, phone: maskPhone(person.phone) })),
    systems: [...systems],
    cameras: [...cameras],
    clocks: [...clocks],
  };
}

/** What a unit's record was taken with but should be looked at once more. */
export function doubtsOf({ creditCode }: { readonly creditCode: string | null }): UnitDetail['doubts'] {
  const doubt = creditCodeDoubt(creditCode);
  return doubt ? [{ field: 'creditCode', ...doubt }] : [];
}

export interface Writer {
  readonly tx: Transaction;
  readonly userId: string;
  readonly nowMs: number;
  readonly today: string;
}

/** @returns the id of the new unit */
export async function insertUnit(
  { tx, userId, nowMs, today }: Writer,
  input: UnitInput,
  ground: string,
): Promise<string> {
  const { placeClass, reason } = placeOf(input.placeKind);
  const due = earliestDue(
    {
      jurisdiction: input.jurisdiction,
      placeKind: input.placeKind,
      acceptancePassedOn: input.acceptancePassedOn ?? null,
      putIntoUseOn: input.putIntoUseOn ?? null,
      filedOn: null,
    },
    today,
  );
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO unit (jurisdiction, name, credit_code, place_kind, place_class, place_class_reason, address, longitude,
                       latitude, key_unit, counter_terror_key_target, storage_days, filing_due_on, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id`,
    [
      input.jurisdiction,
      input.name,
      input.creditCode,
      input.placeKind,
      placeClass,
      JSON.stringify(reason),
      input.address,
      input.longitude ?? null,
      input.latitude ?? null,
      input.keyUnit ?? false,
      input.counterTerrorKeyTarget ?? false,
      input.storageDays ?? null,
      due,
      new Date(nowMs),
    ],
  );
  if (!row) throw new PlatformError('platform/internal');
  if (input.acceptancePassedOn || input.putIntoUseOn)
    await tx.query(
      `INSERT INTO video_system (unit_id, jurisdiction, name, acceptance_passed_on, put_into_use_on, storage_days)
       VALUES ($1, $2, '公共安全视频图像信息系统', $3, $4, $5)`,
      [
        row.id,
        input.jurisdiction,
        input.acceptancePassedOn ?? null,
        input.putIntoUseOn ?? null,
        input.storageDays ?? null,
      ],
    );
  await writeHistory({ tx, userId, nowMs }, row.id, input.jurisdiction, [['unit', null, input]], ground);
  return row.id;
}

const changeable = {
  name: 'name',
  creditCode: 'credit_code',
  placeKind: 'place_kind',
  address: 'address',
  longitude: 'longitude',
  latitude: 'latitude',
  keyUnit: 'key_unit',
  counterTerrorKeyTarget: 'counter_terror_key_target',
  storageDays: 'storage_days',
} as const;

/** @throws PlatformError `platform/not-found`, `platform/version-conflict` */
export async function updateUnit(
  writer: Writer,
  id: string,
  { version, ...change }: UnitChange,
  ground = 'edit',
): Promise<void> {
  const { tx, nowMs, today } = writer;
  const before = await loadUnit(tx, id, today);
  if (before.version !== version)
    throw new PlatformError('platform/version-conflict', { seen: version, current: before.version });
  const fields = (Object.keys(changeable) as (keyof typeof changeable)[]).filter(
    (field) => change[field] !== undefined && change[field] !== before[field],
  );
  const values: unknown[] = [id, new Date(nowMs), version];
  const sets = fields.map((field) => `${changeable[field]} = $${values.push(change[field])}`);
  // What a person settled stays; its doubt is shown.
  if (fields.includes('placeKind') && !before.placeClassSettled) {
    const { placeClass, reason } = placeOf(change.placeKind ?? before.placeKind);
    sets.push(
      `place_class = $${values.push(placeClass)}`,
      `place_class_reason = $${values.push(JSON.stringify(reason))}`,
    );
  }
  if (sets.length === 0) return;
  const changed = await tx.query(
    `UPDATE unit SET ${sets.join(', ')}, updated_at = $2, version = version + 1 WHERE id = $1 AND version = $3 RETURNING id`,
    values,
  );
  if (changed.length === 0)
    throw new PlatformError('platform/version-conflict', { seen: version, current: '?' });
  await writeHistory(
    writer,
    id,
    before.jurisdiction,
    fields.map((field) => [field, before[field], change[field]]),
    ground,
  );
  if (fields.includes('placeKind')) await refreshDue(tx, id, today);
}

export async function writeHistory(
  { tx, userId, nowMs }: Pick<Writer, 'tx' | 'userId' | 'nowMs'>,
  unitId: string,
  jurisdiction: string,
  changes: readonly (readonly [field: string, before: unknown, after: unknown])[],
  ground: string,
  of: { readonly subject: 'unit' | 'system' | 'camera' | 'person'; readonly id: string } = {
    subject: 'unit',
    id: unitId,
  },
): Promise<void> {
  for (const [field, before, after] of changes)
    await tx.query(
      `INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, before, after, changed_by, ground)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        new Date(nowMs),
        jurisdiction,
        unitId,
        of.subject,
        of.id,
        field,
        JSON.stringify(before ?? null),
        JSON.stringify(after ?? null),
        userId,
        ground,
      ],
    );
}
