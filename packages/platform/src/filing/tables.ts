// SPDX-License-Identifier: Apache-2.0
/** Filings (备案), what was done with them, and their receipts. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { calendarDay, identifier, instant, jurisdictionCode } from '../database/columns.ts';
import type { FilingForm } from './form.ts';
import type { FiledFacts } from './veracity.ts';

export const filingKinds = ['first', 'change', 'transitional'] as const;
export type FilingKind = (typeof filingKinds)[number];

/**
 * draft 草稿 → submitted 已提交 → accepted 已受理 → verified 已核验 (receipt issued);
 * submitted or accepted → returned 补正 → submitted; draft or returned → withdrawn.
 */
export const filingStatuses = [
  'draft',
  'submitted',
  'accepted',
  'returned',
  'verified',
  'withdrawn',
] as const;
export type FilingStatus = (typeof filingStatuses)[number];

export const filing = pgTable(
  'filing',
  {
    id: identifier('id'),
    unitId: uuid('unit_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    kind: text('kind', { enum: filingKinds }).notNull(),
    status: text('status', { enum: filingStatuses }).notNull(),
    form: jsonb('form').$type<FilingForm>().notNull(),
    /** Rises with every save and every step; a second reviewer who saw an older one gets a conflict. */
    version: integer('version').notNull().default(1),
    /** Member who took it for review; one at a time. */
    holder: text('holder'),
    /** Field → what is wrong with it, as last returned. */
    reasons: jsonb('reasons').$type<Readonly<Record<string, string>>>(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    submittedAt: instant('submitted_at'),
    acceptedAt: instant('accepted_at'),
    verifiedAt: instant('verified_at'),
    receiptNumber: text('receipt_number'),
    /** What the public page asks for; 16 random characters. */
    verificationCode: text('verification_code'),
    /** Receipt number of the national filing site, carried along. */
    nationalReceiptNumber: text('national_receipt_number'),
    /** What the unit's recorder says of itself, its signature checked. */
    recorderFacts: jsonb('recorder_facts').$type<FiledFacts>(),
  },
  (table) => [
    index('filing_queue').on(table.status, table.jurisdiction, table.submittedAt),
    index('filing_unit').on(table.unitId, table.createdAt),
    index('filing_organisation').on(table.organisationId),
    index('filing_jurisdiction').on(table.jurisdiction),
    uniqueIndex('filing_receipt_number').on(table.receiptNumber),
    uniqueIndex('filing_verification_code').on(table.verificationCode),
    uniqueIndex('filing_one_open')
      .on(table.unitId)
      .where(sql`status in ('draft', 'submitted', 'accepted', 'returned')`),
  ],
);

/** The record of a filing is the list of what was done; status is what follows from it. Append only. */
export const filingAction = pgTable(
  'filing_action',
  {
    id: identifier('id'),
    filingId: uuid('filing_id')
      .notNull()
      .references(() => filing.id),
    organisationId: uuid('organisation_id').notNull(),
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    action: text('action').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    /** Field → reason on a return; note on others. */
    reasons: jsonb('reasons').$type<Readonly<Record<string, string>>>(),
    /** The form as it stood, so that a later reader sees what was judged. */
    form: jsonb('form').$type<FilingForm>().notNull(),
  },
  (table) => [index('filing_action_filing').on(table.filingId, table.at)],
);

/** Receipt numbers count from 1 in each county and year. */
export const receiptCounter = pgTable(
  'receipt_counter',
  {
    jurisdiction: jurisdictionCode('jurisdiction').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
    firstOn: calendarDay('first_on').notNull(),
  },
  (table) => [uniqueIndex('receipt_counter_key').on(table.jurisdiction, table.year)],
);
