// SPDX-License-Identifier: Apache-2.0
/** D799 art. 14(3): what is held already is filled in, with where it comes from and of which day, and not asked again. */
import type { FilingForm, FilingView } from '@mingjing/contracts/desk';
import type { KnownPlaceClass } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { chosenClass } from '../registry/index.ts';

export interface OwnUnit {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly address: string;
  readonly placeKind: string;
  readonly placeClass: KnownPlaceClass | null;
  readonly storageDays: number | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly filingState: string;
  readonly filedOn: string | null;
  readonly systemName: string | null;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly sources: FilingView['sources'];
  /** The day in China on which the register was last changed. */
  readonly registeredOn: string;
}

export const ownUnitSql = `SELECT u.id, u.jurisdiction, u.name, u.credit_code AS "creditCode", u.address,
  u.place_kind AS "placeKind", ${chosenClass('u')} AS "placeClass", u.storage_days AS "storageDays", u.longitude, u.latitude, u.sources,
  (u.updated_at AT TIME ZONE 'Asia/Shanghai')::date::text AS "registeredOn",
  u.filing_state AS "filingState", u.filed_on::text AS "filedOn", s.name AS "systemName",
  s.acceptance_passed_on::text AS "acceptancePassedOn", s.put_into_use_on::text AS "putIntoUseOn"
  FROM unit u LEFT JOIN video_system s ON s.unit_id = u.id WHERE $1::uuid IS NULL OR u.id = $1 ORDER BY u.id, s.id LIMIT 1`;

/** What was held of a unit when its form was begun; the form is compared with it, and kept beside it. */
export interface Known {
  readonly form: FilingForm;
  readonly sources: FilingView['sources'];
}

const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)) as T;

/** The register of today, and for what it does not hold the last verified filing. */
export async function readKnown(tx: Transaction, unit: OwnUnit): Promise<Known> {
  const people = await tx.query<NonNullable<FilingForm['people']>[number]>(
    'SELECT name, duty, phone FROM responsible_person WHERE unit_id = $1 ORDER BY id LIMIT 20',
    [unit.id],
  );
  const cameras = await tx.query<NonNullable<FilingForm['cameras']>[number]>(
    `SELECT code, place, kind, azimuth_degrees AS "azimuthDegrees", range_metres AS "rangeMetres",
            serial_number AS "serialNumber", no_forbidden_area AS "noForbiddenArea", near_secret_unit AS "nearSecretUnit",
            secret_unit_consent AS "secretUnitConsent", longitude, latitude
       FROM camera WHERE unit_id = $1 ORDER BY code LIMIT 2000`,
    [unit.id],
  );
  const [previous] = await tx.query<{ form: FilingForm; receipt: string | null; on: string }>(
    `SELECT form, receipt_number AS receipt, (verified_at AT TIME ZONE 'Asia/Shanghai')::date::text AS on
       FROM filing WHERE unit_id = $1 AND status = 'verified' ORDER BY verified_at DESC LIMIT 1`,
    [unit.id],
  );
  const registered: FilingForm = given({
    name: unit.name,
    creditCode: unit.creditCode,
    placeKind: unit.placeKind,
    address: unit.address,
    longitude: unit.longitude,
    latitude: unit.latitude,
    storageDays: unit.storageDays,
    systemName: unit.systemName,
    acceptancePassedOn: unit.acceptancePassedOn,
    putIntoUseOn: unit.putIntoUseOn,
    ...(people.length > 0 && { people: people.map(given) }),
    ...(cameras.length > 0 && { cameras: cameras.map(given) }),
  });
  const before: FilingForm = given(previous?.form ?? {});
  const form: FilingForm = {
    systemName: '公共安全视频图像信息系统',
    people: [],
    cameras: [],
    ...before,
    ...registered,
  };
  const register = { source: 'register', on: unit.registeredOn };
  const filing = previous && { source: `filing ${previous.receipt ?? ''}`.trim(), on: previous.on };
  const sources: Record<string, { source: string; on: string }> = {};
  for (const field of Object.keys(before)) if (filing) sources[field] = filing;
  for (const field of Object.keys(registered)) sources[field] = unit.sources[field] ?? register;
  return { form, sources };
}
