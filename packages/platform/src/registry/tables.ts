// SPDX-License-Identifier: Apache-2.0
/** Units, their people, systems and cameras, and the history of every field. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { calendarDay, identifier, instant, jurisdictionCode } from '../database/columns.ts';

/** Derived from the last filing and from dates, never set by hand. */
export const filingStates = ['unfiled', 'pending', 'returned', 'filed', 'notRequired'] as const;

/** A managing unit (管理单位): whoever is responsible for the place. */
export const unit = pgTable(
  'unit',
  {
    id: identifier('id'),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    name: text('name').notNull(),
    /** Unified social credit code (GB 32100-2015), 18 characters, check digit verified; absent when unknown. */
    creditCode: text('credit_code'),
    /** Kind of place as found: 宾馆, 学校 … */
    placeKind: text('place_kind').notNull(),
    /** Class under Decree 799: `government`, `crowded` …, as the law package answers. */
    placeClass: text('place_class').notNull(),
    /** Why that class: the sentence and the provision id. */
    placeClassReason: jsonb('place_class_reason').$type<PlaceClassReason>().notNull(),
    address: text('address').notNull(),
    /** WGS 84 degrees. */
    longitude: doublePrecision('longitude'),
    latitude: doublePrecision('latitude'),
    /** 技防重点单位 / 治安保卫重点单位. */
    keyUnit: boolean('key_unit').notNull().default(false),
    /** 保卫隶属关系: filing goes to the city organ. */
    citySecured: boolean('city_secured').notNull().default(false),
    storageDays: integer('storage_days'),
    cameraCount: integer('camera_count').notNull().default(0),
    filingState: text('filing_state', { enum: filingStates }).notNull().default('unfiled'),
    /** Earliest last day of any filing duty that binds; absent = unknown or none. */
    filingDueOn: calendarDay('filing_due_on'),
    filedOn: calendarDay('filed_on'),
    /** The organisation that signs in for this unit. */
    organisationId: uuid('organisation_id'),
    /** Where a field came from when the unit did not have to give it (D799 art. 14(3)): field → source and day. */
    sources: jsonb('sources').$type<Readonly<Record<string, FieldSource>>>().notNull().default({}),
    /** Rises by one with every change; a writer names the one it saw. */
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('unit_jurisdiction').on(table.jurisdiction, table.id),
    index('unit_name').on(table.name, table.id),
    index('unit_updated').on(table.updatedAt, table.id),
    index('unit_cameras').on(table.cameraCount, table.id),
    index('unit_credit_code').on(table.creditCode),
    index('unit_organisation').on(table.organisationId),
    index('unit_kind').on(table.placeKind, table.jurisdiction, table.id),
    index('unit_class').on(table.placeClass, table.jurisdiction, table.id),
    index('unit_state').on(table.filingState, table.jurisdiction, table.id),
    index('unit_due').on(table.filingDueOn, table.id).where(sql`filing_state in ('unfiled', 'returned')`),
    index('unit_key').on(table.jurisdiction, table.id).where(sql`key_unit`),
    index('unit_storage').on(table.storageDays, table.jurisdiction, table.id),
    index('unit_map').on(table.longitude, table.latitude),
  ],
);

export interface PlaceClassReason {
  readonly because: string;
  readonly provision?: string | undefined;
}

export interface FieldSource {
  readonly source: string;
  readonly on: string;
}

/** People responsible at a unit; telephone numbers are shown only when opened, and that is audited. */
export const responsiblePerson = pgTable(
  'responsible_person',
  {
    id: identifier('id'),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    name: text('name').notNull(),
    /** 主要负责人, 安保负责人, 系统管理员 … */
    duty: text('duty').notNull(),
    phone: text('phone').notNull(),
  },
  (table) => [index('responsible_person_unit').on(table.unitId)],
);

/** One public-safety video system of a unit. */
export const videoSystem = pgTable(
  'video_system',
  {
    id: identifier('id'),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    name: text('name').notNull(),
    /** 竣工验收合格; starts the clock of the Beijing Measures. */
    acceptancePassedOn: calendarDay('acceptance_passed_on'),
    /** 投入使用; starts the clock of Decree 799. */
    putIntoUseOn: calendarDay('put_into_use_on'),
    storageDays: integer('storage_days'),
  },
  (table) => [index('video_system_unit').on(table.unitId)],
);

/** One camera: where, what, which way, and what was declared about it. */
export const camera = pgTable(
  'camera',
  {
    id: identifier('id'),
    unitId: uuid('unit_id').notNull(),
    systemId: uuid('system_id'),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    /** The unit's own number for it. */
    code: text('code').notNull(),
    place: text('place').notNull(),
    kind: text('kind').notNull(),
    /** Direction of view, degrees clockwise from north. */
    azimuthDegrees: integer('azimuth_degrees'),
    /** How far it sees usefully. */
    rangeMetres: integer('range_metres'),
    serialNumber: text('serial_number'),
    /** Declared to watch none of the areas of D799 art. 8. */
    noForbiddenArea: boolean('no_forbidden_area'),
    /** Stands near a military or secret unit (D799 art. 10), and the consent's reference if so. */
    nearSecretUnit: boolean('near_secret_unit'),
    secretUnitConsent: text('secret_unit_consent'),
    longitude: doublePrecision('longitude'),
    latitude: doublePrecision('latitude'),
  },
  (table) => [
    uniqueIndex('camera_unit_code').on(table.unitId, table.code),
    index('camera_serial').on(table.serialNumber).where(sql`serial_number is not null`),
  ],
);

/** What changed, by whom, when and on what ground. Partitioned by time in the migration; append only. */
export const fieldHistory = pgTable(
  'field_history',
  {
    id: uuid('id').notNull().default(sql`uuidv7()`),
    changedAt: instant('changed_at').notNull(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    unitId: uuid('unit_id').notNull(),
    /** `unit`, `system`, `camera`, `person`. */
    subject: text('subject').notNull(),
    subjectId: uuid('subject_id').notNull(),
    field: text('field').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    changedBy: text('changed_by').notNull(),
    /** `edit`, `import`, `filing:<id>`. */
    ground: text('ground').notNull(),
  },
  (table) => [index('field_history_unit').on(table.unitId, table.changedAt)],
);

/** A search someone keeps: filters, sort and words. */
export const savedView = pgTable(
  'saved_view',
  {
    id: identifier('id'),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    query: jsonb('query').$type<Readonly<Record<string, string>>>().notNull(),
  },
  (table) => [uniqueIndex('saved_view_name').on(table.userId, table.name)],
);

/** A table somebody handed in, read and checked, written only when confirmed. */
export const importBatch = pgTable('import_batch', {
  id: identifier('id'),
  userId: text('user_id').notNull(),
  jurisdiction: jurisdictionCode('jurisdiction').notNull(),
  kind: text('kind', { enum: ['units', 'filings'] }).notNull(),
  fileName: text('file_name').notNull(),
  rows: jsonb('rows').notNull(),
  errorCount: integer('error_count').notNull(),
  state: text('state', { enum: ['preview', 'confirmed', 'discarded'] }).notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Two records that look alike and were found not to be the same. */
export const notDuplicate = pgTable(
  'not_duplicate',
  {
    id: identifier('id'),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    /** The smaller id first. */
    firstUnitId: uuid('first_unit_id').notNull(),
    secondUnitId: uuid('second_unit_id').notNull(),
    decidedBy: text('decided_by').notNull(),
    reason: text('reason').notNull(),
    decidedAt: instant('decided_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('not_duplicate_pair').on(table.firstUnitId, table.secondUnitId)],
);

/** Exact numbers of units per county and state, kept by a trigger, so that a province counts in milliseconds. */
export const unitCount = pgTable(
  'unit_count',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    placeKind: text('place_kind').notNull(),
    placeClass: text('place_class').notNull(),
    filingState: text('filing_state').notNull(),
    keyUnit: boolean('key_unit').notNull(),
    units: bigint('units', { mode: 'number' }).notNull(),
    cameras: bigint('cameras', { mode: 'number' }).notNull(),
  },
  (table) => [index('unit_count_jurisdiction').on(table.jurisdiction)],
);
