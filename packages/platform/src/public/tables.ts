// SPDX-License-Identifier: Apache-2.0
/** What the public hands in. Stored and acknowledged; worked on by the complaints and access modules. */
import { doublePrecision, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identifier, instant, jurisdictionCode } from '../database/columns.ts';

/** A report of an illegal camera (D799 art. 24(2)). */
export const cameraReport = pgTable(
  'camera_report',
  {
    id: identifier('id'),
    /** Number the reporter keeps. */
    number: text('number').notNull(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    place: text('place').notNull(),
    description: text('description').notNull(),
    longitude: doublePrecision('longitude'),
    latitude: doublePrecision('latitude'),
    /** How to reach the reporter; may be empty: a report may be anonymous. */
    contact: text('contact'),
    state: text('state').notNull().default('received'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('camera_report_number').on(table.number),
    index('camera_report_place').on(table.jurisdiction, table.createdAt),
  ],
);

/** A person asks for footage that concerns them (D799 art. 21). */
export const footageRequest = pgTable(
  'footage_request',
  {
    id: identifier('id'),
    number: text('number').notNull(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    place: text('place').notNull(),
    from: instant('from_at').notNull(),
    to: instant('to_at').notNull(),
    /** self, relative, guardian. */
    relation: text('relation').notNull(),
    reason: text('reason').notNull(),
    name: text('name').notNull(),
    contact: text('contact').notNull(),
    state: text('state').notNull().default('received'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('footage_request_number').on(table.number),
    index('footage_request_place').on(table.jurisdiction, table.createdAt),
  ],
);
