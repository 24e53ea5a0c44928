// SPDX-License-Identifier: Apache-2.0
/** A verified filing becomes what the register says of the unit. */
import { CompleteFilingForm } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { placeOf } from '../registry/index.ts';
import type { StoredFiling } from './filing-desk.ts';

/** @returns the fields that changed, for the history */
export async function applyFiling(
  tx: Transaction,
  { unitId, jurisdiction, form }: StoredFiling,
  today: string,
): Promise<readonly (readonly [field: string, before: unknown, after: unknown])[]> {
  const filed = CompleteFilingForm.parse(form);
  const [before] = await tx.query<Record<string, unknown>>(
    `SELECT name, credit_code AS "creditCode", place_kind AS "placeKind", address, storage_days AS "storageDays",
            camera_count AS "cameraCount" FROM unit WHERE id = $1`,
    [unitId],
  );
  const { placeClass, reason } = placeOf(filed.placeKind);
  await tx.query(
    `UPDATE unit SET name = $2, credit_code = $3, place_kind = $4, place_class = $5, place_class_reason = $6, address = $7,
            longitude = coalesce($8, longitude), latitude = coalesce($9, latitude), storage_days = $10, camera_count = $11,
            filed_on = $12, version = version + 1, updated_at = now() WHERE id = $1`,
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
      filed.cameras.length,
      today,
    ],
  );
  await tx.query('DELETE FROM responsible_person WHERE unit_id = $1', [unitId]);
  for (const { name, duty, phone } of filed.people)
    await tx.query(
      'INSERT INTO responsible_person (unit_id, jurisdiction, name, duty, phone) VALUES ($1, $2, $3, $4, $5)',
      [unitId, jurisdiction, name, duty, phone],
    );
  await tx.query('DELETE FROM camera WHERE unit_id = $1', [unitId]);
  await tx.query('DELETE FROM video_system WHERE unit_id = $1', [unitId]);
  const [system] = await tx.query<{ id: string }>(
    `INSERT INTO video_system (unit_id, jurisdiction, name, acceptance_passed_on, put_into_use_on, storage_days)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      unitId,
      jurisdiction,
      filed.systemName,
      filed.acceptancePassedOn ?? null,
      filed.putIntoUseOn ?? null,
      filed.storageDays,
    ],
  );
  for (const camera of filed.cameras)
    await tx.query(
      `INSERT INTO camera (unit_id, system_id, jurisdiction, code, place, kind, azimuth_degrees, range_metres, serial_number,
                           no_forbidden_area, near_secret_unit, secret_unit_consent, longitude, latitude)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        unitId,
        system?.id ?? null,
        jurisdiction,
        camera.code,
        camera.place,
        camera.kind,
        camera.azimuthDegrees ?? null,
        camera.rangeMetres ?? null,
        camera.serialNumber ?? null,
        camera.noForbiddenArea ?? null,
        camera.nearSecretUnit ?? null,
        camera.secretUnitConsent ?? null,
        camera.longitude ?? null,
        camera.latitude ?? null,
      ],
    );
  const after: Readonly<Record<string, unknown>> = { ...filed, cameraCount: filed.cameras.length };
  return Object.entries(before ?? {})
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field] ?? null))
    .map(([field, value]) => [field, value, after[field] ?? null] as const);
}
